import type { IntentId, RunId, TicketId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import { sumIdOfRun, toUsd } from '../runtime/budget-bounds.ts';
import { resolveAliases } from '../runtime/resolve-aliases.ts';
import type { WorkspaceStore } from '../runtime/store.ts';
import { withChurn } from './churn.ts';
import type { Intent, Run, RunChange } from './intent.ts';
import { requireRun } from './require-run.ts';

/**
 * What becomes of an intent: `kept`, `new`, `split` (a new intent takes a fifth or more of its tickets, or is mostly made of them), `merged` (it goes up in another one),
 * `lost` (its tickets go many ways).
 */
export type IntentFate = 'kept' | 'new' | 'split' | 'merged' | 'lost';

/** One intent before and after. */
export interface IntentDiff {
  readonly intentId: IntentId;
  readonly name: string;
  readonly fate: IntentFate;
  /** Tickets today, and in the run. */
  readonly before: number;
  readonly after: number;
  /** Tickets that come from another intent or from none. */
  readonly arrived: number;
  /** Tickets that go to another intent or to none. */
  readonly left: number;
  /** Where those that leave go, most tickets first, at most five. */
  readonly goes: readonly { readonly intentId: IntentId; readonly name: string; readonly tickets: number }[];
}

/** A re-clustering compared with the run it was made beside. */
export interface RunDiff {
  readonly run: Run;
  readonly change: RunChange;
  /** What models cost the re-clustering. */
  readonly cost: RunCost;
  /** Intents that change or lose or gain tickets, most changed first. */
  readonly intents: readonly IntentDiff[];
  readonly counts: Readonly<Record<IntentFate, number>>;
  /** Intents that have tickets, today and in the run. */
  readonly intentsBefore: number;
  readonly intentsAfter: number;
}

/** What a run spent on models. */
export interface RunCost {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number;
}

/** Share of an intent's tickets that goes into one new intent from which on it is split. */
const splitShare = 0.2;

/** Share of a new intent's tickets that come from one intent from which on that is split, however few of its own they are. */
const originShare = 0.5;

/** Compares a re-clustering ticket by ticket with the run it was made beside, as both are now. @throws `not-found`, `invalid-transition` */
export async function readRunDiff(store: WorkspaceStore, runId: RunId): Promise<RunDiff> {
  const run = await requireRun(store, runId, 'candidate', 'done');
  const intents = new Map((await collectAll(store.intents)).map((intent) => [intent.id, intent]));
  const [before, after] = [await intentsOfRun(store, run.basedOn), await intentsOfRun(store, runId)];
  const flows = new Map<IntentId, Map<IntentId | undefined, number>>();
  const arrived = new Map<IntentId, number>();
  const sizes = { before: new Map<IntentId, number>(), after: new Map<IntentId, number>() };
  const change = { settled: 0, moved: 0, released: 0, placed: 0 };
  for (const ticketId of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(ticketId), after.get(ticketId)];
    if (was !== undefined) {
      change.settled += 1;
      add(sizes.before, was);
    }
    if (is !== undefined) add(sizes.after, is);
    if (was === is) continue;
    if (is !== undefined) add(arrived, is);
    if (was === undefined) change.placed += 1;
    else {
      if (is === undefined) change.released += 1;
      else change.moved += 1;
      const goes = flows.get(was) ?? new Map<IntentId | undefined, number>();
      flows.set(was, goes);
      add(goes, is);
    }
  }
  const rows = [...new Set([...sizes.before.keys(), ...sizes.after.keys()])].flatMap((id): IntentDiff[] => {
    const intent = intents.get(id);
    const goes = flows.get(id) ?? new Map<IntentId | undefined, number>();
    if (intent === undefined || (goes.size === 0 && !arrived.has(id))) return [];
    const total = sizes.before.get(id) ?? 0;
    const left = [...goes.values()].reduce((sum, tickets) => sum + tickets, 0);
    return [
      {
        intentId: id,
        name: intent.name,
        fate: fateOf(total, sizes.after.get(id) ?? 0, goes, sizes),
        before: total,
        after: sizes.after.get(id) ?? 0,
        arrived: arrived.get(id) ?? 0,
        left,
        goes: destinations(goes, intents),
      },
    ];
  });
  rows.sort((a, b) => b.left + b.arrived - (a.left + a.arrived) || (a.intentId < b.intentId ? -1 : 1));
  const counts = { kept: 0, new: 0, split: 0, merged: 0, lost: 0 };
  for (const { fate } of rows) counts[fate] += 1;
  return {
    run,
    change: withChurn(change),
    cost: await costOf(store, runId),
    intents: rows,
    counts,
    intentsBefore: sizes.before.size,
    intentsAfter: sizes.after.size,
  };
}

async function costOf({ spendings }: WorkspaceStore, runId: RunId): Promise<RunCost> {
  const spent = await spendings.get(sumIdOfRun(runId));
  const { calls = 0, inputTokens = 0, outputTokens = 0, nanoUsd = 0 } = spent ?? {};
  return { calls, inputTokens, outputTokens, usd: toUsd(nanoUsd) };
}

/** The intent of each ticket that has one in a run, aliases resolved. */
async function intentsOfRun(
  { assignmentHeads, intentAliases, runIntents }: WorkspaceStore,
  runId: RunId,
): Promise<ReadonlyMap<TicketId, IntentId>> {
  const merged = (await collectAll(runIntents, { where: { runId } })).filter(
    ({ status }) => status === 'merged',
  );
  const own = new Set(merged.map(({ intentId }) => intentId));
  const resolve = resolveAliases((await collectAll(intentAliases)).filter(({ id }) => !own.has(id)));
  const found = new Map<TicketId, IntentId>();
  for await (const { ticketId, intentId } of findAll(assignmentHeads, { where: { runId, role: 'primary' } }))
    if (intentId !== undefined) found.set(ticketId, resolve(intentId));
  return found;
}

function fateOf(
  before: number,
  after: number,
  goes: ReadonlyMap<IntentId | undefined, number>,
  sizes: Readonly<Record<'before' | 'after', ReadonlyMap<IntentId, number>>>,
): IntentFate {
  if (before === 0) return 'new';
  const isSplitOff = ([id, tickets]: readonly [IntentId | undefined, number]) =>
    id !== undefined &&
    !sizes.before.has(id) &&
    (tickets >= splitShare * before || tickets >= originShare * (sizes.after.get(id) ?? 0));
  if ([...goes].some(isSplitOff)) return 'split';
  if (after > 0) return 'kept';
  return [...goes].some(([id, tickets]) => id !== undefined && tickets * 2 >= before) ? 'merged' : 'lost';
}

function destinations(
  goes: ReadonlyMap<IntentId | undefined, number>,
  intents: ReadonlyMap<IntentId, Intent>,
): IntentDiff['goes'] {
  return [...goes]
    .flatMap(([intentId, tickets]) =>
      intentId === undefined ? [] : [{ intentId, name: intents.get(intentId)?.name ?? '', tickets }],
    )
    .sort((a, b) => b.tickets - a.tickets || (a.intentId < b.intentId ? -1 : 1))
    .slice(0, 5);
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
