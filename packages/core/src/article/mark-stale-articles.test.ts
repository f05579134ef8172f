import { expect, test } from 'vitest';
import type { ArticleId, DocumentId, IntentId } from '../ids.ts';
import { createTicketAI, follow } from '../pipeline.ts';
import { stageContext } from '../testing/stage-context.ts';
import { wordClusterer } from '../testing/word-clusterer.ts';
import type { EvidenceSpan } from './article.ts';
import { intentId, replies, seed } from './articles.fixture.ts';
import { lostGround } from './lost-ground.ts';
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
async function open({ approve = true } = {}) {
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
          text: `cancel plan number ${row} please`,
        },
        { role: 'agent' as const, text: 'Open the app and tap Care. Tap Manage plan. Choose Cancel plan.' },
      ],
    })),
  );
  const { intents } = await desk.discover();
  const draft = await desk.articles.draft(intents[0]!.id);
  const read = async () => (await desk.articles.get(draft!.id)).article;
  const publish = async () => {
    const { id, revisionId } = await read();
    await desk.articles.review(id, { revisionId: revisionId!, decision: 'approve' });
  };
  if (approve) await publish();
  return { desk, read, publish, cancelling: intents[0]!.id };
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
  expect(article.staleReason).toMatch(
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
    staleReason: expect.stringMatching(/^".+" was removed: /),
  });
  const again = await desk.articles.draft(cancelling);
  await desk.articles.review(again!.id, { revisionId: again!.revisionId!, decision: 'approve' });
  expect(await read()).toMatchObject({ status: 'published', stale: false });
});

test('an article that rests on a document which becomes one for some groups is out of date, and its name is not told', async () => {
  const { desk, read, cancelling } = await open();
  await desk.documents.add({ bytes: page(steps), source: 'plans.md', title: 'Secret' });
  const text = async () => desk.articles.render((await read()).id);
  expect(await text()).toContain('Secret');
  await desk.documents.add({ bytes: page(steps), source: 'plans.md', access: ['board'], title: 'Secret' });
  expect(await text()).not.toContain('Secret');
  const article = await read();
  expect(article).toMatchObject({
    stale: true,
    staleReason: expect.stringMatching(/^A document is for some groups only now: \d+ places were quoted/),
  });
  expect(article.staleReason).not.toContain('Secret');
  await desk.articles.draft(cancelling);
  const { article: again, revisions } = await desk.articles.get(article.id);
  const written = revisions.find(({ id }) => id === again.revisionId)!;
  expect(await lostGround({ store: await desk.store() }, [written])).toBeUndefined();
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
    key: `stale:${intentId}`,
  });
});

test('a draft that is out of date stays so when it is approved, until one that rests on what there is', async () => {
  const { desk, read, publish, cancelling } = await open({ approve: false });
  await desk.documents.remove('plans.md');
  expect(await read()).toMatchObject({ status: 'in-review', stale: true });
  await publish();
  expect(await read()).toMatchObject({
    status: 'published',
    stale: true,
    staleReason: expect.stringContaining('was removed'),
  });
  expect((await desk.articles.gaps()).map(({ intent }) => intent.id)).toEqual([cancelling]);
  await desk.articles.draft(cancelling);
  await publish();
  const mended = await read();
  expect(mended).toMatchObject({ status: 'published', stale: false });
  expect(mended).not.toHaveProperty('staleReason');
});

test('what changes between approval and publication is seen', async () => {
  const { desk, read, publish } = await open({ approve: false });
  const store = await desk.store();
  // The look at the articles that follows from this would come too late.
  const document = (await store.documents.find({ where: { source: 'plans.md' } })).items[0]!;
  await store.documents.update(document.id, document.version, { deletedAt: 1 });
  await publish();
  expect(await read()).toMatchObject({ status: 'published', stale: true });
  const told = (await desk.events({ limit: 500 })).filter(({ event }) => event.type === 'article-stale');
  expect(told).toHaveLength(1);
});

test('an article does not rest on what was erased: neither a reply nor a document', async () => {
  const { desk, read } = await open();
  const store = await desk.store();
  const { article, revisions } = await desk.articles.get((await read()).id);
  const spans = revisions[0]!.content.sections.flatMap(({ sentences }) =>
    sentences.flatMap(({ evidence }) => evidence),
  );
  const reply = spans.find(({ kind }) => kind === 'reply') as Extract<EvidenceSpan, { kind: 'reply' }>;
  expect(article.stale).toBe(false);
  expect(await lostGround({ store }, revisions)).toBeUndefined();
  await store.erase({ ticketIds: [reply.ticketId] });
  expect(await lostGround({ store }, revisions)).toMatch(/^1 of \d+ replies it rests on was erased\.$/);
  const { id } = (await store.documents.find({ where: { source: 'plans.md' } })).items[0]!;
  await store.erase({ documentIds: [id] });
  expect(await lostGround({ store }, revisions)).toContain('A document was erased: ');
});

test('why a draft is as it is and why it is out of date are told apart', async () => {
  const { desk, read, cancelling } = await open();
  await desk.documents.remove('plans.md');
  const { staleReason } = await read();
  expect(staleReason).toContain('was removed');
  await desk.articles.draft(cancelling);
  const { id, revisionId } = await read();
  await desk.articles.review(id, {
    revisionId: revisionId!,
    decision: 'request-changes',
    feedback: [{ section: 'steps', note: 'juggle with unicorns' }],
  });
  const article = await read();
  expect(article.remark).toContain('juggle');
  // Readers still see the revision that rests on the document.
  expect(article).toMatchObject({ stale: true, staleReason });
});

test('many changes of documents are one look at the articles', () => {
  const jobs = ['a', 'b'].flatMap((id) =>
    follow({ type: 'document-removed', documentId: id as DocumentId }).filter(
      ({ name }) => name === 'mark-stale-articles',
    ),
  );
  expect(new Set(jobs.map(({ key }) => key))).toEqual(new Set(['ground']));
});

test('the mark goes when the same draft would be written again from what there is', async () => {
  const { desk, read, cancelling } = await open();
  const store = await desk.store();
  const { id, version, revisionId } = await read();
  await store.articles.update(id, version, {
    stale: true,
    staleReason: 'Its intent was split.',
    staleRevisionId: revisionId,
  });
  await desk.articles.draft(cancelling);
  const article = await read();
  expect(article).toMatchObject({ revisionId, stale: false });
  expect(article).not.toHaveProperty('staleReason');
});
