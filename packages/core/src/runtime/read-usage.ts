import type { Context } from '../context.ts';
import type { IntentId, RunId, TicketId } from '../ids.ts';
import type { ModelSpending } from '../model/ledger.ts';
import { collectAll, findAll } from '../record.ts';
import { dayInZone } from './day-in-zone.ts';
import type { ModelCall } from './job.ts';
import { resolveAliases } from './resolve-aliases.ts';

/** What model calls cost; those under way count with their estimates. Most expensive first, days in their order. */
export interface Usage {
  readonly total: ModelSpending;
  readonly purposes: readonly (ModelSpending & { readonly purpose: string })[];
  readonly models: readonly (ModelSpending & { readonly model: string })[];
  /** In the time zone of the workspace, as `2026-01-15`. */
  readonly days: readonly (ModelSpending & { readonly day: string })[];
  readonly runs: readonly (ModelSpending & { readonly runId: RunId })[];
  /**
   * A call counts for the intents that its tickets have today, in equal parts: calls and tokens are fractions. What had no ticket, or tickets
   * without intent, is left out.
   */
  readonly intents: readonly (ModelSpending & { readonly intentId: IntentId })[];
}

/** Adds the usage of all calls of a time up: `from` included, `below` excluded, in epoch milliseconds. */
export async function readUsage(
  { store }: Pick<Context, 'store'>,
  range: { readonly from?: number; readonly below?: number } = {},
): Promise<Usage> {
  const { timeZone, activeRunId } = await store.workspace();
  const intentOf = await currentIntents(store, activeRunId);
  const sums = {
    total: counter(),
    purpose: counter(),
    model: counter(),
    day: counter(),
    runId: counter(),
    intentId: counter(),
  };
  for await (const call of findAll(store.modelCalls, { where: { at: range }, orderBy: { field: 'at' } })) {
    sums.total.add('', call);
    sums.purpose.add(call.purpose, call);
    sums.model.add(call.model, call);
    sums.day.add(dayInZone(call.at, timeZone), call);
    if (call.runId !== undefined) sums.runId.add(call.runId, call);
    for (const id of call.ticketIds) {
      const intentId = intentOf.get(id);
      if (intentId !== undefined) sums.intentId.add(intentId, call, 1 / call.ticketIds.length);
    }
  }
  return {
    total: sums.total.list()[0]?.[1] ?? nothing,
    purposes: sums.purpose.list().map(([purpose, sum]) => ({ purpose, ...sum })),
    models: sums.model.list().map(([model, sum]) => ({ model, ...sum })),
    days: sums.day
      .list()
      .map(([day, sum]) => ({ day, ...sum }))
      .sort((left, right) => (left.day < right.day ? -1 : 1)),
    runs: sums.runId.list().map(([runId, sum]) => ({ runId: runId as RunId, ...sum })),
    intents: sums.intentId.list().map(([intentId, sum]) => ({ intentId: intentId as IntentId, ...sum })),
  };
}

/** The intent of each ticket by the active run, aliases resolved. */
async function currentIntents(
  store: Context['store'],
  runId: RunId | undefined,
): Promise<ReadonlyMap<string, IntentId>> {
  const intents = new Map<TicketId, IntentId>();
  if (runId === undefined) return intents;
  const resolve = resolveAliases(await collectAll(store.intentAliases));
  for await (const head of findAll(store.assignmentHeads, { where: { runId, role: 'primary' } }))
    if (head.intentId !== undefined) intents.set(head.ticketId, resolve(head.intentId));
  return intents;
}

const nothing: ModelSpending = {
  calls: 0,
  inputTokens: 0,
  outputTokens: 0,
  cachedInputTokens: 0,
  costUsd: 0,
};

function counter() {
  const sums = new Map<string, ModelSpending>();
  return {
    add(key: string, call: ModelCall, share = 1) {
      const sum = sums.get(key) ?? nothing;
      sums.set(key, {
        calls: sum.calls + share,
        inputTokens: sum.inputTokens + share * call.inputTokens,
        outputTokens: sum.outputTokens + share * call.outputTokens,
        cachedInputTokens: sum.cachedInputTokens + share * call.cachedInputTokens,
        costUsd: sum.costUsd + share * call.costUsd,
      });
    },
    /** Most expensive first; without prices, most tokens first. */
    list: () =>
      [...sums]
        .map(([key, sum]) => [key, { ...sum, costUsd: roundUsd(sum.costUsd) }] as const)
        .sort(([, left], [, right]) => right.costUsd - left.costUsd || right.inputTokens - left.inputTokens),
  };
}

/** To billionths of a dollar, as the ledger counts: sums in floating point end in noise. */
function roundUsd(usd: number): number {
  return Math.round(usd * 1e9) / 1e9;
}
