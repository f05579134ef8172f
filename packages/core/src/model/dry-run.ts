import { TicketAIError } from '../errors.ts';
import type { Ledger, ModelSpending } from './ledger.ts';
import type { ProviderLink } from './provider-link.ts';

/** Counts what models would be asked, while none is. */
export interface ModelDryRun {
  /**
   * So far: a call per question whose reply is not paid for already, with its worst case. Repairs are not among them, nor what would be asked
   * because of a reply.
   */
  planned(): ModelSpending;
  /** The book of a workspace, from which replies are read, and to which nothing is added. */
  ledger(ledger: Ledger): Ledger;
  /** A link that neither waits nor tries again. */
  link(link: ProviderLink): ProviderLink;
}

/** For `createTicketAI({ model, dryRun })`. */
export function modelDryRun(): ModelDryRun {
  let planned: ModelSpending = {
    calls: 0,
    inputTokens: 0,
    outputTokens: 0,
    cachedInputTokens: 0,
    costUsd: 0,
  };
  return {
    planned: () => planned,
    ledger: (ledger) => ({
      ...ledger,
      isDryRun: true,
      async reserve({ purpose, estimate }) {
        planned = {
          calls: planned.calls + 1,
          inputTokens: planned.inputTokens + estimate.inputTokens,
          outputTokens: planned.outputTokens + estimate.outputTokens,
          cachedInputTokens: planned.cachedInputTokens + estimate.cachedInputTokens,
          costUsd: planned.costUsd + estimate.costUsd,
        };
        throw new TicketAIError('budget-exhausted', {
          message: 'This is a dry run: the model is not asked.',
          context: { reason, purpose },
        });
      },
    }),
    link: ({ clock }) => ({ clock, run: (_call, attempt) => attempt() }),
  };
}

const reason = 'dry-run';

/** Whether a call was not made because of a dry run. */
export function isDryRun(error: unknown): boolean {
  return TicketAIError.is(error, 'budget-exhausted') && error.context.reason === reason;
}
