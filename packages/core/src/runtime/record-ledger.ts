import { TicketAIError } from '../errors.ts';
import type { GenerateId } from '../ids.ts';
import type { Budget, Ledger, ModelUsage } from '../model/ledger.ts';
import { collectAll } from '../record.ts';
import type { ModelCall } from './job.ts';
import type { WorkspaceStore } from './store.ts';

const dayMs = 86_400_000;

/** What the ledger stands on. */
export interface RecordLedgerOptions {
  readonly store: WorkspaceStore;
  /** Default: no bounds. Days are UTC. */
  readonly budget?: Budget;
  now(): number;
  readonly generateId: GenerateId;
}

/**
 * The ledger over `modelCall` rows. Reservations are rows too, counted as if spent, and made in a transaction: however many processes
 * call at once, the sum of what is spent and what is under way stays within the budget.
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
    async reserve({ key, purpose, model, estimate, ticketIds = [] }) {
      const at = now();
      const id = generateId();
      await store.transaction(async (transaction) => {
        const today = await collectAll(transaction.modelCalls, {
          where: { at: { from: Math.floor(at / dayMs) * dayMs } },
          orderBy: { field: 'at' },
        });
        refuseOverspending(budget, total([...today, estimate]), today.length + 1);
        const row: ModelCall = {
          id,
          version: 1,
          key: rowKey(key, id),
          purpose,
          model,
          status: 'reserved',
          ...estimate,
          reply: '',
          ticketIds,
          at,
        };
        await transaction.modelCalls.insert([row]);
      });
      return { id };
    },
    async settle({ id }, { usage, reply }) {
      await store.transaction(async (transaction) => {
        const call = await transaction.modelCalls.get(id);
        if (call !== undefined)
          await transaction.modelCalls.update(id, call.version, { ...usage, reply, status: 'settled' });
      });
    },
    async cancel({ id }) {
      await store.transaction(async (transaction) => {
        const call = await transaction.modelCalls.get(id);
        if (call?.status === 'reserved') await transaction.modelCalls.delete([id]);
      });
    },
    async spent(from) {
      const calls = await collectAll(store.modelCalls, { where: { at: { from } }, orderBy: { field: 'at' } });
      return { ...total(calls), calls: calls.length };
    },
  };
}

/** Calls of the same request are rows of their own: none takes the reply of another away. */
function rowKey(key: string, id: string): string {
  return `${key}:${id}`;
}

function total(rows: readonly ModelUsage[]): ModelUsage {
  return rows.reduce(
    (sum, row) => ({
      inputTokens: sum.inputTokens + row.inputTokens,
      outputTokens: sum.outputTokens + row.outputTokens,
      cachedInputTokens: sum.cachedInputTokens + row.cachedInputTokens,
      costUsd: sum.costUsd + row.costUsd,
    }),
    { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, costUsd: 0 },
  );
}

function refuseOverspending(budget: Budget, wanted: ModelUsage, calls: number): void {
  const tokens = wanted.inputTokens + wanted.outputTokens;
  const over =
    (budget.callsPerDay !== undefined && calls > budget.callsPerDay && `${budget.callsPerDay} calls`) ||
    (budget.tokensPerDay !== undefined && tokens > budget.tokensPerDay && `${budget.tokensPerDay} tokens`) ||
    (budget.usdPerDay !== undefined && wanted.costUsd > budget.usdPerDay && `${budget.usdPerDay} USD`);
  if (over) {
    throw new TicketAIError('budget-exhausted', {
      message: `This call would exceed today's budget of ${over}. Raise the budget or wait until midnight UTC.`,
      context: { budget, wanted },
    });
  }
}
