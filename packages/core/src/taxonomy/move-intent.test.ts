import { describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { discoverIntents, requestDiscovery } from '../intent/discover-intents.ts';
import { undoChange } from '../intent/undo-change.ts';
import { sampleTickets } from '../testing/sample-tickets.ts';
import { stageContext } from '../testing/stage-context.ts';
import { ingestTickets } from '../ticket/ingest-tickets.ts';
import { fileIntents } from './file-intents.ts';
import { type IntentView, listIntents } from './list-intents.ts';
import { moveIntent } from './move-intent.ts';
import { readTaxonomy, type TaxonomyNode } from './read-taxonomy.ts';

async function filedDesk(): Promise<{ context: Context; intents: readonly IntentView[] }> {
  const context = await stageContext();
  await ingestTickets(context, sampleTickets);
  await discoverIntents(context, { runId: await requestDiscovery(context, { intentCount: 3 }) });
  await fileIntents(context, { intentIds: [] });
  return { context, intents: await listIntents(context) };
}

function flatten(nodes: readonly TaxonomyNode[]): readonly TaxonomyNode[] {
  return nodes.flatMap((node) => [node, ...flatten(node.children)]);
}

describe('moveIntent', () => {
  it('files an intent under a new path, pins it there, and says so', async () => {
    const { context, intents } = await filedDesk();
    const [{ id }] = intents as [IntentView];
    const moved = await moveIntent(context, { intentId: id, path: ['Post', 'Parcels', 'Lost parcels'] });
    expect(moved.pins).toEqual(['categoryId']);
    expect((await listIntents(context)).find((view) => view.id === id)?.path).toEqual([
      'Post',
      'Parcels',
      'Lost parcels',
    ]);
    const { items } = await context.store.events.find({ where: { type: 'intent-moved' } });
    expect(items.map(({ event }) => event)).toEqual([
      expect.objectContaining({ intentId: id, to: moved.categoryId, from: expect.any(String) }),
    ]);
    const categories = await context.store.categories.getMany([moved.categoryId ?? ('' as never)]);
    expect(categories.map(({ nameSource, pins }) => [nameSource, pins])).toEqual([
      ['person', ['name', 'parentId']],
    ]);
  });

  it('can be undone', async () => {
    const { context, intents } = await filedDesk();
    const [{ id, path }] = intents as [IntentView];
    await moveIntent(context, { intentId: id, path: ['Post', 'Parcels', 'Lost parcels'] });
    await undoChange(context);
    expect((await listIntents(context)).find((view) => view.id === id)?.path).toEqual(path);
  });

  it('refuses a path with an empty name and changes nothing', async () => {
    const { context, intents } = await filedDesk();
    const [{ id }] = intents as [IntentView];
    const before = await context.store.categories.find();
    await expect(moveIntent(context, { intentId: id, path: ['Post', ' ', 'x'] })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(await context.store.categories.find()).toEqual(before);
  });
});

describe('readTaxonomy', () => {
  it('counts tickets and intents up to the top, largest first', async () => {
    const { context, intents } = await filedDesk();
    const tree = await readTaxonomy(context);
    const nodes = flatten(tree);
    for (const node of nodes) {
      const below = [...node.children, ...node.intents];
      expect(node.ticketCount).toBe(below.reduce((sum, { ticketCount }) => sum + ticketCount, 0));
      expect(below.map(({ ticketCount }) => ticketCount)).toEqual(
        below.map(({ ticketCount }) => ticketCount).toSorted((a, b) => b - a),
      );
    }
    expect(tree.reduce((sum, { intentCount }) => sum + intentCount, 0)).toBe(intents.length);
    expect(nodes.flatMap((node) => node.intents.map(({ id }) => id)).toSorted()).toEqual(
      intents.map(({ id }) => id).toSorted(),
    );
  });

  it('leaves out categories that lost their last intent', async () => {
    const { context, intents } = await filedDesk();
    for (const { id } of intents) await moveIntent(context, { intentId: id, path: ['One', 'Two', 'Three'] });
    expect(flatten(await readTaxonomy(context)).map(({ name }) => name)).toEqual(['One', 'Two', 'Three']);
  });
});
