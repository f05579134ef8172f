import { mostCommon } from './cluster-terms.ts';
import type { HeadWord } from './headline.ts';
import type { Language } from './language.ts';
import { type Combination, combinationsIn } from './name-candidates.ts';
import type { NameSample } from './name-samples.ts';
import { classOf, isAlsoNoun, isWeak, verbOf } from './word-classes.ts';

/** A candidate as people would write it. */
export interface WrittenName {
  readonly words: readonly string[];
  /** 0 to 1: how well it reads. */
  readonly fluency: number;
}

/** What is known of the language of the texts. */
export interface Writing {
  readonly language: Language;
  /** How words are written within sentences, by their lower-case form: `PIN`, `Rechnung`. */
  readonly casing: ReadonlyMap<string, string>;
}

/** What a cluster's texts put together, read once for all of its candidates. */
export interface ClusterWording {
  /** Where words stand together, by the key of the combination. */
  readonly places: ReadonlyMap<string, readonly Place[]>;
  /** How often each word is written so. */
  readonly surfaces: ReadonlyMap<string, number>;
}

interface Place {
  readonly line: readonly HeadWord[];
  readonly combination: Combination;
}

/** Reads the lines of a cluster's texts. */
export function readWording(samples: readonly NameSample[]): ClusterWording {
  const places = new Map<string, Place[]>();
  const surfaces = new Map<string, number>();
  for (const line of samples.flatMap(({ headlines, answers }) => [...headlines, ...answers])) {
    for (const { surface } of line) surfaces.set(surface, (surfaces.get(surface) ?? 0) + 1);
    for (const combination of combinationsIn(line)) {
      const known = places.get(combination.key);
      if (known === undefined) places.set(combination.key, [{ line, combination }]);
      else known.push({ line, combination });
    }
  }
  return { places, surfaces };
}

/**
 * Writes a candidate the way the cluster's texts do: of all places where the words stand together, the most frequent wording that reads like
 * a name. Verbs go to the front in their plain form ("cancel order"), participles behind their subject ("transfer declined").
 */
export function writeName(
  stems: readonly string[],
  { places, surfaces }: ClusterWording,
  { language, casing }: Writing,
): WrittenName | undefined {
  const wordings = new Map<string, number>();
  const written = (places.get(stems.join('+')) ?? []).map((place) => {
    const words = wordingOf(place.line, place.combination, stems);
    const wording = words.join(' ');
    const fluency = fluencyOf(words, language) / (1 + place.combination.extra);
    wordings.set(wording, (wordings.get(wording) ?? 0) + fluency);
    return { wording, place };
  });
  if (wordings.size === 0) return undefined;
  const best = mostCommon(wordings);
  const own = written.filter(({ wording }) => wording === best).map(({ place }) => place);
  const plain = plainForm(best.split(' '), surfaces, language);
  const words = language === 'en' ? colourFirst(afterNegation(plain)) : plain;
  const isNoun = (word: string) => (casing.get(word) ?? word) !== word;
  const lacksNoun = language === 'de' && !words.some(isNoun);
  const whole = isWhole(best.split(' '), own) ? 1 : 0.5;
  return { words, fluency: fluencyOf(words, language) * whole * (lacksNoun ? 0.4 : 1) };
}

/** Fewer places do not show what belongs to a phrase. */
const fewestPlaces = 3;

/** A wording is a phrase by itself unless it begins or ends with a verb form that has its subject before it, or its object behind it, at most places. */
function isWhole(words: readonly string[], places: readonly Place[]): boolean {
  if (places.length < fewestPlaces || words.length === 1) return true;
  const isUsual = (neighbour: (place: Place) => HeadWord | undefined) =>
    places.filter((place) => neighbour(place)?.type === 'content').length > places.length / 2;
  const lacksObject =
    /..ing$/u.test(words.at(-1) ?? '') && isUsual(({ line, combination: { to } }) => line[to + 1]);
  const lacksSubject =
    /..[^s]s$/u.test(words[0] ?? '') && isUsual(({ line, combination: { from } }) => line[from - 1]);
  return !lacksObject && !lacksSubject;
}

