import {
  type ArticleId,
  type EvidenceSpan,
  type MessageId,
  memoryAuthVerifier,
  type RevisionId,
} from '@ticket-ai/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../client.ts';
import { onLoopback, person, type TestServer, testServer } from '../testing.ts';

const said = 'Open the account page and choose Forgot password.';
const written = 'The link is good for one hour.';
let server: TestServer;
let loopback: Awaited<ReturnType<typeof onLoopback>>;
let ann: Client;
let bob: Client;
let member: Client;
let intentId = '';
const articleId = '01ARTICLE' as ArticleId;
const first = '01REVISION' as RevisionId;
const refusal = (status: number) => expect.objectContaining({ status });

beforeAll(async () => {
  const people = [person('ann', 'editor'), person('bob', 'editor'), person('eve', 'editor', ['board'])];
  server = await testServer({
    work: 'inline',
    identity: memoryAuthVerifier([...people, person('vic', 'viewer'), person('guy', 'agent')]),
  });
  loopback = await onLoopback(server);
  [ann, bob, member] = [
    loopback.clientWith('token-of-ann'),
    loopback.clientWith('token-of-bob'),
    loopback.clientWith('token-of-eve'),
  ];
  await server.desk.ingest(
    Array.from({ length: 10 }, (_, index) => ({
      externalId: `t-${index}`,
      subject: `I forgot my password ${'abcdefghij'[index]}`,
      messages: [
        { role: 'customer' as const, text: 'I forgot my password.' },
        { role: 'agent' as const, text: said },
      ],
    })),
  );
  const { intents } = await server.desk.discover();
  intentId = intents[0]?.id ?? '';
  const { version } = await server.desk.documents.add({
    source: 'links.md',
    bytes: new TextEncoder().encode(`# Links\n\n${written}\n`),
    access: ['board'],
  });
  await server.desk.settle();
  const store = await server.desk.store();
  const [chunk] = (await store.chunks.find({ where: { versionId: version.id } })).items;
  const { messages } = await server.desk.tickets.get('t-0');
  const reply = messages.find(({ role }) => role === 'agent');
  const start = version.text.indexOf(written);
  const spans: readonly EvidenceSpan[] = [
    {
      kind: 'reply',
      ticketId: reply?.ticketId ?? ('' as never),
      messageId: reply?.id ?? ('' as MessageId),
      start: 0,
      end: said.length,
    },
    {
      kind: 'passage',
      versionId: version.id,
      chunkId: chunk?.id ?? ('' as never),
      page: 1,
      start,
      end: start + written.length,
    },
  ];
  const sentence = (text: string, evidence: readonly EvidenceSpan[]) => ({
    text,
    evidence,
    support: 1,
    verified: true,
  });
  await store.revisions.insert([
    {
      id: first,
      articleId,
      number: 1,
      content: {
        title: 'Forgot password',
        summary: 'What to do.',
        sections: [
          {
            key: 'steps',
            heading: 'Steps',
            sentences: [sentence(said, spans.slice(0, 1)), sentence(written, spans.slice(1))],
          },
        ],
        method: 'extractive',
        language: 'en',
      },
      feedback: [],
      fingerprint: 'private',
      createdAt: 1,
      author: { kind: 'system', id: 'test' },
    },
  ]);
  await store.articles.insert([
    {
      id: articleId,
      version: 1,
      intentId: intents[0]?.id ?? ('' as never),
      status: 'in-review',
      title: 'Forgot password',
      revisionId: first,
      stale: false,
      createdAt: 1,
      updatedAt: 1,
    },
  ]);
});
afterAll(async () => {
  await loopback.close();
  await server.desk.close();
});

const quotesOf = async (client: Client) =>
  (await client.articles.get(articleId)).revisions
    .flatMap(({ content }) => content.sections.flatMap(({ sentences }) => sentences))
    .flatMap(({ evidence }) => evidence.map(({ quote }) => quote));

const gap = async () => (await ann.articles.gaps()).items.find(({ intent }) => intent.id === intentId);

