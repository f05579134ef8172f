import type { Context } from '../context.ts';
import type { IntentId, TicketId } from '../ids.ts';
import { checkDecisions } from './check-decisions.ts';
import type { Catalogue, ProposedIntent, TicketText } from './clusterer.ts';

/** Tickets of a proposal that are compared with the catalogue. */
const sampleSize = 12;
/** Estimated probability from which on one of them belongs to a known intent. */
const sameIntent = 0.5;

/**
 * Says which proposals are known: a proposal most of whose central tickets belong to one intent of the catalogue is that intent, found at the
 * same time by somebody else. So no intent is stored without having been compared with all that were stored before it. What the
 * clusterer itself takes a proposal for holds, as long as that intent is active.
 */
export async function recogniseKnown(
  context: Context,
  proposals: readonly ProposedIntent[],
  texts: readonly TicketText[],
  catalogue: Catalogue,
): Promise<readonly ProposedIntent[]> {
  if (catalogue.intents.length === 0) return proposals;
  const textOf = new Map(texts.map((text) => [text.ticketId, text]));
  const samples = proposals.map(({ members }) =>
    members
      .filter(({ secondary }) => secondary !== true)
      .slice(0, sampleSize)
      .flatMap(({ ticketId }) => textOf.get(ticketId) ?? []),
  );
  const tickets = samples.flat();
  const { decisions } = await context.clusterer.assign({
    tickets,
    catalogue,
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
  });
  checkDecisions(decisions, tickets, catalogue);
  const votes = new Map<TicketId, IntentId>();
  for (const { ticketId, candidates } of decisions) {
    const [best] = candidates;
    if (best !== undefined && best.score >= sameIntent) votes.set(ticketId, best.intentId);
  }
  const active = new Set(catalogue.intents.map(({ intentId }) => intentId));
  return proposals.map(({ known: told, ...proposal }, position) => {
    if (told !== undefined && active.has(told)) return { ...proposal, known: told };
    const known = majority((samples[position] ?? []).map(({ ticketId }) => votes.get(ticketId)));
    return known === undefined ? proposal : { ...proposal, known };
  });
}

function majority(votes: readonly (IntentId | undefined)[]): IntentId | undefined {
  for (const [intentId, equal] of Map.groupBy(votes, (vote) => vote))
    if (intentId !== undefined && equal.length * 2 > votes.length) return intentId;
  return undefined;
}
