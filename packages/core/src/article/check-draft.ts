import type { Intent } from '../intent/intent.ts';
import { foreignNames, knownNames, wordShare } from '../search/claim-words.ts';
import { type ClaimFault, claimFaults } from '../search/verify-claims.ts';
import { missingFromQuote } from '../text/claim-checks.ts';
import { namesIn } from '../text/names-in-message.ts';
import { splitSentences } from '../text/split-sentences.ts';
import { addressesMachine, isActive } from '../text/withheld.ts';
import type {
  ArticleContent,
  ArticleSection,
  ArticleSectionKey,
  ArticleSentence,
  EvidenceSpan,
  SectionFeedback,
} from './article.ts';
import type { Evidence } from './article-generator.ts';
import { titleOf } from './article-title.ts';
import { sectionOrder } from './article-words.ts';
import { countedSummary } from './counted-summary.ts';
import { languageOf } from './group-sentences.ts';
import { hidePersonalData } from './personal-data.ts';
import { readNote } from './read-feedback.ts';

/** Why a sentence of a draft was refused: what its places do not say, or what no article may hold. */
export type DraftFault = ClaimFault | 'names-a-person' | 'not-for-readers';

/** A draft whose every sentence was proved by code, and those that were not. */
export interface CheckedDraft {
  readonly content: ArticleContent;
  readonly refused: readonly { readonly text: string; readonly faults: readonly DraftFault[] }[];
}

/** What a draft is checked against. */
export interface DraftGround {
  readonly intent: Pick<Intent, 'name' | 'description'>;
  readonly evidence: readonly Evidence[];
  /** Names and addresses of the customers of these tickets. */
  readonly customers?: readonly string[];
  /** What reviewers said: a title or summary in their words stands. */
  readonly feedback?: readonly SectionFeedback[];
}

/**
 * Keeps the sentences whose places exist in the evidence that was offered and say what the sentence says, which name no customer, and which
 * neither speak to a language model nor would do something where they are shown. The rest is removed: a draft shows nothing that nobody can
 * look up. A summary may only say what these sentences say, else it is one that counts them; a title that tells of something else is made of
 * the intent's name.
 */
export function checkDraft(content: ArticleContent, ground: DraftGround): CheckedDraft {
  const { intent, evidence, customers = [] } = ground;
  const quoteOf = quoteFinder(evidence);
  const names = knownNames(evidence.map(({ text }) => text));
  const refused: { text: string; faults: readonly DraftFault[] }[] = [];
  const sections = content.sections
    .map((section): ArticleSection => {
      const sentences = section.sentences.flatMap((sentence): ArticleSentence[] => {
        const checked = checkSentence(sentence, { intent, evidence, customers, names, quoteOf });
        if (!Array.isArray(checked)) return [checked];
        refused.push({ text: sentence.text, faults: checked });
        return [];
      });
      return { ...section, sentences };
    })
    .filter(({ sentences }) => sentences.length > 0);
  return { content: checkHead({ ...content, sections }, ground), refused };
}

/** Title and summary of an article with these sentences; those that a reviewed one had `before` stay as they were. */
export function checkHead(
  content: ArticleContent,
  { intent, evidence, customers = [], feedback = [] }: DraftGround,
  before?: ArticleContent,
): ArticleContent {
  const { title, summary, language } = content;
  const sentences = content.sections.flatMap((section) => section.sentences);
  const texts = sentences.map(({ text }) => text);
  const told = [intent.name, intent.description, ...texts].join('\n');
  const names = { customers, names: knownNames(evidence.map(({ text }) => text)) };
  const isSaid = (text: string) =>
    feedback.some(({ note }) => {
      const edit = readNote(note);
      return edit.kind === 'set' && edit.text === text;
    });
  const keepsTitle = title === before?.title || isSaid(title) || isTrueTitle(title, told, names);
  const keepsSummary =
    summary === before?.summary ||
    isSaid(summary) ||
    isTrueSummary(summary, texts, { around: intent.name, ...names });
  return {
    ...content,
    title: keepsTitle ? title : titleOf(intent.name, languageOf(language)),
    summary: keepsSummary ? summary : countedSummary(sentences, language),
  };
}

const longestTitle = 150;

/** Names that a text must not tell, or not of its own accord. */
interface Names {
  readonly customers: readonly string[];
  /** Names that the evidence tells of. */
  readonly names: ReadonlySet<string>;
}

/** How many of a title's words must stand in the article or the intent. */
const leastOfTitle = 0.5;

/** A title says what an article is about: half of its words, and the facts and names it tells, stand in it or in the intent. */
function isTrueTitle(title: string, told: string, { customers, names }: Names): boolean {
  const { numbers, codes, links } = missingFromQuote(title, told);
  return (
    /\p{L}/u.test(title) &&
    title.length <= longestTitle &&
    !title.includes('\n') &&
    numbers.length + codes.length + links.length === 0 &&
    wordShare(title, told) >= leastOfTitle &&
    // In small letters: titles write any word with a capital.
    foreignNames(title.toLowerCase(), told, names).length === 0 &&
    formFaults(title, customers).length === 0
  );
}

