import { conflictOf, matterOf } from '../article/find-conflicts.ts';
import type { Passage } from '../search/passage.ts';
import type { VerifiedQuote } from '../search/verify-claims.ts';
import type { Language } from '../text/language.ts';
import { splitSentences } from '../text/split-sentences.ts';
import { documentLanguage } from './words.ts';

const mostPlaces = 3;

/** So many words two sentences must share before they can speak of the same thing; one that names a path is mostly about the path. */
const leastMatter = { number: 2, negation: 2, path: 3 } as const;

/** "It takes 5 days" does not say what takes so long. A table row says several things. */
const unclear =
  /^(?:it|they|this|that|these|those|es|sie|das|dies\p{L}*|est[eo]s?|ell[oa]s?)\b|\s\|\s|: .+; /iu;

/** What makes a denial one of another case. */
const condition =
  /\b(?:if|unless|until|before|after|once|when|while|only|except|wenn|falls|bis|bevor|nachdem|sobald|nur|si|hasta|antes|después|cuando|solo|sólo)\b/iu;

/**
 * Places in other documents that say otherwise of the very same thing: another number of the same unit, another menu path, a denial. One of the
 * two sentences must speak of nothing that the other does not, or they speak of different things ("standard" and "express" shipping).
 */
export function contradictionsOf(
  sentence: string,
  proofs: readonly VerifiedQuote[],
  passages: readonly Passage[],
): VerifiedQuote[] {
  const own = new Set(proofs.map(({ documentId }) => documentId));
  return passages
    .filter(({ document }) => !own.has(document.id))
    .flatMap((passage) => {
      const { chunk } = passage;
      const language = documentLanguage(chunk.text);
      return splitSentences(chunk.text).flatMap(({ start, end }): VerifiedQuote[] => {
        const quote = chunk.text.slice(start, end);
        if (!contradicts(sentence, quote, language)) return [];
        const { id, documentId, versionId } = chunk;
        return [
          { chunkId: id, documentId, versionId, start: chunk.start + start, end: chunk.start + end, quote },
        ];
      });
    })
    .slice(0, mostPlaces);
}

function contradicts(sentence: string, other: string, language: Language): boolean {
  if (unclear.test(sentence) || unclear.test(other)) return false;
  const about = conflictOf(sentence, other, language);
  if (about === undefined || !sameMatter(sentence, other, language, leastMatter[about])) return false;
  return about !== 'negation' || condition.test(sentence) === condition.test(other);
}

/** One of them speaks of nothing else than the other. Units and denials are what may differ. */
function sameMatter(left: string, right: string, language: Language, least: number): boolean {
  const [a, b] = [left, right].map((text) =>
    [...matterOf(text, language)].filter((term) => !value.test(term)),
  );
  const isIn = (inner: readonly string[] = [], outer: readonly string[] = []) =>
    inner.length >= least && inner.every((term) => outer.includes(term));
  return isIn(a, b) || isIn(b, a);
}

const value =
  /^(?:not?|cannot|never|without|nicht|kein\p{L}*|nie|ohne|nunca|sin|second|minut|hour|day|week|month|year|sekund\p{L}*|stund\p{L}*|tag|woch\p{L}*|monat|jahr|segund|hor|dia|seman|mes|año|percent|eur|usd)$/u;
