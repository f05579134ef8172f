import type { Context } from '../context.ts';
import type { TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import { normaliseText } from '../text/normalise.ts';
import { inActiveRun } from './active-run.ts';
import type { ProposedIntent } from './clusterer.ts';
import { readTicketTexts } from './read-ticket-texts.ts';

/** So many tickets make an intent that emerges ... */
const fewestTickets = 5;
/** ... from so many customers, or, where tickets name none, in so many different texts: one customer's complaint is no trend. */
const fewestVoices = 3;

/** A group of waiting tickets that ask for the same. */
export interface Emerging extends Pick<ProposedIntent, 'name' | 'description' | 'terms'> {
  readonly ticketIds: readonly TicketId[];
  readonly requesters: number;
}

/** Groups the tickets that fit no intent, largest first; writes nothing. Always without a model: looking costs nothing. */
export async function emergingIntents(context: Context): Promise<readonly Emerging[]> {
  const heads = await collectAll(context.store.assignmentHeads, {
    where: { ...(await inActiveRun(context.store)), role: 'primary', decision: 'unassigned' },
  });
  const ticketIds = heads.map(({ ticketId }) => ticketId);
  const requesters = new Map(
    (await context.store.tickets.getMany(ticketIds)).map(({ id, requester }) => [id, requester]),
  );
  const tickets = await readTicketTexts(context, ticketIds);
  const texts = new Map(tickets.map(({ ticketId, text }) => [ticketId, normaliseText(text)]));
  const plan = await context.clusterer.discover({
    tickets,
    parallel: context.parallel,
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
  });
  return plan.intents
    .map(({ name, description, terms, members }) => {
      const own = members.filter(({ secondary }) => secondary !== true).map(({ ticketId }) => ticketId);
      const named = new Set(own.flatMap((id) => requesters.get(id) ?? []));
      const voices = named.size > 0 ? named.size : new Set(own.map((id) => texts.get(id))).size;
      return { name, description, terms, ticketIds: own, requesters: named.size, voices };
    })
    .filter(({ ticketIds: own, voices }) => own.length >= fewestTickets && voices >= fewestVoices)
    .sort((a, b) => b.ticketIds.length - a.ticketIds.length || (a.name < b.name ? -1 : 1))
    .map(({ voices, ...emerging }) => emerging);
}
