import { expect, test } from 'vitest';
import { createTicketAI } from './pipeline.ts';

test('the list shows the version that was added last, also when it is an earlier one again', async () => {
  const desk = createTicketAI();
  const add = (text: string) =>
    desk.documents.add({ bytes: new TextEncoder().encode(text), source: 'guide.md' });
  const first = await add('Words A.');
  await add('Words B.');
  await add('Words A.');
  const [row] = await desk.documents.list();
  expect(row?.version).toMatchObject({ id: first.version.id, text: 'Words A.' });
});
