import { describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { discoverIntents, requestDiscovery } from '../intent/discover-intents.ts';
import { undoChange } from '../intent/undo-change.ts';
import { sampleTickets } from '../testing/sample-tickets.ts';
import { stageContext } from '../testing/stage-context.ts';
import { idAt } from '../testing/taxonomy-trees.ts';
import { ingestTickets } from '../ticket/ingest-tickets.ts';
import { changeCategories } from './change-categories.ts';
import { listIntents } from './list-intents.ts';
import { listSuggestions } from './list-suggestions.ts';
import { moveIntent } from './move-intent.ts';
import { previewOperations } from './preview-operations.ts';
import { settleSuggestion } from './settle-suggestion.ts';
import { readTree, storeOperations } from './store-operations.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import { pathsById } from './tree-keys.ts';

/** Three intents, two of them under A > B. */
async function desk(): Promise<{
  context: Context;
  id: (...path: string[]) => Promise<ReturnType<typeof idAt>>;
}> {
  const context = await stageContext();
  await ingestTickets(context, sampleTickets);
  await discoverIntents(context, { runId: await requestDiscovery(context, { intentCount: 3 }) });
  const [one, two, three] = await listIntents(context);
  const place = (
    intentId: string | undefined,
    path: readonly [string, string, string],
  ): TaxonomyOperation => ({
    type: 'place',
    intentId: intentId as never,
    path,
    source: 'model',
    reason: 'They read alike.',
  });
  await context.transaction((transaction) =>
    storeOperations(context, transaction, [
      place(one?.id, ['A', 'B', 'C']),
      place(two?.id, ['A', 'B', 'D']),
      place(three?.id, ['A', 'E', 'F']),
    ]),
  );
  return { context, id: async (...path) => idAt((await readTree(context.store)).tree, ...path) };
}

async function paths(context: Context): Promise<readonly string[]> {
  return (await listIntents(context)).map(({ path }) => path.join(' > '));
}

/** Everything about the tree that a person can see. */
async function snapshot(context: Context) {
  const { tree, pinnedIntents } = await readTree(context.store);
  const names = pathsById(tree.categories);
  return {
    categories: tree.categories
      .map(({ version: _, ...category }) => category)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    intents: [...tree.placements].map(([id, at]) => `${id} ${names.get(at)?.join(' > ')}`),
    pinned: [...pinnedIntents],
  };
}

describe('changeCategories', () => {
  const changes: Record<string, (id: (...path: string[]) => Promise<never>) => Promise<TaxonomyOperation[]>> =
    {
      create: async () => [{ type: 'create', path: ['X', 'Y', 'Z'], source: 'person' }],
      rename: async (id) => [
        { type: 'rename', categoryId: await id('A', 'B'), name: 'Bee', source: 'person' },
      ],
      move: async (id) => [
        { type: 'move', categoryId: await id('A', 'B', 'C'), parentId: await id('A', 'E'), source: 'person' },
      ],
      merge: async (id) => [
        { type: 'merge', from: await id('A', 'B'), into: await id('A', 'E'), source: 'person' },
      ],
      split: async (id) => [
        {
          type: 'split',
          categoryId: await id('A'),
          parts: [{ name: 'Z', members: [await id('A', 'E')] }],
          source: 'person',
        },
      ],
      several: async (id) => [
        { type: 'merge', from: await id('A', 'B', 'C'), into: await id('A', 'B', 'D'), source: 'person' },
        { type: 'rename', categoryId: await id('A', 'B', 'D'), name: 'CD', source: 'person' },
        { type: 'create', path: ['A', 'Q'], source: 'person' },
      ],
    };

  it.each(Object.keys(changes))(
    '%s changes the tree as previewed, and one undo takes it back',
    async (name) => {
      const { context, id } = await desk();
      const before = await snapshot(context);
      const operations = await changes[name]!(id as never);
      const preview = await previewOperations(context, operations);
      expect(await snapshot(context)).toEqual(before);
      const pathsBefore = await paths(context);
      await changeCategories(context, { operations });
      const changed = await snapshot(context);
      expect(changed).not.toEqual(before);
      const moved = (await paths(context)).filter((path, at) => path !== pathsBefore[at]);
      expect(preview.intents).toHaveLength(moved.length);
      await undoChange(context);
      expect(await snapshot(context)).toEqual(before);
    },
  );

  it('undoes a chain of changes, latest first', async () => {
    const { context, id } = await desk();
    const before = await snapshot(context);
    for (const name of ['rename', 'create'])
      await changeCategories(context, { operations: await changes[name]!(id as never) });
    await changeCategories(context, {
      operations: [{ type: 'rename', categoryId: await id('A', 'Bee'), name: 'Bea', source: 'person' }],
    });
    for (let left = 3; left > 0; left -= 1) await undoChange(context);
    expect(await snapshot(context)).toEqual(before);
  });

  it('refuses to undo under a later change', async () => {
    const { context, id } = await desk();
    await changeCategories(context, { operations: await changes.create!(id as never) });
    const { items } = await context.store.events.find({ where: { type: 'taxonomy-changed' } });
    const [intent] = await listIntents(context);
    await moveIntent(context, { intentId: intent!.id, path: ['X', 'Y', 'Z'] });
    const state = await snapshot(context);
    await expect(undoChange(context, { eventId: items[0]!.id })).rejects.toMatchObject({ code: 'conflict' });
    expect(await snapshot(context)).toEqual(state);
  });

  it('does all or nothing, and says what was refused', async () => {
    const { context, id } = await desk();
    const before = await snapshot(context);
    const operations: TaxonomyOperation[] = [
      { type: 'rename', categoryId: await id('A'), name: 'New', source: 'person' },
      { type: 'rename', categoryId: await id('A', 'B'), name: 'e', source: 'person' },
    ];
    await expect(changeCategories(context, { operations })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('"E" exists beside it already'),
    });
    expect(await snapshot(context)).toEqual(before);
  });
});

