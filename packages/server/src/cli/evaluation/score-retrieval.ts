import type { Passage, SearchFilter } from '@ticket-ai/core';
import { type RetrievalVerdict, retrievalMetrics, retrievalVerdicts } from '@ticket-ai/core/evaluation';
import type { Watch } from './add-folder.ts';
import type { RetrievalResult } from './retrieval-result.ts';
import type { RetrievalSource } from './retrieval-source.ts';

const depths = [1, 3, 5, 10, 20] as const;
/** Several passages of one document count once, so more are asked for than documents are kept. */
const passages = 200;
const documentsKept = 100;

interface Found {
  readonly passages: readonly Passage[];
}

/** A document that was found. */
export interface Hit {
  readonly document: string;
  readonly score: number;
}

/** Asks every question and keeps the documents that are found, best first. */
export async function askAll(
  search: (text: string, options: { readonly topK: number; readonly filter: SearchFilter }) => Promise<Found>,
  queries: RetrievalSource['queries'],
  { progress, abortSignal }: Watch,
): Promise<Map<string, readonly Hit[]>> {
  const found = new Map<string, readonly Hit[]>();
  for (const [index, { id, text }] of queries.entries()) {
    abortSignal.throwIfAborted();
    progress.update({ stage: 'search', done: index, total: queries.length });
    const result = await search(text, { topK: passages, filter: { collections: ['documents'] } });
    const best = new Map<string, number>();
    for (const { document, score } of result.passages)
      if (!best.has(document.source)) best.set(document.source, score);
    found.set(
      id,
      [...best].slice(0, documentsKept).map(([document, score]) => ({ document, score })),
    );
  }
  return found;
}

/** Scores what was found, question by question and per tag. */
export function scoresOf(
  { queries, judgements }: Pick<RetrievalSource, 'queries' | 'judgements'>,
  found: ReadonlyMap<string, readonly Hit[]>,
): Pick<RetrievalResult, 'questions' | 'scores' | 'tags' | 'verdicts'> {
  const rankings = new Map([...found].map(([id, hits]) => [id, hits.map(({ document }) => document)]));
  const scores = depths.map((k) => ({ k, ...retrievalMetrics(judgements, rankings, k) }));
  const verdicts = retrievalVerdicts(judgements, rankings);
  const tagsOf = new Map(queries.map(({ id, tags }) => [id, tags]));
  const tagged = verdicts.flatMap((verdict) =>
    (tagsOf.get(verdict.id) ?? []).map((tag) => ({ tag, verdict })),
  );
  const tags = [...Map.groupBy(tagged, ({ tag }) => tag)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    questions: verdicts.length,
    scores,
    tags: Object.fromEntries(tags.map(([tag, group]) => [tag, meansOf(group.map(({ verdict }) => verdict))])),
    verdicts,
  };
}

function meansOf(verdicts: readonly RetrievalVerdict[]): RetrievalResult['tags'][string] {
  const mean = (figure: 'ndcg' | 'recall') =>
    verdicts.reduce((sum, verdict) => sum + verdict[figure], 0) / verdicts.length;
  return { questions: verdicts.length, ndcg: mean('ndcg'), recall: mean('recall') };
}
