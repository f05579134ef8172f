import type { ArticleSentence } from './article.ts';
import { articleWords } from './article-words.ts';

/** A summary that is true by construction: it counts what the sentences rest on; empty when they rest on nothing. */
export function countedSummary(sentences: readonly ArticleSentence[], language: string): string {
  const spans = sentences.flatMap(({ evidence }) => evidence);
  const tickets = new Set(spans.flatMap((span) => (span.kind === 'reply' ? [span.ticketId] : []))).size;
  const documents = new Set(spans.flatMap((span) => (span.kind === 'passage' ? [span.versionId] : []))).size;
  return tickets + documents === 0 ? '' : articleWords(language).basedOn(tickets, documents);
}
