import {
  createTicketAI,
  type ModelClustererOptions,
  modelClusterer,
  type Parallel,
  seededRandom,
  type TicketAIOptions,
  ulidGenerator,
} from '@ticket-ai/core';
import { type ClusteringMetrics, clusteringMetrics } from '@ticket-ai/core/evaluation';
import { type GoldTicket, type OracleUsage, simulatedOracle } from '@ticket-ai/core/testing';
import { readAssignments } from '../../packages/server/src/cli/assigned-tickets.ts';
import type { LabelledSet } from '../intents/labelled-set.ts';

/** What is asked of which oracle. */
export interface BatchCase extends ModelClustererOptions {
  readonly name: string;
  readonly oracle?: Omit<Parameters<typeof simulatedOracle>[0], 'gold'>;
}

/** What came out. */
export interface BatchResult extends ClusteringMetrics {
  readonly tickets: number;
  readonly usage: OracleUsage;
  /** Intents of which a larger one has most of its tickets from the same label. */
  readonly duplicates: number;
  readonly notes: readonly string[];
  readonly cpuSeconds: number;
}

/** The whole thread: take in, discover with the model, read what holds. */
export async function measureBatch(
  set: LabelledSet,
  { oracle: faults = {}, ...limits }: BatchCase,
  { parallel, connect }: { readonly parallel: Parallel; readonly connect?: Connect },
): Promise<BatchResult> {
  const oracle = simulatedOracle({ ...faults, gold: goldOf(set) });
  const connection = await connect?.(oracle);
  const before = process.cpuUsage();
  const desk = createTicketAI({
    model: connection?.model ?? oracle.model,
    clusterer: modelClusterer(limits),
    parallel,
    now: () => 0,
    generateId: ulidGenerator(() => 0, seededRandom(1).next),
  });
  try {
    await desk.ingest(set.rows.map(({ draft }) => draft));
    const { notes } = await desk.discover();
    const { byTicket } = await readAssignments(desk);
    const intentOf = new Map(
      [...byTicket.values()].map(({ ticket, intent }) => [ticket.externalId, intent?.id]),
    );
    const scored = set.rows.filter(({ rowId }) => set.gold.has(rowId));
    const labels = scored.map(({ rowId }) => set.gold.get(rowId) ?? '');
    const found = scored.map(({ draft }) => intentOf.get(draft.externalId ?? ''));
    return {
      ...clusteringMetrics(labels, found),
      tickets: set.rows.length,
      usage: connection?.usage() ?? oracle.usage(),
      duplicates: duplicatesOf(labels, found),
      notes: notes.map(({ code }) => code),
      cpuSeconds: process.cpuUsage(before).user / 1e6,
    };
  } finally {
    await desk.close();
    await connection?.close();
  }
}

/** Another way to the oracle than in this process. */
export type Connect = (oracle: ReturnType<typeof simulatedOracle>) => Promise<{
  readonly model: NonNullable<TicketAIOptions['model']>;
  usage(): OracleUsage;
  close(): Promise<void>;
}>;

function goldOf({ rows, gold }: LabelledSet): GoldTicket[] {
  return rows.map(({ rowId, draft }) => {
    const { subject = '', body = '', messages = [] } = draft;
    const asked = messages.filter(({ role = 'customer' }) => role === 'customer').map(({ text }) => text);
    return { text: [subject, body, ...asked].join('\n'), label: gold.get(rowId) ?? `unlabelled ${rowId}` };
  });
}

function duplicatesOf(labels: readonly string[], found: readonly (string | undefined)[]): number {
  const members = Map.groupBy(labels.keys(), (at) => found[at]);
  members.delete(undefined);
  const majorities = members.values().map((rows) => {
    const counts = Map.groupBy(rows, (row) => labels[row]);
    return [...counts].sort((a, b) => b[1].length - a[1].length)[0]?.[0];
  });
  return members.size - new Set(majorities).size;
}
