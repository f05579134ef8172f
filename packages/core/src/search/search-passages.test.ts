import { describe, expect, it } from 'vitest';
import { addDocument } from '../document/add-document.ts';
import { indexDocument } from '../document/index-document.ts';
import { removeDocument } from '../document/remove-document.ts';
import type { ChunkId } from '../ids.ts';
import { stageContext } from '../testing/stage-context.ts';
import { fusionRetriever } from './fusion-retriever.ts';
import { keywordChannel } from './keyword-channel.ts';
import { memoryKeywordIndex } from './memory-keyword-index.ts';
import { searchPassages } from './search-passages.ts';

type Opened = Awaited<ReturnType<typeof stageContext>>;

async function add(context: Opened, source: string, text: string, access: readonly string[] = []) {
  const { document, version } = await addDocument(context, {
    bytes: new TextEncoder().encode(text),
    source,
    access,
  });
  await indexDocument(context, { versionId: version.id });
  return document;
}
/** The index is not told of what comes from now on: this is what a stale replica looks like. */
function withStaleIndex(context: Opened): Opened {
  const keywordIndex = { ...context.keywordIndex, position: async () => Number.MAX_SAFE_INTEGER };
  return {
    ...context,
    keywordIndex,
    retriever: fusionRetriever({ channels: [keywordChannel({ keywordIndex })] }),
  };
}
const sourcesOf = async (context: Opened, query: string, filter = {}) =>
  (await searchPassages(context, { query, filter })).passages.map(({ document }) => document.source);

describe('searchPassages', () => {
  it('finds what was indexed since the last search', async () => {
    const context = await stageContext();
    expect(await sourcesOf(context, 'battery')).toEqual([]);
    await add(context, 'a.md', 'Charge the battery.');
    expect(await sourcesOf(context, 'battery')).toEqual(['a.md']);
    await add(context, 'b.md', 'Another battery text.');
    expect((await sourcesOf(context, 'battery')).sort()).toEqual(['a.md', 'b.md']);
  });

  it('shows the new version only', async () => {
    const context = await stageContext();
    await add(context, 'a.md', 'The fee is ten.');
    await sourcesOf(context, 'fee');
    await add(context, 'a.md', 'The fee is twelve.');
    const { passages } = await searchPassages(context, { query: 'fee ten twelve' });
    expect(passages.map(({ chunk }) => chunk.text)).toEqual(['The fee is twelve.']);
    expect(await context.keywordIndex.count(context.workspaceId)).toBe(1);
  });

  it('does not show the text before, although the index still holds it', async () => {
    const context = await stageContext();
    await add(context, 'a.md', 'The fee is ten.');
    await sourcesOf(context, 'fee');
    const stale = withStaleIndex(context);
    await add(context, 'a.md', 'The fee is twelve.');
    expect((await searchPassages(stale, { query: 'fee ten' })).passages).toEqual([]);
  });

  it('tells nothing of words that only stand where who asks may not read', async () => {
    const context = await stageContext();
    await add(context, 'a.md', 'Charge the battery of the bike.');
    const coverage = async (query: string, groups: readonly string[]) =>
      (await searchPassages(context, { query, filter: { groups } })).coverage;
    const before = await coverage('quetzal layoffs in spring', []);
    await add(context, 'b.md', 'Quetzal layoffs are planned in spring.', ['board']);
    expect(await coverage('quetzal layoffs in spring', [])).toBe(before);
    expect(await coverage('quetzal layoffs in spring', ['board'])).toBe(1);
    expect(await coverage('quetzal battery', [])).toBe(0.5);
  });

  it('never shows what the records do not confirm, even when an index holds it', async () => {
    const context = await stageContext();
    const document = await add(context, 'a.md', 'Secret plans.');
    expect(await sourcesOf(context, 'plans')).toEqual(['a.md']);
    const stale = withStaleIndex(context);
    await removeDocument(context, { documentId: document.id });
    expect(await searchPassages(stale, { query: 'plans' })).toMatchObject({ passages: [] });
    const orphan = {
      name: 'x',
      retrieve: async () => ({
        hits: [{ chunkId: 'gone' as ChunkId, score: 9, channels: {} }],
        channels: {},
      }),
    };
    expect(await searchPassages({ ...context, retriever: orphan }, { query: 'plans' })).toMatchObject({
      passages: [],
    });
    await sourcesOf(context, 'plans');
    expect(await context.keywordIndex.count(context.workspaceId)).toBe(0);
  });

  it('shows documents with an access list to members only', async () => {
    const context = await stageContext();
    await add(context, 'open.md', 'Holiday rules for all.');
    await add(context, 'staff.md', 'Holiday rules for staff.', ['staff']);
    expect(await sourcesOf(context, 'holiday rules')).toEqual(['open.md']);
    expect(await sourcesOf(context, 'holiday rules', { groups: ['sales'] })).toEqual(['open.md']);
    expect((await sourcesOf(context, 'holiday rules', { groups: ['staff'] })).sort()).toEqual([
      'open.md',
      'staff.md',
    ]);
    expect(await sourcesOf(context, 'holiday rules', { collections: ['articles'] })).toEqual([]);
  });

  it('looks deeper when a filter takes the best hits away', async () => {
    const context = await stageContext();
    for (let number = 0; number < 60; number += 1)
      await add(context, `s${number}.md`, `Holiday holiday rules number ${number}.`, ['staff']);
    await add(
      context,
      'open.md',
      'A long text that mentions one holiday somewhere among many other things that nobody asked about today.',
    );
    expect(await sourcesOf(context, 'holiday rules')).toEqual(['open.md']);
  });

  it('shows the same text once', async () => {
    const context = await stageContext();
    await add(context, 'a.md', 'Identical words.');
    await add(context, 'copy.md', 'Identical words.');
    expect(await sourcesOf(context, 'identical')).toHaveLength(1);
  });

  it('rebuilds an empty index from the records, also when many ask at once', async () => {
    const context = await stageContext();
    for (const name of ['a', 'b', 'c']) await add(context, `${name}.md`, `Text ${name} about locks.`);
    const memory = memoryKeywordIndex();
    let clears = 0;
    const fresh = {
      ...memory,
      async clear(collection: string) {
        clears += 1;
        await new Promise((resolve) => setTimeout(resolve, clears === 2 ? 14 : 1));
        await memory.clear(collection);
      },
      async add(options: Parameters<typeof memory.add>[0]) {
        await memory.add(options);
        await new Promise((resolve) => setTimeout(resolve, 4));
      },
    };
    const opened = {
      ...context,
      keywordIndex: fresh,
      retriever: {
        name: 'k',
        retrieve: async ({
          collection,
          query,
          topK,
        }: {
          collection: string;
          query: { readonly text: string };
          topK: number;
        }) => ({
          hits: (await fresh.search({ collection, query: query.text, topK })).map((hit) => ({
            ...hit,
            channels: {},
          })),
          channels: {},
        }),
      },
    };
    const results = await Promise.all([1, 2, 3].map(() => searchPassages(opened, { query: 'locks' })));
    for (const { passages } of results) expect(passages).toHaveLength(3);
    expect(await fresh.count(context.workspaceId)).toBe(3);
  });
});
