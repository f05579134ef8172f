import { describe, expect, it } from 'vitest';
import { TicketAIError } from '../errors.ts';
import type { ChunkId } from '../ids.ts';
import { fusionRetriever } from './fusion-retriever.ts';
import { planSearch } from './plan-search.ts';
import type { RetrievalChannel } from './retrieval-channel.ts';

const channel = (
  name: string,
  ids: readonly string[],
  asked: number[] = [],
): RetrievalChannel & { readonly asked: number[] } => ({
  name,
  asked,
  async retrieve({ topK }) {
    asked.push(topK);
    return ids.slice(0, topK).map((id, rank) => ({ chunkId: id as ChunkId, score: 1 / (rank + 1) }));
  },
});
const request = { collection: 'c', query: planSearch('lost card'), topK: 3, filter: {} };
const idsOf = ({ hits }: { readonly hits: readonly { readonly chunkId: ChunkId }[] }) =>
  hits.map(({ chunkId }) => chunkId);
const failing: RetrievalChannel = {
  name: 'broken',
  retrieve: async () => {
    throw new TicketAIError('adapter-failed', { message: 'The service is down.' });
  },
};

describe('fusionRetriever', () => {
  it('puts what several channels find before what one finds, and tells the ranks', async () => {
    const { retrieve } = fusionRetriever({
      channels: [channel('one', ['x', 'both']), channel('two', ['y', 'both'])],
    });
    const { hits } = await retrieve(request);
    expect(hits[0]).toMatchObject({ chunkId: 'both', channels: { one: 2, two: 2 } });
    expect(hits.map(({ chunkId }) => chunkId)).toEqual(['both', 'x', 'y']);
  });

  it('reports a channel that fails, and goes on with the others', async () => {
    const found = await fusionRetriever({ channels: [failing, channel('good', ['a', 'b'])] }).retrieve(
      request,
    );
    expect(idsOf(found)).toEqual(['a', 'b']);
    expect(found.channels).toEqual({ broken: 'degraded', good: 'ok' });
  });

  it('fails when no channel is left', async () => {
    await expect(fusionRetriever({ channels: [failing] }).retrieve(request)).rejects.toMatchObject({
      code: 'adapter-failed',
    });
  });

  it('tells which channels cannot take part', async () => {
    const absent: RetrievalChannel = { name: 'embedding', retrieve: async () => undefined };
    const found = await fusionRetriever({ channels: [channel('good', ['a']), absent] }).retrieve(request);
    expect(found.channels).toEqual({ good: 'ok', embedding: 'off' });
  });

  it('fuses only what the records confirm, so that nothing hidden moves a rank', async () => {
    const { retrieve } = fusionRetriever({
      channels: [channel('one', ['secret1', 'secret2', 'a', 'b']), channel('two', ['b', 'a'])],
    });
    const open = fusionRetriever({ channels: [channel('one', ['a', 'b']), channel('two', ['b', 'a'])] });
    const confirm = async (ids: readonly ChunkId[]) => new Set(ids.filter((id) => !id.startsWith('secret')));
    expect((await retrieve({ ...request, confirm })).hits).toEqual((await open.retrieve(request)).hits);
  });

  it('follows a channel deeper when the filter takes away what it finds', async () => {
    const hidden = Array.from({ length: 300 }, (_, number) => `secret${number}`);
    const deep = channel('one', [...hidden, 'a', 'b']);
    const confirm = async (ids: readonly ChunkId[]) => new Set(ids.filter((id) => !id.startsWith('secret')));
    expect(idsOf(await fusionRetriever({ channels: [deep] }).retrieve({ ...request, confirm }))).toEqual([
      'a',
      'b',
    ]);
    expect(deep.asked).toEqual([50, 200, 800]);
  });

  it('asks deep enough that ranks do not hang on how many hits are wanted', async () => {
    const one = channel('one', ['a']);
    await fusionRetriever({ channels: [one] }).retrieve({ ...request, topK: 1 });
    await fusionRetriever({ channels: [one] }).retrieve({ ...request, topK: 20 });
    await fusionRetriever({ channels: [one] }).retrieve({ ...request, topK: 500 });
    expect(one.asked).toEqual([50, 100, 500]);
  });
});