describe('suggestions', () => {
  async function suggested() {
    const { context, id } = await desk();
    const [intent] = await listIntents(context);
    await moveIntent(context, { intentId: intent!.id, path: ['A', 'B', 'C'] });
    const raise = () =>
      context.transaction((transaction) =>
        storeOperations(context, transaction, [
          {
            type: 'place',
            intentId: intent!.id,
            path: ['A', 'E', 'F'],
            source: 'model',
            reason: 'Fits better.',
          },
        ]),
      );
    await raise();
    return { context, id, raise, intent: intent! };
  }

  it('asks in one sentence, and does what is accepted', async () => {
    const { context, intent } = await suggested();
    const [suggestion] = await listSuggestions(context);
    expect(suggestion?.sentence).toBe(
      `File "${intent.name}" under "A > E > F" instead of "A > B > C". Fits better.`,
    );
    await settleSuggestion(context, { id: suggestion!.id, decision: 'accepted' });
    expect((await paths(context))[0]).toBe('A > E > F');
    expect(await listSuggestions(context)).toEqual([]);
    await expect(
      settleSuggestion(context, { id: suggestion!.id, decision: 'rejected' }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    await undoChange(context);
    expect((await paths(context))[0]).toBe('A > B > C');
  });

  it('never raises again what was rejected', async () => {
    const { context, raise } = await suggested();
    const [suggestion] = await listSuggestions(context);
    await settleSuggestion(context, { id: suggestion!.id, decision: 'rejected' });
    await raise();
    expect(await listSuggestions(context)).toEqual([]);
    expect(await listSuggestions(context, { status: 'rejected' })).toHaveLength(1);
    expect((await paths(context))[0]).toBe('A > B > C');
  });

  it('stays open when it cannot be done any more', async () => {
    const { context } = await desk();
    const operation: TaxonomyOperation = {
      type: 'merge',
      from: 'gone' as never,
      into: 'gone too' as never,
      source: 'model',
    };
    await context.transaction((transaction) =>
      transaction.suggestions.insert([
        {
          id: 's',
          version: 1,
          kind: 'taxonomy-merge',
          key: 'k',
          operation: JSON.stringify({ version: 1, operation }),
          status: 'open',
          raisedAt: 0,
          raisedBy: context.actor,
        },
      ]),
    );
    await expect(settleSuggestion(context, { id: 's', decision: 'accepted' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(await listSuggestions(context)).toHaveLength(1);
  });
});
