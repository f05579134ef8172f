import { type DiscoveryRequest, seededRandom, type TicketDraft } from '@ticket-ai/core';
import { readAssignments } from '../assigned-tickets.ts';
import { composeForRows, type TicketFile } from '../cluster-file.ts';
import type { ProgressLine } from '../output/progress.ts';
import type { EvalResult } from './eval-result.ts';
import type { GoldLabels } from './read-labels.ts';
import { scoreIntents } from './score-intents.ts';

/** Tickets that come in together. */
const batchSize = 64;

/**
 * How much the order in which tickets come in matters: intents are discovered in the first half of the file, then the other half comes in, in
 * batches of 64, in several shuffled orders. Each order starts afresh. All labelled tickets are scored; mean and sample standard deviation.
 */
export async function orderSpread(
  file: Pick<TicketFile, 'rows'>,
  gold: GoldLabels,
  orders: number,
  {
    progress,
    abortSignal,
    ...request
  }: DiscoveryRequest & { readonly progress: ProgressLine; readonly abortSignal: AbortSignal },
): Promise<NonNullable<EvalResult['orders']>> {
  const half = Math.ceil(file.rows.length / 2);
  const drafts = file.rows.map(({ draft }) => draft);
  const rowIdOf = new Map(file.rows.map(({ rowId, draft }) => [draft.externalId, rowId]));
  const runs: { accuracy: number; ari: number; matched: number }[] = [];
  for (let order = 1; order <= orders; order += 1) {
    const { composition } = await composeForRows(file.rows, { seed: request.seed ?? 1, progress });
    try {
      const desk = composition.desk.as({ abortSignal });
      await desk.ingest(drafts.slice(0, half));
      await desk.discover(request);
      const stream = shuffled(drafts.slice(half), order);
      for (let at = 0; at < stream.length; at += batchSize) {
        progress.update({ stage: `order ${order} of ${orders}`, done: at, total: stream.length });
        await desk.ingest(stream.slice(at, at + batchSize));
      }
      const assigned = [...(await readAssignments(desk)).byTicket.values()];
      const placed = assigned.flatMap((one) => {
        const rowId = rowIdOf.get(one.rowId);
        return rowId === undefined ? [] : [{ ...one, rowId }];
      });
      const { accuracy, ari } = scoreIntents(gold, placed);
      const streamedIds = new Set(stream.map(({ externalId }) => externalId));
      const streamed = assigned.filter(({ rowId }) => streamedIds.has(rowId));
      const matched = streamed.filter(({ intent }) => intent !== undefined).length;
      runs.push({ accuracy, ari, matched: matched / Math.max(1, streamed.length) });
    } finally {
      await composition.close();
    }
  }
  return {
    orders,
    streamed: file.rows.length - half,
    accuracy: meanAndSd(runs.map(({ accuracy }) => accuracy)),
    ari: meanAndSd(runs.map(({ ari }) => ari)),
    matched: meanAndSd(runs.map(({ matched }) => matched)),
  };
}

function shuffled(drafts: readonly TicketDraft[], seed: number): TicketDraft[] {
  const { next } = seededRandom(seed);
  return drafts
    .map((draft) => ({ draft, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ draft }) => draft);
}

function meanAndSd(values: readonly number[]): { readonly mean: number; readonly sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / Math.max(1, values.length - 1)) };
}
