import { expect, test } from 'vitest';
import type { RunId } from '../ids.ts';
import { stageContext } from '../testing/stage-context.ts';
import { wordClusterer } from '../testing/word-clusterer.ts';
import { ingestTickets } from '../ticket/ingest-tickets.ts';
import { matchTickets } from './match-tickets.ts';
import { headId } from './write-assignments.ts';

test('a run that takes over during the matching is the one that gets the tickets', async () => {
  const runs = ['first', 'second'] as RunId[];
  const takeOver = () =>
    context.transaction((transaction) => transaction.updateWorkspace({ activeRunId: runs.shift()! }));
  const context = await stageContext({
    clusterer: wordClusterer(undefined, async () => void (runs.length > 0 && (await takeOver()))),
  });
  await takeOver();
  const { created: ticketIds } = await ingestTickets(context, [{ externalId: 'a', body: 'parcel' }]);
  await matchTickets(context, { ticketIds });
  const heads = (await context.store.assignmentHeads.find()).items.map(({ id }) => id);
  const [ticketId] = ticketIds;
  expect(heads).toEqual([headId('second' as RunId, { ticketId: ticketId!, role: 'primary' })]);
});
