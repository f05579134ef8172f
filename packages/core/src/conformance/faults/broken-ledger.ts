import { TicketAIError } from '../../errors.ts';
import type { Budget, ModelUsage } from '../../model/ledger.ts';
import { type LedgerSubject, usage } from '../ledger-fixtures.ts';
import type { World } from '../run-conformance.ts';

/** A call in the book. */
export interface Call {
  readonly id: string;
  readonly key: string;
  readonly at: number;
  usage: ModelUsage;
  /** Absent while the call is under way. */
  reply?: string;
}

/** Everything a ledger decides; a fault replaces one decision. */
export interface LedgerRules {
  find(calls: readonly Call[], key: string): string | undefined;
  /** What happens between the check of the budget and the entry in the book. */
  pause?(): Promise<void>;
  exceeds(budget: Budget, wanted: ModelUsage, calls: number): boolean;
  refuse(book: Call[], call: Call): void;
  reserve(book: Call[], call: Call): string;
  settle(book: Call[], call: Call, usage: ModelUsage, reply: string): void;
  cancel(book: Call[], id: string): void;
  isSince(call: Call, from: number): boolean;
  startOfDay(now: number): number;
}

const sum = (rows: readonly ModelUsage[]): ModelUsage =>
  rows.reduce(
    (left, right) =>
      usage(
        left.inputTokens + right.inputTokens,
        left.outputTokens + right.outputTokens,
        left.costUsd + right.costUsd,
        left.cachedInputTokens + right.cachedInputTokens,
      ),
    usage(0),
  );

const exceeds = (most: number | undefined, wanted: number) => most !== undefined && wanted > most;

/** The decisions of a ledger that keeps its promises. */
export const goodRules: LedgerRules = {
  find: (calls, key) => calls.find((call) => call.key === key && call.reply)?.reply,
  exceeds: (budget, wanted, calls) =>
    exceeds(budget.callsPerDay, calls) ||
    exceeds(budget.tokensPerDay, wanted.inputTokens + wanted.outputTokens) ||
    exceeds(budget.usdPerDay, wanted.costUsd),
  refuse() {
    throw new TicketAIError('budget-exhausted', { message: 'Too much.' });
  },
  reserve(book, call) {
    book.push(call);
    return call.id;
  },
  settle: (_book, call, used, reply) => void Object.assign(call, { usage: used, reply }),
  cancel(book, id) {
    const at = book.findIndex((call) => call.id === id && call.reply === undefined);
    if (at >= 0) book.splice(at, 1);
  },
  isSince: (call, from) => call.at >= from,
  startOfDay: (now) => Math.floor(now / 86_400_000) * 86_400_000,
};

/** Ledgers over one book in an array. */
export function brokenLedger({ now, generateId }: World, fault: Partial<LedgerRules>): LedgerSubject {
  const rules = { ...goodRules, ...fault };
  const book: Call[] = [];
  const since = (from: number) => book.filter((call) => rules.isSince(call, from));
  return {
    open: (budget = {}) => ({
      findReply: async (key) => rules.find(book, key),
      async reserve({ key, estimate }) {
        const call: Call = { id: generateId(), key, at: now(), usage: estimate };
        const today = [...since(rules.startOfDay(now())), call];
        if (rules.exceeds(budget, sum(today.map((each) => each.usage)), today.length))
          rules.refuse(book, call);
        if (rules.pause !== undefined) await rules.pause();
        return { id: rules.reserve(book, call) };
      },
      async settle({ id }, result) {
        const call = book.find((each) => each.id === id);
        if (call !== undefined) rules.settle(book, call, result.usage, result.reply);
      },
      cancel: async ({ id }) => rules.cancel(book, id),
      async spent(from) {
        const calls = since(from);
        return { ...sum(calls.map((each) => each.usage)), calls: calls.length };
      },
    }),
  };
}
