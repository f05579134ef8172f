import { expect, test } from 'vitest';
import type { ArticleId, IntentId } from '../ids.ts';
import { createTicketAI, follow } from '../pipeline.ts';
import { stageContext } from '../testing/stage-context.ts';
import { wordClusterer } from '../testing/word-clusterer.ts';
import { intentId, replies, seed } from './articles.fixture.ts';
import { markStaleArticles } from './mark-stale-articles.ts';

const steps = [
  'Open the app and tap Care.',
  'Tap Manage plan.',
  'Choose Cancel plan.',
  'Confirm with your PIN.',
];
const page = (lines: readonly string[], more = '') =>
  new TextEncoder().encode(
    `# Cancel plan\n\n${lines.map((line, at) => `${at + 1}. ${line}`).join('\n')}\n\n${more}\n`,
  );

/** A desk with one published article that rests on a document. */
async function open() {
  const desk = createTicketAI({ clusterer: wordClusterer() });
  await desk.documents.add({ bytes: page(steps), source: 'plans.md', title: 'Plans' });
  await desk.ingest(
    Array.from({ length: 8 }, (_, row) => ({
      externalId: `t${row}`,
      subject: 'Cancel plan',
      status: 'solved' as const,
      messages: [
        {
          role: 'customer' as const,
          text:
            row < 9
              ? `cancel plan number ${row} please`
              : `cancel the late delivery of parcel ${row} to my office`,
        },
        { role: 'agent' as const, text: 'Open the app and tap Care. Tap Manage plan. Choose Cancel plan.' },
      ],
    })),
  );
  const { intents } = await desk.discover();
  const draft = await desk.articles.draft(intents[0]!.id);
  await desk.articles.review(draft!.id, { revisionId: draft!.revisionId!, decision: 'approve' });
  const read = async () => (await desk.articles.get(draft!.id)).article;
  return { desk, read, cancelling: intents[0]!.id };
}

test('an article is out of date when a document no longer says what it quotes, and the reason is told', async () => {
  const { desk, read } = await open();
  expect(await read()).toMatchObject({ status: 'published', stale: false });
  await desk.documents.add({
    bytes: page(['Open the website.', 'Log in.', 'Press Quit.']),
    source: 'plans.md',
  });
  const article = await read();
  expect([article.status, article.stale]).toEqual(['published', true]);
  expect(article.remark).toMatch(
    /^"Cancel plan" has changed: \d+ of \d+ places quoted from it are not there any more\.$/,
  );
  const told = (await desk.events({ limit: 500 })).filter(({ event }) => event.type === 'article-stale');
  expect(told).toHaveLength(1);
});

test('what else changes in the document does not matter, nor does another document', async () => {
  const { desk, read } = await open();
  await desk.documents.add({ bytes: page(steps, 'We are open on Sundays too.'), source: 'plans.md' });
  await desk.documents.add({ bytes: page(['Something else.']), source: 'other.md' });
  await desk.documents.remove('other.md');
  expect((await read()).stale).toBe(false);
});

test('a document that is removed takes its article’s ground away; written and published anew, the mark is gone', async () => {
  const { desk, read, cancelling } = await open();
  await desk.documents.remove('plans.md');
  await desk.settle();
  expect(await read()).toMatchObject({
    stale: true,
    remark: expect.stringMatching(/^".+" was removed: /),
  });
  const again = await desk.articles.draft(cancelling);
  await desk.articles.review(again!.id, { revisionId: again!.revisionId!, decision: 'approve' });
  expect(await read()).toMatchObject({ status: 'published', stale: false });
});

test('an intent that is split makes its article look again, if it is read at all', async () => {
  const context = await stageContext();
  await seed(context, replies);
  const article = { version: 1, title: 'Cancel', stale: false, createdAt: 0, updatedAt: 0 } as const;
  await context.store.articles.insert([
    { ...article, id: 'read' as ArticleId, intentId, status: 'published' },
    { ...article, id: 'left' as ArticleId, intentId: 'i2' as IntentId, status: 'published' },
  ]);
  expect(await markStaleArticles(context, { intentId })).toEqual(['read']);
  expect(await markStaleArticles(context, { intentId })).toEqual([]);
  expect(
    follow({ type: 'intent-split', intentId, created: [], before: { terms: [], exemplars: [] } }),
  ).toContainEqual({
    name: 'mark-stale-articles',
    payload: { intentId },
  });
});
