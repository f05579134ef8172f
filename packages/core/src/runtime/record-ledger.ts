import type { GenerateId, RunId, TicketId } from '../ids.ts';
import type { Budget, BudgetScope, Ledger } from '../model/ledger.ts';
import { collectAll } from '../record.ts';
import {
  addSpent,
  type Bound,
  boundNames,
  leastLeft,
  nothingSpent,
  refuseOverspending,
  type Spent,
  spentOn,
  sumIdOfRun,
  toUsd,
} from './budget-bounds.ts';
import { dayInZone } from './day-in-zone.ts';
import type { ModelCall, Spending } from './job.ts';
import type { Records, Transaction, WorkspaceStore } from './store.ts';

/** What the ledger stands on. */
export interface RecordLedgerOptions {
  readonly store: WorkspaceStore;
  /** Default: no bounds. */
  readonly budget?: Budget;
  now(): number;
  readonly generateId: GenerateId;
}

/**
 * The ledger over `modelCall` rows and their sums, the `spending` rows: one of the workspace, one per day and run. Reservations are rows too,
 * counted as if spent; call and sums change in one transaction. So however many processes call at once, what is spent and what is under way
 * stays within the budget, and a reservation reads three rows, not all calls.
 */
export function recordLedger({ store, budget = {}, now, generateId }: RecordLedgerOptions): Ledger {
  return {
    async findReply(key) {
      // `;` follows `:`, so these are all rows that begin with the key; longer keys may be among them.
      const calls = await collectAll(store.modelCalls, {
        where: { key: { from: `${key}:`, below: `${key};` }, status: 'settled' },
        orderBy: { field: 'key' },
      });
      return calls.find((call) => call.reply !== '' && call.key === rowKey(key, call.id))?.reply;
    },
    async reserve({ key, estimate, ticketIds = [], ...call }) {
      const at = now();
      const id = generateId();
      await store.transaction(async (transaction) => {
        const sums = sumIds(at, transaction.workspace.timeZone, call.runId);
        const spent = await count(transaction, Object.values(sums), spentOn(estimate));
        refuseOverspending(boundsOf(budget, sums, spent));
        const row: ModelCall = {
          ...call,
          ...estimate,
          id,
          version: 1,
          key: rowKey(key, id),
          status: 'reserved',
          sums: Object.values(sums),
          reply: '',
          ticketIds,
          at,
        };
        await transaction.modelCalls.insert([row]);
      });
      return { id };
    },
    async settle({ id }, { usage, reply, latencyMs }) {
      await store.transaction(async (transaction) => {
        const call = await transaction.modelCalls.get(id);
        if (call === undefined) return;
        await count(transaction, call.sums, addSpent(spentOn(usage), spentOn(call), -1));
        await transaction.modelCalls.update(id, call.version, {
          ...usage,
          reply: (await hasReadErased(transaction, call)) ? '' : reply,
          status: 'settled',
          ...(latencyMs === undefined ? {} : { latencyMs }),
        });
      });
    },
    async cancel({ id }) {
      await store.transaction(async (transaction) => {
        const call = await transaction.modelCalls.get(id);
        if (call?.status !== 'reserved') return;
        await count(transaction, call.sums, addSpent(nothingSpent, spentOn(call), -1));
        await transaction.modelCalls.delete([id]);
      });
    },
    async spent(scope) {
      const { timeZone } = await store.workspace();
      const id = sumIdOf(scope, now(), timeZone);
      const { nanoUsd, ...spent } = (await readSums(store, [id])).get(id) ?? nothingSpent;
      return { ...spent, costUsd: toUsd(nanoUsd) };
    },
    async left(runId) {
      const { timeZone } = await store.workspace();
      const sums = sumIds(now(), timeZone, runId);
      return leastLeft(boundsOf(budget, sums, await readSums(store, Object.values(sums))));
    },
  };
}

/** Whether what it reads was erased meanwhile: erasing changes the rows of calls under way, and marks tickets, which may have been read long before. */
async function hasReadErased({ tickets }: Transaction, { version, ticketIds }: ModelCall): Promise<boolean> {
  if (version > 1) return true;
  const read = await tickets.getMany(ticketIds as readonly TicketId[]);
  return read.some(({ erasedAt }) => erasedAt !== undefined);
}

/** Calls of the same request are rows of their own: none takes the reply of another away. */
function rowKey(key: string, id: string): string {
  return `${key}:${id}`;
}

/** The ids of the sums a call counts in, by the bound of the budget that holds for each. */
type SumIds = { readonly [Name in keyof Budget]?: string };

function sumIds(at: number, timeZone: string, runId: RunId | undefined): SumIds {
  return {
    total: sumIdOf('workspace', at, timeZone),
    perDay: sumIdOf('day', at, timeZone),
    ...(runId === undefined ? {} : { perRun: sumIdOf({ runId }, at, timeZone) }),
  };
}

function sumIdOf(scope: BudgetScope, at: number, timeZone: string): string {
  if (scope === 'workspace') return 'workspace';
  return scope === 'day' ? `day:${dayInZone(at, timeZone)}` : sumIdOfRun(scope.runId);
}

function boundsOf(budget: Budget, sums: SumIds, spent: ReadonlyMap<string, Spent>): Bound[] {
  return (['perRun', 'perDay', 'total'] as const).flatMap((name) => {
    const [limits, id] = [budget[name], sums[name]];
    if (limits === undefined || id === undefined) return [];
    return [{ name: boundNames[name], limits, spent: spent.get(id) ?? nothingSpent }];
  });
}

async function readSums(
  { spendings }: Pick<Records, 'spendings'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Spent>> {
  const rows = await spendings.getMany(ids);
  return new Map(rows.map(({ id, version, ...spent }) => [id, spent]));
}

/** Adds to the sums, and gives them as they are now. */
async function count(
  { spendings }: Transaction,
  ids: readonly string[],
  more: Spent,
): Promise<ReadonlyMap<string, Spent>> {
  const known = new Map((await spendings.getMany(ids)).map((row) => [row.id, row]));
  const sums = new Map<string, Spent>();
  for (const id of ids) {
    const row: Spending = known.get(id) ?? { id, version: 0, ...nothingSpent };
    const sum = addSpent(row, more);
    sums.set(id, sum);
    if (row.version === 0) await spendings.insert([{ id, version: 1, ...sum }]);
    else await spendings.update(id, row.version, sum);
  }
  return sums;
}