function isTrueSummary(
  summary: string,
  texts: readonly string[],
  { around, customers, names }: Names & { readonly around: string },
): boolean {
  const sentences = splitSentences(summary).map(({ start, end }) => summary.slice(start, end));
  return (
    sentences.length > 0 &&
    sentences.every(
      (sentence) =>
        claimFaults(sentence, texts, { around, names }).length === 0 &&
        formFaults(sentence, customers).length === 0,
    )
  );
}

/** What no text of an article may be, whatever proves it. */
function formFaults(text: string, customers: readonly string[]): DraftFault[] {
  return [
    ...(namesCustomer(text, customers) ? (['names-a-person'] as const) : []),
    ...(isActive(text) || addressesMachine(text) ? (['not-for-readers'] as const) : []),
  ];
}

type QuoteFinder = (span: EvidenceSpan) => string | undefined;

/** Quotes of replies come without personal data: a sentence that holds some is not proved by them. */
function quoteFinder(evidence: readonly Evidence[]): QuoteFinder {
  const keyOf = (one: Evidence | EvidenceSpan) =>
    one.kind === 'reply' ? `${one.ticketId} ${one.messageId}` : `${one.versionId} ${one.chunkId}`;
  const sources = new Map(evidence.map((one) => [keyOf(one), one]));
  return (span) => {
    const source = sources.get(keyOf(span));
    if (source === undefined) return undefined;
    const offset = source.kind === 'passage' ? source.start : 0;
    const [start, end] = [span.start - offset, span.end - offset];
    if (start < 0 || start >= end || end > source.text.length) return undefined;
    const quote = source.text.slice(start, end);
    return source.kind === 'reply' ? hidePersonalData(quote, namesIn(source.text)) : quote;
  };
}

/** Places that do not exist are dropped; the sentence stays when the others prove it. Only tickets that are looked up count as support. */
function checkSentence(
  sentence: ArticleSentence,
  { intent, evidence: offered, customers, names, quoteOf }: DraftGround & Names & { quoteOf: QuoteFinder },
): ArticleSentence | DraftFault[] {
  const evidence = sentence.evidence.filter((span) => quoteOf(span) !== undefined);
  const quotes = evidence.flatMap((span) => quoteOf(span) ?? []);
  const cited = new Set(evidence.map((span) => (span.kind === 'passage' ? span.chunkId : undefined)));
  const titles = offered.flatMap((one) =>
    one.kind === 'passage' && cited.has(one.chunkId) ? [one.title] : [],
  );
  const around = [intent.name, ...titles].join('\n');
  const faults = [
    ...formFaults(sentence.text, customers),
    ...(quotes.length === 0
      ? (['no-citation'] as const)
      : claimFaults(sentence.text, quotes, { around, names })),
  ];
  if (faults.length > 0) return faults;
  const tickets = new Set(evidence.flatMap((span) => (span.kind === 'reply' ? [span.ticketId] : [])));
  return { ...sentence, evidence, support: tickets.size, verified: true };
}

/** A requester's name or address inside a sentence. A word that begins a sentence is capital anyway; it is a name only before a comma. */
function namesCustomer(text: string, customers: readonly string[]): boolean {
  return customers.some((customer) => {
    if (/[^\p{L}]/u.test(customer) && text.includes(customer)) return true;
    const names = customer.replace(/@.*$/u, '').match(/\p{L}{3,}/gu) ?? [];
    return names.some((name) => {
      const capital = name.slice(0, 1).toUpperCase() + name.slice(1).toLowerCase();
      return new RegExp(`(?:\\S\\s+${capital}(?!\\p{L})|^${capital},)`, 'u').test(text);
    });
  });
}

/** Sections of a draft of which no sentence was proved. */
export function unprovedSections(draft: ArticleContent, proved: ArticleContent): ArticleSectionKey[] {
  const left = new Set(proved.sections.map(({ key }) => key));
  return draft.sections.flatMap(({ key, sentences }) =>
    sentences.length === 0 || left.has(key) ? [] : [key],
  );
}

/** Puts these sections back as they were; the others stay as they are. */
export function keepSections(
  previous: ArticleContent,
  next: ArticleContent,
  keys: readonly ArticleSectionKey[],
): ArticleContent {
  const before = previous.sections.filter(({ key }) => keys.includes(key));
  const rest = next.sections.filter(({ key }) => !keys.includes(key));
  const place = ({ key }: ArticleSection) => sectionOrder.indexOf(key);
  return { ...next, sections: [...before, ...rest].sort((left, right) => place(left) - place(right)) };
}

/** Puts back what the feedback does not name, so that it stays byte for byte whatever a generator did. */
export function keepUnmentioned(
  previous: ArticleContent,
  next: ArticleContent,
  feedback: readonly SectionFeedback[],
): ArticleContent {
  if (feedback.some(({ section }) => section === undefined)) return next;
  const named = new Set(feedback.map(({ section }) => section));
  return {
    ...keepSections(
      previous,
      next,
      sectionOrder.filter((key) => !named.has(key)),
    ),
    // What a person wrote is still in it.
    method: previous.method === 'person' ? 'person' : next.method,
    title: named.has('title') ? next.title : previous.title,
    summary: named.has('summary') ? next.summary : previous.summary,
  };
}
