import { expect, test } from 'vitest';
import * as z from 'zod';
import { scriptedModel, stageContext } from '../testing/index.ts';
import { ingestTickets } from './ingest-tickets.ts';

test('who asked, who is greeted and who signs a ticket stays unknown to the model that reads it', async () => {
  const { model, seen } = scriptedModel('{"label":"⟦NAME_1⟧"}');
  const context = await stageContext({ model });
  const { created } = await ingestTickets(context, [
    {
      requester: 'Ann Smith',
      body: 'Dear Mr Gladwell,\nSmith here, ann smith that is. Annual fee?\nRegards, Mirela',
    },
  ]);
  expect(created).toHaveLength(1);
  const [ticket] = (await context.store.tickets.find()).items;
  const reply = await context.models?.generate({
    purpose: 'adjudicate',
    instructions: 'Label.',
    prompt: 'Smith here, ann smith that is. Annual fee? Gladwell and Mirela know.',
    schema: z.object({ label: z.string() }),
    ticketIds: [ticket?.id ?? ''],
  });
  expect(seen[0]?.prompt).toBe('⟦NAME_1⟧ here, ⟦NAME_2⟧ that is. Annual fee? ⟦NAME_3⟧ and ⟦NAME_4⟧ know.');
  expect(reply).toEqual({ label: 'Smith' });
});
