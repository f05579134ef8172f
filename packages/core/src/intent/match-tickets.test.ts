import { expect, test } from 'vitest';
import type { IntentId, RunId } from '../ids.ts';
import { stageContext } from '../testing/stage-context.ts';
import { wordClusterer } from '../testing/word-clusterer.ts';
import { ingestTickets } from '../ticket/ingest-tickets.ts';
import { matchTickets } from './match-tickets.ts';
import { newIntent } from './new-intent.ts';
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

test('intents that learn during the matching do not hold it up; one that is made does', async () => {
  let looks = 0;
  const clusterer = wordClusterer(undefined, async () => {
    looks += 1;
    await learn();
    if (looks === 1)
      await context.store.intents.insert([{ ...intent, id: 'second' as IntentId, nameKey: 'second' }]);
  });
  const context = await stageContext({ clusterer });
  const learn = () =>
    context.transaction((transaction) =>
      transaction.updateWorkspace({
        activeRunId: 'run' as RunId,
        catalogueVersion: transaction.workspace.catalogueVersion + 1,
      }),
    );
  const intent = newIntent(
    context,
    { id: 'run' as RunId },
    {
      name: 'parcel',
      nameSource: 'model',
      description: '',
      terms: ['parcel'],
      members: [],
    },
    new Set(),
  );
  await context.store.intents.insert([intent]);
  await learn();
  const { created: ticketIds } = await ingestTickets(context, [{ externalId: 'a', body: 'parcel' }]);
  await matchTickets(context, { ticketIds });
  expect(looks).toBe(2);
  const [head] = (await context.store.assignmentHeads.find()).items;
  expect(head?.intentId).toBe('second');
});
