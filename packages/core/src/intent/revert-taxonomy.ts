import { TicketAIError } from '../errors.ts';
import type { EventOf } from '../events.ts';
import { collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';

type Before = EventOf<'taxonomy-changed'>['before'];

/**
 * Brings categories and places back to what they were. An intent that was filed elsewhere since stays there.
 * @throws `conflict` when a later change stands in the way: undo that one first
 */
export async function revertTaxonomy(
  transaction: Transaction,
  { before }: EventOf<'taxonomy-changed'>,
): Promise<void> {
  await transaction.categories.insert(
    before.removed.map((category) => ({ ...category, version: category.version + 1 })),
  );
  await restoreCategories(transaction, before);
  await refuseOrphans(transaction, before);
  await restorePlaces(transaction, before);
  await removeCreated(transaction, before);
}

async function restoreCategories(transaction: Transaction, { changed }: Before): Promise<void> {
  const rows = await transaction.categories.getMany(changed.map(({ before }) => before.id));
  const present = new Map(rows.map((row) => [row.id, row]));
  for (const { before, name, parentId } of changed) {
    const { id, version: _, ...was } = before;
    const now = present.get(id);
    if (now === undefined || now.name !== name || now.parentId !== parentId)
      throw changedSince(`"${now?.name ?? name}"`);
    await transaction.categories.update(id, now.version, {
      ...was,
      parentId: was.parentId,
      origins: was.origins,
      renamedAt: was.renamedAt,
    });
  }
}

/** What comes back must have something to hang on. */
async function refuseOrphans(transaction: Transaction, { changed, removed }: Before): Promise<void> {
  const parents = [...changed.map(({ before }) => before), ...removed].flatMap(
    ({ parentId }) => parentId ?? [],
  );
  const present = new Set((await transaction.categories.getMany(parents)).map(({ id }) => id));
  if (parents.some((id) => !present.has(id))) throw changedSince('A category above it');
}

async function restorePlaces(transaction: Transaction, { refiled }: Before): Promise<void> {
  const places = new Map(refiled.map((place) => [place.intentId, place]));
  const intents = await transaction.intents.getMany([...places.keys()]);
  await transaction.intents.updateMany(
    intents
      .filter(({ id, categoryId }) => categoryId === places.get(id)?.to)
      .map(({ id, version }) => ({
        id,
        version,
        patch: { categoryId: places.get(id)?.from, pins: places.get(id)?.pins },
      })),
  );
}

/** Categories that the change made go, unless something was put into them since. */
async function removeCreated(transaction: Transaction, { created }: Before): Promise<void> {
  const gone = new Set<string>(created);
  const children = await collectAll(transaction.categories, { where: { parentId: created } });
  const intents = await collectAll(transaction.intents, { where: { categoryId: created } });
  const stranger = children.find(({ id }) => !gone.has(id)) ?? intents[0];
  if (stranger !== undefined) throw changedSince(`"${stranger.name}"`);
  await transaction.categories.delete(created);
}

function changedSince(what: string): TicketAIError {
  return new TicketAIError('conflict', {
    message: `${what} was changed since. Undo the later change first.`,
  });
}
