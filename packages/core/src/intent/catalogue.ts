import type { Context } from '../context.ts';
import { collectAll } from '../record.ts';
import type { Catalogue, TicketText } from './clusterer.ts';
import { readPlaces } from './named-intents.ts';
import { readTicketTexts } from './read-ticket-texts.ts';

/**
 * Reads all active intents with the texts of their exemplars, as of one catalogue version.
 * @param withPlaces when they are too many to be shown to a model, also where each is filed and how often it is asked. Default false.
 */
export async function readCatalogue(
  context: Pick<Context, 'store' | 'workspaceId'>,
  { withPlaces = false }: { readonly withPlaces?: boolean } = {},
): Promise<Catalogue> {
  const { catalogueVersion } = await context.store.workspace();
  const intents = await collectAll(context.store.intents, { where: { status: 'active' } });
  const exemplarIds = [...new Set(intents.flatMap((intent) => intent.exemplars))];
  const texts = new Map((await readTicketTexts(context, exemplarIds)).map((text) => [text.ticketId, text]));
  const placeOf = await readPlaces(context.store, withPlaces ? intents.length : 0);
  return {
    workspaceId: context.workspaceId,
    version: catalogueVersion,
    intents: intents.map((intent) => ({
      intentId: intent.id,
      name: intent.name,
      description: intent.description,
      terms: intent.terms,
      ...placeOf(intent),
      exemplars: intent.exemplars
        .map((ticketId) => texts.get(ticketId))
        // One that was erased tells nothing: it would teach that tickets of unknown words belong here.
        .filter((text): text is TicketText => text !== undefined && text.text !== ''),
    })),
  };
}
