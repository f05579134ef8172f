import { expect, test } from 'vitest';
import { createTicketAI } from '../pipeline.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import { plainTaxonomy } from '../testing/random-life.ts';
import { wordClusterer } from '../testing/word-clusterer.ts';
import { checkInvariants } from './check-invariants.ts';

test('tickets that come during the first discovery are matched when it ends', async () => {
  const store = memoryStore();
  const other = createTicketAI({ store, taxonomy: plainTaxonomy(), clusterer: wordClusterer() });
  let isFirst = true;
  const slow = createTicketAI({
    store,
    taxonomy: plainTaxonomy(),
    clusterer: wordClusterer(undefined, async (what) => {
      if (what !== 'discover' || !isFirst) return;
      isFirst = false;
      await other.ingest([{ externalId: 'late', body: 'parcel late' }]);
    }),
  });
  await slow.ingest(['a', 'b', 'c'].map((each) => ({ externalId: each, body: `parcel ${each}` })));
  await slow.discover();
  expect(await checkInvariants(await slow.store())).toEqual([]);
  expect((await slow.tickets.get('late')).intent?.name).toBe('parcel');
});
