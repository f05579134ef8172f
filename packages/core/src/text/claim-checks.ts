import type { Language } from './language.ts';
import { foldTypography } from './normalise.ts';
import { stem } from './stem.ts';
import { stopWords } from './stop-words.ts';
import { surfaceWords } from './tokenise.ts';

/** What a claim states that its quote does not. Empty lists and `false` mean nothing was found wrong. */
export interface MissingFromQuote {
  /** Numbers with their unit where there is one, as `5 day`, `87 %`, `20`. */
  readonly numbers: readonly string[];
  /** Codes with letters and digits, versions, months and weekdays. */
  readonly codes: readonly string[];
  /** Links and e-mail addresses. */
  readonly links: readonly string[];
  /** The claim denies what the quote says, or the part of the quote it follows is denied and the claim is not. */
  readonly negation: boolean;
}

/** Compares the hard facts of a claim with a quote (or several, joined): numbers, dates, codes, links, negation. */
export function missingFromQuote(claim: string, quote: string): MissingFromQuote {
  if (written(claim) === written(quote)) return { numbers: [], codes: [], links: [], negation: false };
  const [stated, given] = [factsOf(claim), factsOf(quote)];
  const missing = (wanted: ReadonlySet<string>, there: ReadonlySet<string>) =>
    [...wanted].filter((fact) => !there.has(fact));
  const [ours, theirs] = [clausesOf(claim), clausesOf(quote)];
  const absent = [...stated.numbers].filter((fact) => !holds(given.numbers, fact));
  return {
    numbers: [...new Set([...absent, ...misplacedNumbers(ours, theirs)])],
    codes: missing(stated.codes, given.codes),
    links: missing(stated.links, given.links),
    negation: deniesOtherwise(ours, theirs),
  };
}

const written = (text: string): string => foldTypography(text.normalize('NFKC')).replace(/\s+/gu, ' ').trim();

/** True when {@link missingFromQuote} finds nothing. */
export function sameNumbersAndNegations(claim: string, quote: string): boolean {
  const { numbers, codes, links, negation } = missingFromQuote(claim, quote);
  return numbers.length === 0 && codes.length === 0 && links.length === 0 && !negation;
}

/** Share of the claim's distinct content stems found in the quote, 0..1; 1 for a claim without content words. */
export function contentOverlap(claim: string, quote: string, options: { language?: Language } = {}): number {
  const { language = 'en' } = options;
  const wanted = contentStems(claim, language);
  if (wanted.size === 0) return 1;
  return sharedCount(wanted, contentStems(quote, language)) / wanted.size;
}

const sharedCount = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a
    .values()
    .filter((item) => b.has(item))
    .toArray().length;

function contentStems(text: string, language: Language): Set<string> {
  const stops = stopWords(language);
  return new Set(
    surfaceWords(text)
      .filter((word) => !stops.has(word))
      .map((word) => stem(word, language)),
  );
}

const numberWords = new Map(
  'two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, i) => [word, String(i + 2)]),
);
const unit =
  /^\s*-?\s*(%|percent|prozent|€|\$|£|eur|euros?|usd|dollars?|gbp|pounds?|(?:business |working )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)|sekunden?|minuten?|stunden?|tagen?|wochen?|monaten?|jahren?|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?|kb|mb|gb|tb|kg|km|cm|mm)(?![\p{L}\p{N}])/u;
const sameUnit = new Map(
  Object.entries({
    percent: '%',
    prozent: '%',
    eur: '€',
    euro: '€',
    usd: '$',
    dollar: '$',
    gbp: '£',
    pound: '£',
  }),
);
const calendar =
  /\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|januar|februar|märz|juni|juli|oktober|dezember|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|enero|febrero|marzo|abril|mayo|junio|julio|septiembre|octubre|noviembre|diciembre)\b/gu;
