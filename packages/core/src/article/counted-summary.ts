import type { ArticleSentence } from './article.ts';

/** A summary that is true by construction: it counts what the sentences rest on; empty when they rest on nothing. */
export function countedSummary(sentences: readonly ArticleSentence[]): string {
  const spans = sentences.flatMap(({ evidence }) => evidence);
  const tickets = new Set(spans.flatMap((span) => (span.kind === 'reply' ? [span.ticketId] : []))).size;
  const documents = new Set(spans.flatMap((span) => (span.kind === 'passage' ? [span.versionId] : []))).size;
  const count = (number: number, word: string) =>
    number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`];
  const counted = [...count(tickets, 'solved ticket'), ...count(documents, 'document')];
  return counted.length === 0 ? '' : `Based on ${counted.join(' and ')}.`;
}
