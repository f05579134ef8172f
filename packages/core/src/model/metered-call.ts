import type { Ledger, ModelUsage, PlannedCall } from './ledger.ts';
import { readFailure } from './provider-failure.ts';
import type { ProviderLink } from './provider-link.ts';

/** What a call to a provider gave. */
export interface CallOutcome<Result> {
  readonly result: Result;
  readonly usage: ModelUsage;
  /** What is kept of it; empty: nothing. */
  readonly reply: string;
}

/**
 * One call through the link of its provider, in the book: the worst case is reserved before each attempt, the real cost settled after it. An
 * attempt that was refused costs nothing; one that broke off counts with its worst case, because the provider may charge it.
 * @throws `budget-exhausted` before anything is spent; `model-failed`, `aborted`
 */
export function meteredCall<Result>(
  { link, ledger }: { readonly link: ProviderLink; readonly ledger: Ledger },
  planned: PlannedCall,
  abortSignal: AbortSignal | undefined,
  attempt: () => Promise<CallOutcome<Result>>,
): Promise<Result> {
  const { estimate } = planned;
  const call = {
    tokens: estimate.inputTokens + estimate.outputTokens,
    ...(abortSignal === undefined ? {} : { abortSignal }),
  };
  return link.run(call, async () => {
    const reservation = await ledger.reserve(planned);
    const startedAt = link.clock.now();
    const settle = (usage: ModelUsage, reply: string) =>
      ledger.settle(reservation, { usage, reply, latencyMs: Math.round(link.clock.now() - startedAt) });
    let outcome: CallOutcome<Result>;
    try {
      outcome = await attempt();
    } catch (error) {
      if (readFailure(error).mayCost) await settle(estimate, '');
      else await ledger.cancel(reservation);
      throw error;
    }
    await settle(outcome.usage, outcome.reply);
    return outcome.result;
  });
}
