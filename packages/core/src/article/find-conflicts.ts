import { isNegated, missingFromQuote } from '../text/claim-checks.ts';
import type { Language } from '../text/language.ts';
import type { ArticleConflict, ArticleContent } from './article.ts';
import type { Evidence } from './article-generator.ts';
import { contentTerms, languageOf } from './group-sentences.ts';
import { passageSentences, replySentences } from './reply-sentences.ts';

/** What two sentences speak of must be this much alike, the value they may differ in left out; a denial says less, so it must be closer. */
const sameMatter = 0.6;
const sameStatement = 0.75;
const mostConflicts = 8;

/**
 * Sentences of the evidence that speak of the same thing as a sentence of the article and give another value: another number of the same unit,
 * another menu path, or a denial. Code cannot know who is right; a reviewer is shown both. What differs in more than the value is not found.
 */
export function findConflicts(content: ArticleContent, evidence: readonly Evidence[]): ArticleConflict[] {
  const language = languageOf(content.language);
  const sources = evidence.flatMap((one) =>
    one.kind === 'reply' ? replySentences(one) : passageSentences(one),
  );
  const found = content.sections.flatMap(({ key, sentences }) =>
    sentences.flatMap(({ text }) =>
      sources.flatMap((source): ArticleConflict[] => {
        const about = conflictOf(text, source.text, language);
        return about === undefined ? [] : [{ section: key, sentence: text, about, source: source.span }];
      }),
    ),
  );
  // The same statement may stand in two sections, and many replies may disagree in the same way: one of each is enough.
  return [
    ...new Map(found.map((one) => [`${one.sentence} ${one.about} ${sourceOf(one)}`, one])).values(),
  ].slice(0, mostConflicts);
}

const sourceOf = ({ source }: ArticleConflict): string =>
  source.kind === 'reply' ? source.messageId : `${source.versionId} ${source.start}`;

/** In what a sentence speaks otherwise of the same thing as another; `undefined` when it does not. */
export function conflictOf(
  sentence: string,
  text: string,
  language: Language,
): ArticleConflict['about'] | undefined {
  const alike = likeness(sentence, text, language);
  if (alike < sameMatter) return undefined;
  const [ours, theirs] = [missingFromQuote(sentence, text), missingFromQuote(text, sentence)];
  const units = new Set(theirs.numbers.map(unitOf));
  if (ours.numbers.some((number) => units.has(unitOf(number)))) return 'number';
  if (otherPath(sentence, text)) return 'path';
  const denies = isNegated(sentence) !== isNegated(text) && ours.negation && theirs.negation;
  return denies && alike >= sameStatement ? 'negation' : undefined;
}

/** The share of the shorter sentence's words that the other one holds, values left out; 0 when fewer than two are shared. */
function likeness(left: string, right: string, language: Language): number {
  const [a, b] = [matterOf(left, language), matterOf(right, language)];
  const shared = [...a].filter((term) => b.has(term)).length;
  return shared < 2 ? 0 : shared / Math.min(a.size, b.size);
}

/** What a sentence speaks of: its content words, without paths and values. */
export const matterOf = (text: string, language: Language): ReadonlySet<string> =>
  new Set([...contentTerms(text.replace(path, ' '), language)].filter((term) => !/\d/u.test(term)));

const unitOf = (number: string): string => number.split(' ')[1] ?? '';

/** `Settings > Security`: each part begins with a capital and has up to three words. */
const path =
  /\p{Lu}[\p{L}\p{N}]*(?: \p{Ll}+){0,2}(?: ?[>›→] ?\p{Lu}[\p{L}\p{N}]*(?: \p{Lu}[\p{L}\p{N}]*)*)+/gu;

/** Both name a path, and neither is the beginning of the other. */
function otherPath(left: string, right: string): boolean {
  const [ours, theirs] = [pathsOf(left), pathsOf(right)];
  return (
    ours.length > 0 &&
    theirs.length > 0 &&
    ours.every((one) =>
      theirs.every(
        (other) =>
          !one.endsWith(other) && !other.endsWith(one) && !one.startsWith(other) && !other.startsWith(one),
      ),
    )
  );
}

/** The first part may begin with the verb of the sentence ("Open Settings > Security"). */
const pathsOf = (text: string): string[] =>
  (text.match(path) ?? []).map((found) => found.toLowerCase().replace(/ ?[>›→] ?/gu, '>'));