/** The words of a place in a line; a negation comes along. */
function wordingOf(
  line: readonly HeadWord[],
  { from, to }: { readonly from: number; readonly to: number },
  stems: readonly string[],
): readonly string[] {
  const start = stems.includes('not') && line[from - 1]?.type === 'negation' ? from - 1 : from;
  const words = line.slice(start, to + 1);
  return (line[start]?.type === 'negation' ? negationBehind(words) : words).flatMap(({ surface }) =>
    surface.split(' '),
  );
}

/** "not received refund" reads "refund not received"; "not log in" stays. */
function negationBehind(words: readonly HeadWord[]): readonly HeadWord[] {
  const [negation, verb, ...rest] = words;
  if (negation === undefined || verb === undefined || rest.length === 0) return words;
  return /(?:ed|en|t|ing)$/u.test(verb.surface) && rest.every(({ type }) => type === 'content')
    ? [...rest, negation, verb]
    : words;
}

const colours = new Set(
  'red green blue amber yellow orange white black grey gray purple pink brown'.split(' '),
);

/** "the light is red" reads "red light". */
function colourFirst(words: readonly string[]): readonly string[] {
  const [first, last] = words;
  if (words.length !== 2 || first === undefined || last === undefined) return words;
  const isOfThing = colours.has(last) && !colours.has(first) && verbOf(first, 'en') === undefined;
  return isOfThing ? [last, first] : words;
}

/** "activating card" becomes "activate card" when people also write it so; "shipping address" and "lost card" stay. */
function plainForm(
  words: readonly string[],
  surfaces: ReadonlyMap<string, number>,
  language: Language,
): readonly string[] {
  const [first = '', ...rest] = words;
  const plain = verbOf(first, language);
  const isForm = /(?:ing|ed|s)$/u.test(first);
  if (plain === undefined || plain === first || !isForm || rest.length === 0) return words;
  const isPlainToo = (surfaces.get(plain) ?? 0) >= 0.3 * (surfaces.get(first) ?? 0);
  return isPlainToo ? [plain, ...rest] : words;
}

/** "card not work" reads "card not working". */
function afterNegation(words: readonly string[]): readonly string[] {
  return words.map((word, at) =>
    words[at - 1] === 'not' && verbOf(word, 'en') === word ? gerundOf(word) : word,
  );
}

const doubling = /^(?:[^aeiou]*[aeiou][^aeiouwxy]|.*(?:fer|mit|get|gin))$/u;

function gerundOf(verb: string): string {
  if (/[^e]e$/u.test(verb)) return `${verb.slice(0, -1)}ing`;
  return doubling.test(verb) ? `${verb}${verb.at(-1)}ing` : `${verb}ing`;
}

/** How well words read as a name, 0 to 1. */
function fluencyOf(words: readonly string[], language: Language): number {
  const content = words.filter((word) => classOf(word, language) === 'content');
  const [first = '', last = ''] = [content[0], content.at(-1)];
  const plain = (word: string) => {
    const verb = verbOf(word, language);
    return verb === word && !isAlsoNoun(verb) ? verb : undefined;
  };
  let fluency = 1;
  if (content.every(isWeak)) fluency *= 0.3;
  else if (content.length === 1) fluency *= plain(first) === undefined ? 0.7 : 0.35;
  else if (isWeak(first) && plain(first) === undefined) fluency *= 0.75;
  else if (isWeak(last) && !/(?:ed|ing|t)$/u.test(last)) fluency *= 0.7;
  if (content.length > 1 && plain(last) !== undefined && language !== 'de') fluency *= 0.35;
  const infinitive = words.findIndex((word, at) => word === 'to' && plain(words[at + 1] ?? '') !== undefined);
  if (infinitive > 0) fluency *= 0.3;
  if (content.length > 1 && (plain(first) !== undefined || /(?:ed|ing)$/u.test(last))) fluency *= 1.15;
  if (content.length > 2) fluency *= 0.95;
  if (content.some((word) => word.length < 3 && word !== 'up')) fluency *= 0.8;
  return fluency;
}
