import { expect, test } from 'vitest';
import { createTicketAI } from '../pipeline.ts';
import { wordClusterer } from '../testing/word-clusterer.ts';
import type { ArticleSectionKey } from './article.ts';

const ticket = (row: number, reply: string) => ({
  externalId: `t${row}`,
  subject: 'Cancel plan',
  status: 'solved' as const,
  messages: [
    { role: 'customer' as const, text: `cancel plan number ${row} please` },
    { role: 'agent' as const, text: reply },
  ],
});
const before =
  'Open the app and tap Care. Tap Manage plan. Choose Cancel plan. You get the confirmation by e-mail within one hour.';
const after =
  'Log in on the website. Press the red button. Enter the reason. Plans end at the close of the month in all countries.';

/** A draft whose title and steps were changed by feedback. */
async function open() {
  const desk = createTicketAI({ clusterer: wordClusterer() });
  await desk.ingest(Array.from({ length: 6 }, (_, row) => ticket(row, before)));
  const { intents } = await desk.discover();
  const intentId = intents[0]!.id;
  const { id, revisionId } = (await desk.articles.draft(intentId))!;
  await desk.articles.review(id, {
    revisionId: revisionId!,
    decision: 'request-changes',
    feedback: [
      { section: 'title', note: 'Change it to "End your plan"' },
      { section: 'steps', note: 'Remove step 1' },
    ],
  });
  const read = async () => {
    const { article, revisions } = await desk.articles.get(id);
    const { content } = revisions.find((revision) => revision.id === article.revisionId)!;
    const texts = (key: ArticleSectionKey) =>
      content.sections.find((section) => section.key === key)?.sentences.map(({ text }) => text) ?? [];
    return { article, revisions: revisions.length, title: content.title, texts };
  };
  const learn = () => desk.ingest(Array.from({ length: 30 }, (_, row) => ticket(row + 100, after)));
  const draft = () => desk.articles.draft(intentId);
  return { desk, read, learn, draft };
}

test('what a reviewer changed stays when the article is written anew; what nobody touched follows the evidence', async () => {
  const { read, learn, draft } = await open();
  const edited = await read();
  expect([edited.revisions, edited.title, edited.texts('steps').length]).toEqual([2, 'End your plan', 2]);
  await learn();
  await draft();
  const again = await read();
  expect([again.revisions, again.title]).toEqual([3, 'End your plan']);
  expect(again.texts('steps')).toEqual(edited.texts('steps'));
  expect(again.texts('notes')).not.toEqual(edited.texts('notes'));
  expect(again.texts('notes')).toContain('Plans end at the close of the month in all countries.');
});

test('a changed section is not kept when what it rests on was erased', async () => {
  const { desk, read, learn, draft } = await open();
  const edited = await read();
  const store = await desk.store();
  const { items } = await store.tickets.find({ limit: 500 });
  await learn();
  await store.erase({ ticketIds: items.map(({ id }) => id) });
  await draft();
  const again = await read();
  expect(again.title).toBe('End your plan');
  expect(again.texts('steps')).not.toEqual(edited.texts('steps'));
  expect(again.texts('steps')).toContain('Press the red button.');
});