const address = String.raw`(?:[a-z][a-z\d+.-]*:\/\/|\/\/(?=[\p{L}\d])|www\.|(?:javascript|vbscript|data|mailto|tel):)[^\s<>"')\]]+`;
const mail = String.raw`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`;
const domain = String.raw`(?<![\p{L}\p{N}@.-])(?=[\p{L}\p{N}-]*\p{L})[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:\/[^\s<>"')\]]*)?(?![\p{L}\p{N}])`;
const link = new RegExp(`${address}|${mail}|${domain}`, 'gu');
const code =
  /(?<![\p{L}\p{N}])(?=[\p{L}\p{N}._-]*\d)(?:[\p{L}\p{N}]*\p{L}[\p{L}\p{N}]*(?:[-_.][\p{L}\p{N}]+)*|[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*[-_]?\p{L}[\p{L}\p{N}]*|\d+(?:\.\d+){2,})/gu;
const number = /([$€£])?\s?(\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?)/gu;

function factsOf(text: string): { numbers: Set<string>; codes: Set<string>; links: Set<string> } {
  let rest = foldTypography(text.normalize('NFKC')).toLowerCase();
  const take = (pattern: RegExp) => {
    const found = new Set((rest.match(pattern) ?? []).map((fact) => fact.replace(/[.,;:!?]+$/u, '')));
    rest = rest.replace(pattern, ' ');
    return found;
  };
  const links = take(link);
  rest = rest.replace(/\b[a-z]+\b/gu, (word) => numberWords.get(word) ?? word);
  rest = rest.replace(/(\d)(?=(?:kb|mb|gb|tb|kg|km|cm|mm|st|nd|rd|th)\b)/gu, '$1 ');
  const codes = new Set([...take(code), ...take(calendar)]);
  const numbers = new Set<string>();
  for (const match of rest.matchAll(number)) {
    const after = unit.exec(rest.slice(match.index + match[0].length))?.[1];
    const name =
      match[1] ?? after?.replace(/^(?:business|working) /u, '').replace(/(?<=\p{L}{2})(?:es|en|s|n)$/u, '');
    numbers.add(
      name === undefined ? plainNumber(match[2]!) : `${plainNumber(match[2]!)} ${sameUnit.get(name) ?? name}`,
    );
  }
  return { numbers, codes, links };
}

/** `1,000`, `1.000` and `1 000` are 1000; `1,5` is 1.5. */
function plainNumber(written: string): string {
  const compact = written.replace(/[.,\s](?=\d{3}(?!\d))/gu, '').replace(',', '.');
  return compact.includes('.') ? compact.replace(/\.?0+$/u, '') : compact.replace(/^0+(?=\d)/u, '');
}

const negation =
  /\b(?:not|no|never|none|nothing|nobody|neither|nor|cannot|cant|without|unable|impossible|[\p{L}]+n't|nicht|nichts|kein\p{L}*|nie|niemals|ohne|nunca|jamás|tampoco|sin|ning\p{L}+|nada)(?!\p{L})/gu;

/** How often a text denies. */
const denials = (text: string): number => (foldTypography(text).toLowerCase().match(negation) ?? []).length;

/** Whether a text denies something. */
export const isNegated = (text: string): boolean => denials(text) > 0;

/** A piece of a text that states one thing. */
interface Clause {
  readonly text: string;
  /** Content stems, without numbers and codes. */
  readonly stems: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  readonly denials: number;
}

const clauseBorder = /[,;:.!?]+\s|\n|\b(?:but|if|unless|because|aber|wenn|pero|si)\b/iu;

function clausesOf(text: string): Clause[] {
  return text
    .split(clauseBorder)
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause))
    .map((clause) => ({
      text: written(clause),
      stems: contentStems(clause.toLowerCase().replace(code, ' ').replace(/\d+/gu, ' '), 'en'),
      numbers: factsOf(clause).numbers,
      denials: denials(clause),
    }));
}

/** Whether a number stands among others; one without a unit may stand there with one. */
const holds = (numbers: ReadonlySet<string>, fact: string): boolean =>
  numbers.has(fact) || (!fact.includes(' ') && [...numbers].some((other) => other.split(' ')[0] === fact));

const unitOf = (fact: string): string => fact.split(' ')[1] ?? '';

/**
 * Numbers that the quote states of something else. Where it holds several of one unit, a word of the claim's clause that stands only beside
 * another of them gives it away ("Basic has 10 seats" from "Basic has 5 seats, Pro has 10 seats"); so does another order within one clause.
 */
function misplacedNumbers(ours: readonly Clause[], theirs: readonly Clause[]): string[] {
  return ours.flatMap((clause) =>
    [...clause.numbers].filter(
      (fact) => belongsElsewhere(fact, clause, theirs) || standsInOtherOrder(fact, clause, theirs),
    ),
  );
}

function belongsElsewhere(fact: string, { stems }: Clause, theirs: readonly Clause[]): boolean {
  const isRival = ({ numbers }: Clause) =>
    !holds(numbers, fact) && [...numbers].some((other) => unitOf(other) === unitOf(fact));
  const [rivals, others] = [theirs.filter(isRival), theirs.filter((clause) => !isRival(clause))];
  const stand = (clauses: readonly Clause[], stem: string) =>
    clauses.some((clause) => clause.stems.has(stem));
  return [...stems].some((stem) => stand(rivals, stem) && !stand(others, stem));
}

function standsInOtherOrder(fact: string, clause: Clause, theirs: readonly Clause[]): boolean {
  const ours = [...clause.numbers];
  const later = ours.slice(ours.indexOf(fact) + 1).filter((other) => unitOf(other) === unitOf(fact));
  return later.some((other) => {
    const both = theirs
      .map(({ numbers }) => [...numbers])
      .filter((numbers) => numbers.includes(fact) && numbers.includes(other));
    return both.length > 0 && both.every((numbers) => numbers.indexOf(fact) > numbers.indexOf(other));
  });
}

/** Whether a clause of the claim denies what its counterpart in the quote does not, or the other way round. */
function deniesOtherwise(ours: readonly Clause[], theirs: readonly Clause[]): boolean {
  const pairs = ours
    .filter(({ stems }) => stems.size > 0 || ours.length === 1)
    .map((clause) => ({ clause, nearest: nearestClause(clause, theirs) }));
  return pairs.some(({ clause, nearest }) => {
    if (clause.denials === nearest.denials) return false;
    if (clause.denials > nearest.denials) return true;
    // "Shipped orders, once paid, cannot be cancelled": a piece of a statement is denied by its other piece.
    return !pairs.some(
      (other) =>
        other.nearest === nearest &&
        other.clause.denials === nearest.denials &&
        sharedCount(other.clause.stems, clause.stems) === 0,
    );
  });
}

/** The clause that shares most stems: only its negation concerns the claim. All of them, when none shares any. */
function nearestClause(clause: Clause, theirs: readonly Clause[]): Clause {
  let best: Clause = {
    text: '',
    stems: new Set(),
    numbers: new Set(),
    denials: theirs.reduce((sum, { denials: own }) => sum + own, 0),
  };
  let bestShared = 0;
  for (const other of theirs) {
    if (other.text === clause.text) return other;
    const shared = sharedCount(clause.stems, other.stems) * (1 + 1 / Math.max(1, other.stems.size));
    if (shared > bestShared) [best, bestShared] = [other, shared];
  }
  return best;
}
