import type { Context } from '../context.ts';
import type { TicketId } from '../ids.ts';
import { otherWords } from '../search/desk-words.ts';
import type { Passage, SearchFilter, SearchResult } from '../search/passage.ts';
import { detectLanguage } from '../text/language.ts';
import { tokenise } from '../text/tokenise.ts';
import type { WordingHint } from './answer-generator.ts';

/** Smooths ranks (reciprocal rank fusion, Cormack et al. 2009): a first place is worth little more than a second. */
const smoothing = 10;
const mostHintWords = 24;

/** Searches with the question's own words, and again with other words for the same; fused by rank, the question's own words first. */
export async function findEvidence(
  context: Context,
  question: string,
  hints: readonly WordingHint[],
  options: {
    readonly topK: number;
    readonly filter?: SearchFilter;
    readonly ticketId?: TicketId | undefined;
  },
): Promise<SearchResult> {
  const { topK, filter, ticketId } = options;
  const search = (moreWords: readonly string[] = []) =>
    context.search({
      query: question,
      moreWords,
      topK: topK * 2,
      ...(ticketId === undefined ? {} : { ticketIds: [ticketId] }),
      ...(filter === undefined ? {} : { filter }),
    });
  const found = await search();
  const { language } = detectLanguage(question);
  const synonyms = otherWords(question, language);
  const more = [
    ...(synonyms.length === 0 ? [] : [await search(synonyms)]),
    ...(hints.length === 0 ? [] : [await search(hintWords(hints))]),
  ];
  return { ...found, passages: fuse([found, ...more].map(({ passages }) => passages)).slice(0, topK) };
}

/** The words the replies have in common, the likeliest first. */
function hintWords(hints: readonly WordingHint[]): string[] {
  const weights = new Map<string, number>();
  for (const { text, weight } of hints)
    for (const word of new Set(tokenise(text, { stemmed: false, withoutStopWords: true })))
      weights.set(word, (weights.get(word) ?? 0) + weight);
  return [...weights]
    .sort((left, right) => right[1] - left[1])
    .slice(0, mostHintWords)
    .map(([word]) => word);
}

function fuse(lists: readonly (readonly Passage[])[]): Passage[] {
  const scores = new Map<string, { readonly passage: Passage; score: number }>();
  for (const passages of lists) {
    for (const [rank, passage] of passages.entries()) {
      const known = scores.get(passage.chunk.id) ?? { passage, score: 0 };
      known.score += 1 / (smoothing + rank);
      scores.set(passage.chunk.id, known);
    }
  }
  return [...scores.values()]
    .sort((left, right) => right.score - left.score)
    .map(({ passage, score }) => ({ ...passage, score }));
}
