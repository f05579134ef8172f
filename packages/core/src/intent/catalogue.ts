import type { Context } from '../context.ts';
import { collectAll } from '../record.ts';
import type { Catalogue, TicketText } from './clusterer.ts';
import { readTicketTexts } from './read-ticket-texts.ts';

/** Reads all active intents with the texts of their exemplars, as of one catalogue version. */
export async function readCatalogue(context: Pick<Context, 'store' | 'workspaceId'>): Promise<Catalogue> {
  const { catalogueVersion } = await context.store.workspace();
  const intents = await collectAll(context.store.intents, { where: { status: 'active' } });
  const exemplarIds = [...new Set(intents.flatMap((intent) => intent.exemplars))];
  const texts = new Map((await readTicketTexts(context, exemplarIds)).map((text) => [text.ticketId, text]));
  return {
    workspaceId: context.workspaceId,
    version: catalogueVersion,
    intents: intents.map(({ id, name, description, terms, exemplars }) => ({
      intentId: id,
      name,
      description,
      terms,
      exemplars: exemplars
        .map((ticketId) => texts.get(ticketId))
        .filter((text): text is TicketText => text !== undefined),
    })),
  };
}
