import { createTicketAI, seededRandom, type TicketDraft, ulidGenerator } from '@ticket-ai/core';
import { clusteringMetrics } from '@ticket-ai/core/evaluation';
import { type OracleUsage, simulatedOracle } from '@ticket-ai/core/testing';
import type { LabelledText } from '../match/labelled-texts.ts';

/** One stream. */
export interface StreamOptions {
  readonly tickets: readonly LabelledText[];
  readonly targetError: number;
  /** How often the oracle is wrong, 0 to 1. */
  readonly errorRate: number;
  readonly seed: number;
  /** Tickets that arrive together. */
  readonly arrival: number;
  /** Time between two arrivals, on the stream's own clock, in milliseconds. */
  readonly everyMs: number;
  /** How long tickets may wait to fill a call, in milliseconds. */
  readonly batchWaitMs: number;
  /** From this ticket on, calls are counted as those of a desk that has learned. */
  readonly settledAfter: number;
}

/** What it took and what came out. Shares from 0 to 1; calls and tokens per 1,000 tickets. */
export interface StreamResult {
  readonly calls: number;
  readonly tokens: number;
  readonly cachedTokens: number;
  /** As `calls`, after the first tickets; absent when the stream is shorter. */
  readonly settledCalls?: number;
  readonly settledTokens?: number;
  readonly accuracy: number;
  readonly intents: number;
  readonly labels: number;
  /** Intents that are not the first of their label. */
  readonly duplicates: number;
  /** Tickets that no model was asked about. */
  readonly automatic: number;
  /** Of these, tickets whose label is not their intent's. */
  readonly automaticError: number;
  readonly audits: number;
  /** Chunks of tickets that arrived while no threshold was certified. */
  readonly uncertified: number;
}

/** Lets tickets arrive at an empty desk with a simulated model, through the public interface. */
export async function runStream(options: StreamOptions): Promise<StreamResult> {
  const { tickets, targetError, errorRate, seed, arrival, everyMs, batchWaitMs, settledAfter } = options;
  const oracle = simulatedOracle({ gold: tickets, errorRate, seed });
  const random = seededRandom(seed);
  let time = Date.UTC(2026, 0, 1);
  const now = () => (time += 1);
  const desk = createTicketAI({
    model: oracle.model,
    matching: { targetError, batchWaitMs },
    now,
    generateId: ulidGenerator(now, () => random.next()),
  });
  // An empty discovery opens the catalogue: from here on tickets are matched as they come.
  await desk.discover();
  let early: OracleUsage | undefined;
  let uncertified = 0;
  for (let from = 0; from < tickets.length; from += arrival) {
    if (early === undefined && from >= settledAfter) early = oracle.usage();
    const { certificate } = await desk.matching.status();
    if (certificate?.threshold === undefined) uncertified += 1;
    await desk.ingest(tickets.slice(from, from + arrival).map(draftOf));
    time += everyMs;
    await desk.settle();
  }
  await desk.matching.resume();
  const outcome = await readOutcome(await desk.store(), tickets);
  await desk.close();
  const usage = oracle.usage();
  const late = tickets.length - settledAfter;
  const since = early;
  return {
    ...outcome,
    ...per(usage, tickets.length),
    ...(since === undefined || late <= 0
      ? {}
      : {
          settledCalls: (1000 * (usage.calls - since.calls)) / late,
          settledTokens: (1000 * (tokensOf(usage) - tokensOf(since))) / late,
        }),
    uncertified: uncertified / Math.ceil(tickets.length / arrival),
  };
}

const draftOf = ({ ticketId, text }: LabelledText): TicketDraft => ({ externalId: ticketId, body: text });

const tokensOf = ({ inputTokens, outputTokens }: OracleUsage) => inputTokens + outputTokens;

function per(usage: OracleUsage, tickets: number) {
  return {
    calls: (1000 * usage.calls) / tickets,
    tokens: (1000 * tokensOf(usage)) / tickets,
    cachedTokens: (1000 * usage.cachedInputTokens) / tickets,
  };
}

type DeskStore = Awaited<ReturnType<ReturnType<typeof createTicketAI>['store']>>;

async function readOutcome(store: DeskStore, tickets: readonly LabelledText[]) {
  const labelOf = new Map<string, string>(tickets.map(({ ticketId, label }) => [ticketId, label]));
  const rows: { readonly label: string; readonly intent: string | undefined; readonly code: string }[] = [];
  let audits = 0;
  for (const ticket of await all(store.tickets)) {
    const label = labelOf.get(ticket.externalId);
    if (label === undefined) continue;
    const { activeRunId } = await store.workspace();
    const head = await store.assignmentHeads.get(`${activeRunId}:${ticket.id}:primary`);
    const row = head === undefined ? undefined : await store.assignments.get(head.assignmentId);
    if (row?.trace.audit !== undefined) audits += 1;
    rows.push({ label, intent: row?.intentId, code: row?.trace.code ?? '' });
  }
  const labels = majorityLabels(rows);
  const automatic = rows.filter(({ code }) => code === 'near-neighbours');
  const wrong = automatic.filter(({ intent, label }) => labels.get(intent ?? '') !== label);
  const { accuracy } = clusteringMetrics(
    rows.map(({ label }) => label),
    rows.map(({ intent }) => intent),
  );
  return {
    accuracy,
    intents: labels.size,
    labels: new Set(rows.map(({ label }) => label)).size,
    duplicates: labels.size - new Set(labels.values()).size,
    automatic: automatic.length / rows.length,
    automaticError: wrong.length / Math.max(1, automatic.length),
    audits,
  };
}

/** What most tickets of an intent are about. */
function majorityLabels(rows: readonly { readonly label: string; readonly intent: string | undefined }[]) {
  const counts = new Map<string, Map<string, number>>();
  for (const { label, intent } of rows) {
    if (intent === undefined) continue;
    const own = counts.get(intent) ?? new Map<string, number>();
    counts.set(intent, own.set(label, (own.get(label) ?? 0) + 1));
  }
  return new Map(
    [...counts].map(([intent, own]) => [intent, [...own].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '']),
  );
}

async function all(tickets: DeskStore['tickets']) {
  const rows = [];
  let cursor: string | undefined;
  do {
    const page = await tickets.find({ limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    rows.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return rows;
}
