import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { TicketId } from '../ids.ts';
import { readCatalogue } from './catalogue.ts';
import { checkDecisions } from './check-decisions.ts';
import type { MatchDecision, TicketText } from './clusterer.ts';
import type { DecisionTrace } from './intent.ts';
import { readTicketTexts } from './read-ticket-texts.ts';
import { settledTickets } from './settled-tickets.ts';
import { type NewAssignment, writeAssignments } from './write-assignments.ts';

/** Estimated probability from which a match is trusted. */
const matchThreshold = 0.5;
/** A second intent from this probability on, when it is not the first. */
const secondaryThreshold = 0.35;

/**
 * STAGE. Assigns new tickets to known intents. What fits none with enough certainty stays unassigned and waits for the next discovery:
 * matching never makes an intent. Does nothing before the first discovery.
 */
export async function matchTickets(
  context: Context,
  { ticketIds }: { readonly ticketIds: readonly TicketId[] },
): Promise<void> {
  const { activeRunId } = await context.store.workspace();
  if (activeRunId === undefined) return;
  const settled = await settledTickets(context.store, ticketIds);
  const open = ticketIds.filter((ticketId) => !settled.has(ticketId));
  if (open.length === 0) return;
  const catalogue = await readCatalogue(context);
  const state = (await context.store.clustererStates.get(context.clusterer.name))?.state;
  const texts = await readTicketTexts(context, open);
  const { decisions } = await context.clusterer.assign({
    tickets: texts,
    catalogue,
    ...(state === undefined ? {} : { state }),
    ...(context.models === undefined ? {} : { models: context.models }),
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
  });
  checkDecisions(decisions, texts, catalogue);
  const assignments = decisions.flatMap((decision, position) => judge(context, decision, texts[position]));
  await context.transaction(
    async (transaction) => {
      const { catalogueVersion, activeRunId: stillActive } = transaction.workspace;
      if (catalogueVersion !== catalogue.version || stillActive !== activeRunId) {
        throw new TicketAIError('conflict', {
          message: 'Intents were changed during the matching; it is done again.',
          retryable: true,
        });
      }
      const meanwhile = await settledTickets(transaction, open);
      const still = assignments.filter(({ ticketId }) => !meanwhile.has(ticketId));
      const written = await writeAssignments(context, transaction, activeRunId, still);
      if (written.length > 0)
        await context.commit(transaction, [
          { type: 'tickets-matched', runId: activeRunId, ticketIds: [...new Set(written)] },
        ]);
    },
    { final: true },
  );
}

/** The threshold is applied here and not in the clusterer, so that it holds for every clusterer. */
function judge(context: Context, decision: MatchDecision, text: TicketText | undefined): NewAssignment[] {
  const [best, second] = decision.candidates;
  const matched = best !== undefined && best.score >= matchThreshold;
  const trace: DecisionTrace = {
    code: matched
      ? 'near-neighbours'
      : text?.text === ''
        ? 'no-text'
        : best === undefined
          ? 'too-unlike'
          : 'ambiguous',
    reason: decision.reason,
    candidates: decision.candidates,
    ...(decision.neighbours === undefined ? {} : { neighbours: decision.neighbours }),
    decidedBy: context.clusterer.name,
  };
  const common = {
    ticketId: decision.ticketId,
    trace,
    ...(text?.createdAt === undefined ? {} : { ticketCreatedAt: text.createdAt }),
  };
  if (!matched) return [{ ...common, role: 'primary', decision: 'unassigned', confidence: best?.score ?? 0 }];
  const primary: NewAssignment = {
    ...common,
    role: 'primary',
    intentId: best.intentId,
    decision: 'matched',
    confidence: best.score,
  };
  if (second === undefined || second.score < secondaryThreshold) return [primary];
  return [
    primary,
    {
      ...common,
      role: 'secondary',
      intentId: second.intentId,
      decision: 'matched',
      confidence: second.score,
    },
  ];
}
