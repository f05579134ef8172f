import { expect, test } from 'vitest';
import { stageContext } from '../testing/index.ts';
import { ingestTickets } from '../ticket/ingest-tickets.ts';
import { readTicketTexts } from './read-ticket-texts.ts';

test('clusterers hear who asked and who is greeted, so that neither names an intent', async () => {
  const context = await stageContext();
  const { created } = await ingestTickets(context, [
    { requester: 'Ann Smith', body: 'Dear Mr Gladwell,\nwhere is my parcel?\nRegards, Mirela' },
  ]);
  expect(created).toHaveLength(1);
  const [ticket] = (await context.store.tickets.find()).items;
  const [read] = await readTicketTexts(context, ticket === undefined ? [] : [ticket.id]);
  expect(read?.people?.toSorted()).toEqual(['Ann', 'Ann Smith', 'Gladwell', 'Mirela', 'Smith']);
});