describe('articles over HTTP', () => {
  it('come with the words their sentences stand on, save those that are for others', async () => {
    expect(await quotesOf(member)).toEqual([said, written]);
    expect(await quotesOf(ann)).toEqual([said, undefined]);
    const viewer = loopback.clientWith('token-of-vic');
    expect(await quotesOf(viewer)).toEqual([said, undefined]);
    expect(JSON.stringify(await viewer.articles.get(articleId))).not.toContain('"title":"Links"');
  });

  it('are gaps while nothing is published, and are asked for by intent', async () => {
    expect(await gap()).toMatchObject({ article: { id: articleId, status: 'in-review' } });
    expect((await ann.articles.list({ status: 'in-review' })).items).toHaveLength(1);
    await expect(ann.articles.draft('nothing')).rejects.toEqual(refusal(404));
  });

  it('are edited and approved in one step, and published', async () => {
    const edit = {
      title: 'Forgotten password',
      sections: [
        {
          key: 'steps' as const,
          sentences: [{ text: said }, { text: `${written} Then ask again.`, from: 2 }],
        },
      ],
    };
    const review = { revisionId: first, decision: 'approve' as const, edit };
    await expect(ann.articles.review(articleId, { ...review, decision: 'reject' })).rejects.toEqual(
      refusal(400),
    );
    const published = await ann.articles.review(articleId, review);
    expect(published).toMatchObject({
      title: 'Forgotten password',
      revisionId: expect.not.stringMatching(first),
    });
    await server.desk.settle();
    const { article, revisions, reviews } = await ann.articles.get(articleId);
    expect(article).toMatchObject({ status: 'published', publishedRevisionId: published.revisionId });
    expect(revisions.at(-1)).toMatchObject({ number: 2, author: { kind: 'person', id: 'ann' } });
    expect(reviews).toMatchObject([{ decision: 'approve', revisionId: published.revisionId }]);
    // It rests on a document for some groups: published as a person decided, and a gap still.
    expect(await gap()).toMatchObject({
      article: { stale: true, staleReason: expect.stringContaining('for some groups only') },
    });
  });

  it('tell a second reviewer what is current instead of what he has read', async () => {
    const { article } = await bob.articles.get(articleId);
    for (const late of [
      () => bob.articles.review(articleId, { revisionId: first, decision: 'approve' }),
      () => bob.articles.edit(articleId, { revisionId: first, title: 'Mine' }),
    ])
      await expect(late()).rejects.toMatchObject({
        status: 409,
        code: 'conflict',
        current: article.revisionId,
      });
  });

  it('tell what changed, and are exported as they were approved', async () => {
    const { from, to, parts } = await ann.articles.diff(articleId);
    expect([from, to]).toEqual([1, 2]);
    expect(parts).toContainEqual({ kind: 'removed', items: ['# Forgot password'] });
    expect(await ann.articles.diff(articleId, { from: 2, to: 1 })).toMatchObject({ from: 2, to: 1 });
    await expect(ann.articles.diff(articleId, { to: 1 })).rejects.toEqual(refusal(400));
    await expect(ann.articles.diff(articleId, { to: 9 })).rejects.toEqual(refusal(404));
    expect(await ann.articles.export(articleId)).toMatch(/^# Forgotten password\n/u);
    expect(await ann.articles.export(articleId, { revision: 1 })).toMatch(/^# Forgot password\n/u);
    const html = await ann.articles.export(articleId, { format: 'html' });
    expect(html).toContain('<h1>Forgotten password</h1>');
    const key = await server.keyFor('viewer');
    const reply = await server.ask('GET', `/api/articles/${articleId}/text?format=html`, { key });
    expect(reply.headers.get('content-disposition')).toContain('attachment');
  });

  it('are edited for review, sent back and withdrawn', async () => {
    const read = async () => (await ann.articles.get(articleId)).article;
    const published = (await read()).publishedRevisionId ?? '';
    const edited = await ann.articles.edit(articleId, { revisionId: published, summary: 'What helps.' });
    expect(edited).toMatchObject({ status: 'in-review', publishedRevisionId: published });
    expect(
      await bob.articles.review(articleId, { revisionId: edited.revisionId ?? '', decision: 'reject' }),
    ).toMatchObject({ status: 'published', revisionId: published });
    const withdrawn = await bob.articles.review(articleId, { revisionId: published, decision: 'withdraw' });
    expect(withdrawn.status).toBe('withdrawn');
    expect(withdrawn.publishedRevisionId).toBeUndefined();
    expect((await ann.articles.draft(intentId)).article?.id).toBe(articleId);
  });

  it('are for roles: to read for all, to write and decide for editors who are people', async () => {
    const { article } = await ann.articles.get(articleId);
    const change = { revisionId: article.revisionId ?? '', title: 'x' };
    const review = { revisionId: article.revisionId ?? '', decision: 'reject' as const };
    for (const low of [loopback.clientWith('token-of-vic'), loopback.clientWith('token-of-guy')]) {
      await expect(low.articles.draft(intentId)).rejects.toEqual(refusal(403));
      await expect(low.articles.edit(articleId, change)).rejects.toEqual(refusal(403));
      await expect(low.articles.review(articleId, review)).rejects.toEqual(refusal(403));
      expect((await low.articles.get(articleId)).article.id).toBe(articleId);
      expect(await low.articles.export(articleId)).toContain('#');
    }
    const key = await loopback.clientFor('admin');
    await expect(key.articles.edit(articleId, change)).rejects.toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    await expect(key.articles.review(articleId, review)).rejects.toEqual(refusal(403));
    expect((await key.articles.draft(intentId)).intentId).toBe(intentId);
  });
});
