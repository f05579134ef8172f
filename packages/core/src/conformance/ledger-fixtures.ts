import type { Budget, Ledger, ModelUsage } from '../model/ledger.ts';
import type { ConformanceCase } from './run-conformance.ts';

/** The time zone of the workspace whose ledger is tried: its days are not those of UTC. */
export const ledgerTimeZone = 'Asia/Tokyo';

/** What the cases need: one book of a workspace in {@link ledgerTimeZone}, and ledgers over it with budgets of their own. */
export interface LedgerSubject {
  /** Every ledger opened here keeps the same book, as the processes of one workspace do. No budget: no bounds. */
  open(budget?: Budget): Ledger | Promise<Ledger>;
}

/** What some ledgers can do: `injected-clock`: calls happen at the world's time. */
export type LedgerCapability = 'injected-clock';

/** One promise of a ledger. */
export type LedgerCase = ConformanceCase<LedgerSubject, LedgerCapability>;

/** Usage of a call; quarters of dollars, so that sums are exact. */
export const usage = (
  inputTokens: number,
  outputTokens = 0,
  costUsd = 0,
  cachedInputTokens = 0,
): ModelUsage => ({
  inputTokens,
  outputTokens,
  cachedInputTokens,
  costUsd,
});
/** A call to reserve. */
export const call = (key: string, estimate = usage(100, 20, 0.5)) => ({
  key,
  purpose: 'answer' as const,
  model: 'case',
  estimate,
});
