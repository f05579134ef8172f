import { describe, expect, it } from 'vitest';
import type { TicketAIOptions } from '../options.ts';
import { createTicketAI } from '../pipeline.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import type { Store } from '../runtime/store.ts';
import { memoryVectors } from '../storage/memory/memory-vector-store.ts';
import { hashedEmbeddingModel } from '../testing/hashed-embedding-model.ts';
import { mortal } from './mortal.fixture.ts';
import { generationOf, vectorCollection } from './vector-index.ts';

const utf8 = new TextEncoder();
const hour = 3_600_000;

/** A workspace that searches with one embedding model, beside which another can be built. */
async function open() {
  let time = Date.UTC(2026, 0, 1);
  const now = () => (time += 10);
  let isLargeAway = false;
  const small = hashedEmbeddingModel({ dimensions: 64 });
  const large = hashedEmbeddingModel({
    fail: () => (isLargeAway ? new Error('no such model any more') : undefined),
  });
  const [store, vectors] = [memoryStore({ now }), memoryVectors()];
  const start = (
    more: TicketAIOptions = {},
    wrap: <Port extends object>(port: Port) => Port = (port) => port,
  ) =>
    createTicketAI({
      store: wrap<Store>(store),
      vectors: wrap(vectors),
      embeddingModel: small.model,
      embeddingModelNamed: (name) => {
        if (name === 'large') return large.model;
        if (name === 'small') return small.model;
        return { ...large.model, modelId: name, doEmbed: () => Promise.reject(new Error('no such model')) };
      },
      leaseMs: 1000,
      now,
      ...more,
    });
  const desk = start();
  const add = (source: string, text: string) => desk.documents.add({ source, bytes: utf8.encode(text) });
  await add('a.md', '# Refund\n\nThe refund reaches your bank account.\n');
  await add('b.md', '# Tyres\n\nPump them up.\n');
  const count = async ({ model }: typeof small) =>
    vectors.count({
      collection: vectorCollection('default', await generationOf(`simulated/${model.modelId}`)),
    });
  const wait = (ms: number) => {
    time += ms;
  };
  const takeLargeAway = (isAway: boolean) => {
    isLargeAway = isAway;
  };
  return { desk, start, add, count, wait, takeLargeAway, small, large, store, vectors };
}

/** The model that the next question is asked of; `dense` tells whether it was searched by meaning without loss. */
async function asked({ desk, small, large }: Awaited<ReturnType<typeof open>>, question: string) {
  const before = [small, large].map(({ calls }) => calls.length);
  const { channels } = await desk.search(question);
  const [toSmall, toLarge] = [small, large].map(({ calls }, at) => calls.length - (before[at] ?? 0));
  return { model: toSmall === 1 ? 'small' : toLarge === 1 ? 'large' : 'none', dense: channels.dense };
}

