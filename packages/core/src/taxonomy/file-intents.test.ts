import { describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { IntentId, RunId, TicketId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import { nameKey } from '../intent/name-key.ts';
import { stageContext } from '../testing/stage-context.ts';
import { ingestTickets } from '../ticket/ingest-tickets.ts';
import { fileIntents } from './file-intents.ts';
import { listIntents } from './list-intents.ts';
import { moveIntent } from './move-intent.ts';
import type { Taxonomy } from './taxonomy.ts';

const names = ['Where is my parcel', 'Refund not received', 'Reset my password', 'Xyzzy plugh'];

async function contextWithIntents(
  taxonomy?: Taxonomy,
): Promise<{ context: Context; ids: readonly IntentId[] }> {
  const context = await stageContext(taxonomy === undefined ? {} : { taxonomy });
  const { created } = await ingestTickets(
    context,
    names.map((body, row) => ({ externalId: `t${row}`, body })),
  );
  const intents = names.map((name, row) => intentOf(context, name, created.slice(row, row + 1)));
  await context.store.intents.insert(intents);
  return { context, ids: intents.map(({ id }) => id) };
}

function intentOf(context: Context, name: string, exemplars: readonly TicketId[]): Intent {
  return {
    id: context.generateId() as IntentId,
    version: 1,
    name,
    nameKey: nameKey(name),
    nameSource: 'lexical',
    description: '',
    status: 'active',
    terms: [],
    exemplars,
    pins: [],
    createdAt: 0,
    createdBy: context.actor,
    createdInRun: 'run' as RunId,
  };
}

async function pathsOf(context: Context): Promise<Record<string, string>> {
  return Object.fromEntries((await listIntents(context)).map(({ name, path }) => [name, path.join(' > ')]));
}

async function eventTypes(context: Context): Promise<readonly string[]> {
  return (await context.store.events.find({ orderBy: { field: 'sequence' } })).items.map(({ type }) => type);
}

describe('fileIntents', () => {
  it('files every active intent that has no place, from its name and tickets', async () => {
    const { context, ids } = await contextWithIntents();
    await fileIntents(context, { intentIds: ids.slice(0, 1) });
    expect(await pathsOf(context)).toEqual({
      'Where is my parcel': expect.stringMatching(/deliver/i),
      'Refund not received': expect.stringMatching(/refund/i),
      'Reset my password': expect.stringMatching(/password/i),
      'Xyzzy plugh': 'Other > Other > Other',
    });
    const { items } = await context.store.events.find({ where: { type: 'intents-filed' } });
    expect(items.map(({ event }) => event)).toEqual([{ type: 'intents-filed', intentIds: ids }]);
  });

  it('changes nothing the second time', async () => {
    const { context } = await contextWithIntents();
    await fileIntents(context, { intentIds: [] });
    const before = [
      await context.store.categories.find(),
      await context.store.intents.find(),
      await eventTypes(context),
    ];
    await fileIntents(context, { intentIds: [] });
    expect([
      await context.store.categories.find(),
      await context.store.intents.find(),
      await eventTypes(context),
    ]).toEqual(before);
  });

  it('leaves alone what a person filed while the taxonomy was thinking', async () => {
    let meanwhile = async () => {};
    const slow: Taxonomy = {
      name: 'slow',
      async propose({ intents }) {
        await meanwhile();
        return intents.map(({ intent }) => ({
          type: 'place',
          intentId: intent.id,
          path: ['Shop', 'Parcels', 'Late'],
          source: 'model',
          reason: '',
        }));
      },
    };
    const { context, ids } = await contextWithIntents(slow);
    const [first] = ids;
    meanwhile = async () => {
      await moveIntent(context, { intentId: first as IntentId, path: ['shop', 'parcels', 'Lost'] });
    };
    await fileIntents(context, { intentIds: ids });
    const paths = await pathsOf(context);
    expect([paths[names[0] as string], paths[names[1] as string]]).toEqual([
      'shop > parcels > Lost',
      'shop > parcels > Late',
    ]);
    expect(await context.store.categories.count({ level: 1 })).toBe(1);
  });

  it('raises a suggestion once for what a person fixed', async () => {
    const eager: Taxonomy = {
      name: 'eager',
      async propose({ tree, intents }) {
        const places = intents.map(
          ({ intent }) =>
            ({
              type: 'place',
              intentId: intent.id,
              path: ['A', 'B', 'C'],
              source: 'model',
              reason: '',
            }) as const,
        );
        const renames = tree.categories.map(
          ({ id }) => ({ type: 'rename', categoryId: id, name: 'Nicer', source: 'model' }) as const,
        );
        return [...renames.slice(0, 1), ...places];
      },
    };
    const { context, ids } = await contextWithIntents(eager);
    await moveIntent(context, { intentId: ids[0] as IntentId, path: ['A', 'B', 'C'] });
    await fileIntents(context, { intentIds: ids });
    await context.store.intents.insert([intentOf(context, 'One more', [])]);
    await fileIntents(context, { intentIds: [] });
    const { items } = await context.store.suggestions.find();
    expect(items.map(({ kind, status }) => [kind, status])).toEqual([['taxonomy-rename', 'open']]);
  });

  it('tries again when the store reports a conflict, and gives up after three', async () => {
    for (const [conflicts, fails] of [
      [2, false],
      [3, true],
    ] as const) {
      const { context, ids } = await contextWithIntents();
      let left: number = conflicts;
      const flaky: Context = {
        ...context,
        async transaction(work, options) {
          left -= 1;
          if (left >= 0) throw new TicketAIError('conflict', { message: 'Changed meanwhile.' });
          return context.transaction(work, options);
        },
      };
      const outcome = fileIntents(flaky, { intentIds: ids });
      if (fails) await expect(outcome).rejects.toThrow('meanwhile');
      else await outcome;
    }
  });
});
