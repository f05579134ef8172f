import type { ArticleId, Revision, RevisionId } from '@ticket-ai/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, codeOf, type TestServer, testServer } from '../testing.ts';

const script = '<script>alert(1)</script>';
const articleId = '01ARTICLE' as ArticleId;
const revisionId = '01REVISION' as RevisionId;
const own = { 'sec-fetch-site': 'same-origin' };
let server: TestServer;

beforeEach(async () => {
  server = await testServer({ work: 'inline' });
  await server.desk.ingest(
    Array.from({ length: 10 }, (_, index) => ({
      externalId: `t-${index}`,
      subject: `Where is my parcel ${'abcdefghij'[index]}`,
    })),
  );
  const { intents } = await server.desk.discover();
  const store = await server.desk.store();
  const intentId = intents[0]?.id;
  if (intentId === undefined) throw new Error('no intent');
  const revision: Revision = {
    id: revisionId,
    articleId,
    number: 1,
    content: {
      title: script,
      summary: script,
      sections: [
        {
          key: 'steps',
          heading: 'Steps',
          sentences: [{ text: script, evidence: [], support: 1, verified: true }],
        },
      ],
      method: 'person',
      language: 'en',
    },
    feedback: [],
    fingerprint: 'private',
    createdAt: 1,
    author: { kind: 'system', id: 'test' },
  };
  await store.revisions.insert([revision]);
  await store.articles.insert([
    {
      id: articleId,
      version: 1,
      intentId,
      status: 'in-review',
      title: script,
      revisionId,
      stale: true,
      staleReason: 'A source was replaced.',
      createdAt: 1,
      updatedAt: 1,
    },
  ]);
});

const review = (decision: string, more: object = {}) => ({ revisionId, decision, ...more });

describe('articles', () => {
  it('are listed with what a reviewer must know, and by status', async () => {
    const key = await server.keyFor('viewer');
    expect(await bodyOf(await server.ask('GET', '/api/articles?status=in-review', { key }))).toMatchObject({
      items: [{ article: { id: articleId, stale: true, staleReason: 'A source was replaced.' } }],
    });
    expect(await bodyOf(await server.ask('GET', '/api/articles?status=published', { key }))).toEqual({
      items: [],
    });
  });

  it('are read whole, as data that no browser takes for a page, and without what is ours alone', async () => {
    const key = await server.keyFor('viewer');
    const reply = await server.ask('GET', `/api/articles/${articleId}`, { key });
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    const body = await bodyOf(reply);
    expect(body).toMatchObject({ revisions: [{ content: { title: script } }], reviews: [] });
    expect(JSON.stringify(body)).not.toContain('private');
    expect((await server.ask('GET', '/api/articles/unknown', { key })).status).toBe(404);
  });

  it('are reviewed by a person, once, and never by a key', async () => {
    const path = `/api/articles/${articleId}/reviews`;
    const key = await server.keyFor('admin');
    const byKey = await server.ask('POST', path, { key, json: review('approve') });
    expect([byKey.status, await codeOf(byKey)]).toEqual([403, 'forbidden']);
    const cookie = await server.signIn();
    const ask = (json: unknown, headers: object = {}) =>
      server.ask('POST', path, { cookie, json, headers: { ...own, ...headers } });
    expect((await ask(review('approve', { revisionId: 'another' }))).status).toBe(409);
    expect((await ask(review('request-changes'))).status).toBe(400);
    const once = { 'idempotency-key': 'click' };
    const rejected = await ask(review('reject'), once);
    expect([rejected.status, await bodyOf(rejected)]).toMatchObject([200, { status: 'rejected' }]);
    expect((await ask(review('reject'), once)).headers.get('idempotent-replayed')).toBe('true');
    expect((await ask(review('reject'))).status).toBe(409);
    const detail = await bodyOf(await server.ask('GET', `/api/articles/${articleId}`, { cookie }));
    expect(detail.reviews).toMatchObject([{ decision: 'reject', actor: { kind: 'person' } }]);
  });

  it('of another workspace are not there', async () => {
    const other = await testServer({ store: server.store, workspace: { id: 'other' } });
    const cookie = await other.signIn();
    expect((await other.ask('GET', `/api/articles/${articleId}`, { cookie })).status).toBe(404);
    expect(
      (
        await other.ask('POST', `/api/articles/${articleId}/reviews`, {
          cookie,
          headers: own,
          json: review('approve'),
        })
      ).status,
    ).toBe(404);
  });
});