describe('vectors of another model', () => {
  it('are built beside, kept up to date, compared, used and left again, and the search is whole all the time', async () => {
    const ground = await open();
    const { desk, add, count, small, large } = ground;
    expect(await desk.index.build('large')).toMatchObject({
      status: 'whole',
      embeddingModel: 'simulated/hashed-64',
      others: [
        { embeddingModel: 'simulated/hashed-256', role: 'candidate', missing: 0, vectors: 2, orphans: 0 },
      ],
    });
    expect(await asked(ground, 'one')).toEqual({ model: 'small', dense: 'ok' });
    await add('c.md', '# Saddle\n\nSit on it.\n');
    await desk.documents.remove('b.md');
    expect([await count(small), await count(large)]).toEqual([2, 2]);
    const before = large.calls.length;
    const { passages } = await desk.index.search('saddle', { role: 'candidate' });
    expect([passages[0]?.document.source, large.calls.length - before]).toEqual(['c.md', 1]);

    expect(await desk.index.use('large')).toMatchObject({
      status: 'whole',
      embeddingModel: 'simulated/hashed-256',
      others: [{ embeddingModel: 'simulated/hashed-64', role: 'previous', missing: 0 }],
    });
    expect(await asked(ground, 'two')).toEqual({ model: 'large', dense: 'ok' });
    await add('d.md', '# Bell\n\nRing it.\n');
    expect([await count(small), await count(large)]).toEqual([3, 3]);

    await desk.index.back();
    expect(await asked(ground, 'three')).toEqual({ model: 'small', dense: 'ok' });
    await desk.index.use('large');
    await desk.index.use('small');
    await desk.index.back();
    expect(await asked(ground, 'four')).toEqual({ model: 'large', dense: 'ok' });
  });

  it('are seen by other processes from their next question on', async () => {
    const ground = await open();
    const other = ground.start();
    await other.search('anything');
    await ground.desk.index.build('large');
    await ground.desk.index.use('large');
    expect(await asked({ ...ground, desk: other }, 'one')).toEqual({ model: 'large', dense: 'ok' });
  });

  it('are not used before they are whole, nor built with a model that embeds nothing', async () => {
    const { desk, store, large } = await open();
    await expect(desk.index.use('large')).rejects.toMatchObject({ code: 'invalid-transition' });
    await expect(desk.index.back()).rejects.toMatchObject({ code: 'invalid-transition' });
    await expect(desk.index.search('x', { role: 'candidate' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(desk.index.build('nothing')).rejects.toMatchObject({ code: 'model-failed' });
    expect((await store.workspace('default' as never).workspace()).embedding).toBeUndefined();
    await desk.index.build('large');
    const records = await desk.store();
    const row = await records.generations.get(await generationOf(`simulated/${large.model.modelId}`));
    await records.generations.update(row!.id, row!.version, { status: 'building', position: 0 });
    await expect(desk.index.use('large')).rejects.toMatchObject({ code: 'invalid-transition' });
    expect(await desk.index.verify({ repair: true })).toMatchObject({ status: 'whole' });
  });

  it('whose model fails hinder nobody, are not called whole, and are filled when it is back', async () => {
    const ground = await open();
    const { desk, start, add, count, wait, takeLargeAway, small, large, vectors } = ground;
    await desk.index.build('large');
    takeLargeAway(true);
    await add('c.md', '# Saddle\n\nSit on it.\n');
    const lacking = { status: 'differs', missing: 0, others: [{ role: 'candidate', missing: 1 }] };
    expect(await desk.index.verify()).toMatchObject(lacking);
    const cleared: string[] = [];
    const watched: typeof vectors = {
      ...vectors,
      async delete(what) {
        cleared.push(what.collection);
        await vectors.delete(what);
      },
    };
    const repaired = await start({ vectors: watched }).index.verify({ repair: true });
    expect(repaired).toMatchObject({ status: 'differs', missing: 0 });
    expect(new Set(cleared)).toEqual(
      new Set([vectorCollection('default', await generationOf('simulated/hashed-256'))]),
    );
    expect(await asked(ground, 'meanwhile')).toEqual({ model: 'small', dense: 'ok' });
    takeLargeAway(false);
    wait(2 * hour);
    await start().settle();
    expect([await count(small), await count(large)]).toEqual([3, 3]);
    expect(await desk.index.verify()).toMatchObject({ status: 'whole' });
  });

  it('are chosen by two processes at once, and neither undoes what the other chose', async () => {
    const ground = await open();
    const { desk, start } = ground;
    await desk.index.build('large');
    const tiny = hashedEmbeddingModel({ dimensions: 16 });
    const slow = start({
      embeddingModelNamed: (name) => {
        if (name !== 'tiny') return ground.large.model;
        const doEmbed: typeof tiny.model.doEmbed = async (options) => {
          await desk.index.use('large');
          return tiny.model.doEmbed(options);
        };
        return { ...tiny.model, doEmbed };
      },
    });
    await slow.index.build('tiny').catch(() => undefined);
    expect(await asked(ground, 'one')).toEqual({ model: 'large', dense: 'ok' });
  });

  it('of the configured model are built and taken again by its name, after the way back is over', async () => {
    const ground = await open();
    const { desk, wait } = ground;
    await desk.index.build('large');
    await desk.index.use('large');
    wait(25 * hour);
    await desk.settle();
    await desk.index.build('small');
    await desk.index.use(null);
    expect(await asked(ground, 'one')).toEqual({ model: 'small', dense: 'ok' });
    expect(await desk.index.verify()).toMatchObject({ others: [{ role: 'previous' }] });
  });

  it('that were searched before go after a day; those that are given up, and all of a choice that the configuration has overtaken, too', async () => {
    const ground = await open();
    const { desk, start, add, count, wait, small, large } = ground;
    await desk.index.build('large');
    await desk.index.use('large');
    wait(23 * hour);
    await desk.settle();
    expect([await count(small), await count(large)]).toEqual([2, 2]);
    wait(2 * hour);
    await desk.settle();
    expect([await count(small), await count(large)]).toEqual([0, 2]);
    await expect(desk.index.back()).rejects.toMatchObject({ code: 'invalid-transition' });

    const tiny = hashedEmbeddingModel({ dimensions: 16 });
    const configured = start({ embeddingModel: tiny.model });
    await add('c.md', '# Saddle\n\nSit on it.\n');
    await configured.index.verify({ repair: true });
    expect(await configured.index.verify()).toMatchObject({
      embeddingModel: 'simulated/hashed-16',
      others: [],
    });
    await configured.index.build('large');
    expect((await configured.index.verify()).others).toMatchObject([{ role: 'candidate', vectors: 3 }]);
    await configured.index.drop();
    wait(25 * hour);
    await configured.settle();
    expect((await configured.index.verify()).others).toEqual([]);
  });
});

it('killed between any two writes of a build or a flip, the search answers from whole vectors, and the rest is done by calling again', async () => {
  let deaths = 0;
  for (let diesAt = 1; ; diesAt += 1) {
    const ground = await open();
    const { desk, start, count, wait, small, large } = ground;
    const { wrap, dead } = mortal(diesAt);
    const dying = start({}, wrap);
    const build = async () => {
      await dying.index.build('large');
      await dying.index.use('large');
    };
    await build().catch(() => undefined);
    const paid = large.calls.flat().length;
    if (!dead()) break;
    deaths += 1;
    wait(60_000);
    expect((await asked(ground, `question ${diesAt}`)).dense, `killed at write ${diesAt}`).toBe('ok');
    const before = await desk.index.verify();
    expect(before).toMatchObject({ missing: 0, orphans: 0 });
    if (before.embeddingModel === 'simulated/hashed-64') {
      await desk.index.build('large');
      await desk.index.use('large');
    }
    await desk.settle();
    expect(await desk.index.verify()).toMatchObject({
      embeddingModel: 'simulated/hashed-256',
      status: 'whole',
      others: [{ role: 'previous', missing: 0, orphans: 0 }],
    });
    expect([await count(small), await count(large)]).toEqual([2, 2]);
    // Two passages and a probe each time; nothing else is embedded twice.
    expect(new Set(large.calls.flat().filter((text) => !/question|embed\?/u.test(text))).size).toBe(2);
    expect(paid).toBeLessThanOrEqual(3);
  }
  expect(deaths).toBeGreaterThan(5);
}, 120_000);
