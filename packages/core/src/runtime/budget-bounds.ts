import { TicketAIError } from '../errors.ts';
import type { RunId } from '../ids.ts';
import type { Budget, BudgetLimits, ModelUsage } from '../model/ledger.ts';
import type { Spending } from './job.ts';

/** Billionths of a dollar: whole numbers add up to the same sum in any order, and to nothing when all is taken back. */
const nanoPerUsd = 1e9;

/** What is counted in a {@link Spending}. */
export type Spent = Pick<
  Spending,
  'calls' | 'inputTokens' | 'outputTokens' | 'cachedInputTokens' | 'nanoUsd'
>;

/** Nothing. */
export const nothingSpent: Spent = {
  calls: 0,
  inputTokens: 0,
  outputTokens: 0,
  cachedInputTokens: 0,
  nanoUsd: 0,
};

/** One call as it is counted. */
export function spentOn(usage: ModelUsage): Spent {
  const { costUsd, inputTokens, outputTokens, cachedInputTokens } = usage;
  return {
    calls: 1,
    inputTokens,
    outputTokens,
    cachedInputTokens,
    nanoUsd: Math.round(costUsd * nanoPerUsd),
  };
}

/** The sum, or with `sign` -1 the difference. */
export function addSpent(left: Spent, right: Spent, sign: 1 | -1 = 1): Spent {
  return {
    calls: left.calls + sign * right.calls,
    inputTokens: left.inputTokens + sign * right.inputTokens,
    outputTokens: left.outputTokens + sign * right.outputTokens,
    cachedInputTokens: left.cachedInputTokens + sign * right.cachedInputTokens,
    nanoUsd: left.nanoUsd + sign * right.nanoUsd,
  };
}

/** The id of the sum of what a run spent. */
export function sumIdOfRun(runId: RunId): string {
  return `run:${runId}`;
}

/** Money in dollars. */
export function toUsd(nanoUsd: number): number {
  return nanoUsd / nanoPerUsd;
}

/** One of the bounds that hold for a call, with what is spent of it. */
export interface Bound {
  /** As a person says it: `today's budget`. */
  readonly name: string;
  readonly limits: BudgetLimits;
  readonly spent: Spent;
}

/** How the bounds of a budget are called, and what helps when one is reached. */
export const boundNames: { readonly [Name in keyof Required<Budget>]: string } = {
  perRun: "the run's budget",
  perDay: "today's budget",
  total: "the workspace's budget",
};

/** What is left of a bound; below nothing when calls cost more than was reserved for them. */
function leftOf({ limits, spent }: Bound): BudgetLimits {
  const { usd, tokens, calls } = limits;
  const used = spent.inputTokens + spent.outputTokens;
  return {
    ...(usd === undefined ? {} : { usd: toUsd(Math.round(usd * nanoPerUsd) - spent.nanoUsd) }),
    ...(tokens === undefined ? {} : { tokens: tokens - used }),
    ...(calls === undefined ? {} : { calls: calls - spent.calls }),
  };
}

/** The least that is left of any bound, never below nothing. */
export function leastLeft(bounds: readonly Bound[]): BudgetLimits {
  const left = bounds.map(leftOf);
  const least = (name: keyof BudgetLimits) => {
    const values = left.flatMap((limits) => limits[name] ?? []);
    return values.length === 0 ? {} : { [name]: Math.max(0, Math.min(...values)) };
  };
  return { ...least('usd'), ...least('tokens'), ...least('calls') };
}

/** @throws `budget-exhausted` when a call, already counted in the bounds, exceeds one of them */
export function refuseOverspending(bounds: readonly Bound[]): void {
  for (const bound of bounds) {
    const { usd, tokens, calls } = leftOf(bound);
    const { limits, name } = bound;
    const over =
      ((calls ?? 0) < 0 && `${limits.calls} calls`) ||
      ((tokens ?? 0) < 0 && `${limits.tokens} tokens`) ||
      ((usd ?? 0) < 0 && `${limits.usd} USD`);
    if (over)
      throw new TicketAIError('budget-exhausted', {
        message: `This call could exceed ${name} of ${over}. What is not known yet stays provisional; raise the budget, or go on later.`,
        context: { bound: name, limits, spent: bound.spent },
      });
  }
}
