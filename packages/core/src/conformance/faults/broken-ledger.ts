import { TicketAIError } from '../../errors.ts';
import type { RunId } from '../../ids.ts';
import type { Budget, BudgetLimits, BudgetScope, ModelUsage } from '../../model/ledger.ts';
import { dayInZone } from '../../runtime/day-in-zone.ts';
import { type LedgerSubject, ledgerTimeZone, usage } from '../ledger-fixtures.ts';
import type { World } from '../run-conformance.ts';

/** A call in the book. */
export interface Call {
  readonly id: string;
  readonly key: string;
  readonly at: number;
  readonly runId?: RunId;
  usage: ModelUsage;
  /** Absent while the call is under way. */
  reply?: string;
}

/** Everything a ledger decides; a fault replaces one decision. */
export interface LedgerRules {
  find(calls: readonly Call[], key: string): string | undefined;
  /** What happens between the check of the budget and the entry in the book. */
  pause?(): Promise<void>;
  exceeds(limits: BudgetLimits, wanted: ModelUsage, calls: number): boolean;
  refuse(book: Call[], call: Call): void;
  reserve(book: Call[], call: Call): string;
  settle(book: Call[], call: Call, usage: ModelUsage, reply: string): void;
  cancel(book: Call[], id: string): void;
  isIn(call: Call, scope: BudgetScope, now: number): boolean;
  /** The bounds that hold for a call. */
  bounds(budget: Budget, runId?: RunId): readonly (readonly [BudgetLimits, BudgetScope])[];
  left(limit: number, used: number): number;
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
  exceeds: (limits, wanted, calls) =>
    exceeds(limits.calls, calls) ||
    exceeds(limits.tokens, wanted.inputTokens + wanted.outputTokens) ||
    exceeds(limits.usd, Math.round(wanted.costUsd * 1e9) / 1e9),
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
  isIn: (call, scope, now) =>
    scope === 'workspace' ||
    (scope === 'day'
      ? dayInZone(call.at, ledgerTimeZone) === dayInZone(now, ledgerTimeZone)
      : call.runId === scope.runId),
  bounds: ({ perRun = {}, perDay = {}, total = {} }, runId) => [
    [perDay, 'day'],
    [total, 'workspace'],
    ...(runId === undefined ? [] : ([[perRun, { runId }]] as const)),
  ],
  left: (limit, used) => Math.max(0, limit - used),
};

/** Ledgers over one book in an array. */
export function brokenLedger({ now, generateId }: World, fault: Partial<LedgerRules>): LedgerSubject {
  const rules = { ...goodRules, ...fault };
  const book: Call[] = [];
  const callsIn = (scope: BudgetScope) => book.filter((call) => rules.isIn(call, scope, now()));
  const spent = (scope: BudgetScope) => ({
    ...sum(callsIn(scope).map((call) => call.usage)),
    calls: callsIn(scope).length,
  });
  return {
    open: (budget = {}) => ({
      findReply: async (key) => rules.find(book, key),
      async reserve({ key, estimate, runId }) {
        const call: Call = { id: generateId(), key, at: now(), usage: estimate, ...(runId && { runId }) };
        for (const [limits, scope] of rules.bounds(budget, runId)) {
          const { calls, ...used } = spent(scope);
          if (rules.exceeds(limits, sum([used, estimate]), calls + 1)) rules.refuse(book, call);
        }
        if (rules.pause !== undefined) await rules.pause();
        return { id: rules.reserve(book, call) };
      },
      async settle({ id }, result) {
        const call = book.find((each) => each.id === id);
        if (call !== undefined) rules.settle(book, call, result.usage, result.reply);
      },
      cancel: async ({ id }) => rules.cancel(book, id),
      spent: async (scope) => spent(scope),
      async left(runId) {
        const least: { -readonly [Name in keyof BudgetLimits]: BudgetLimits[Name] } = {};
        for (const [limits, scope] of rules.bounds(budget, runId)) {
          const { inputTokens, outputTokens, costUsd, calls } = spent(scope);
          const used = { usd: costUsd, tokens: inputTokens + outputTokens, calls };
          for (const name of ['usd', 'tokens', 'calls'] as const) {
            const limit = limits[name];
            if (limit !== undefined)
              least[name] = Math.min(least[name] ?? Infinity, rules.left(limit, used[name]));
          }
        }
        return least;
      },
    }),
  };
}
