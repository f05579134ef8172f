import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { indexDocument } from '../document/index-document.ts';
import type { AnswerId, DocumentVersionId, TicketId } from '../ids.ts';
import { stageContext } from '../testing/stage-context.ts';
import { intentId, replies, seed } from './articles.fixture.ts';
import { draftArticle } from './draft-article.ts';
import { editArticle } from './edit-article.ts';
import { listGaps } from './list-gaps.ts';
import { markStaleArticles } from './mark-stale-articles.ts';
import { publishArticle } from './publish-article.ts';
import { reviewArticle } from './review-article.ts';

type Verdict = 'sent' | 'edited' | 'rejected' | 'reopened';

let context: Context;
const articleOf = async () => (await context.store.articles.find({ where: { intentId } })).items[0]!;
const look = () => markStaleArticles(context, { replies: true });

async function publish(): Promise<DocumentVersionId> {
  const { id, revisionId } = await articleOf();
  await reviewArticle(context, { articleId: id, revisionId: revisionId!, decision: 'approve' });
  const { versionId } = await publishArticle(context, { articleId: id });
  await indexDocument(context, { versionId: versionId! });
  return versionId!;
}

/** Replies to tickets of their own that cite a version of the article. */
async function settle(versionId: DocumentVersionId, ...verdicts: readonly Verdict[]): Promise<void> {
  const source = `article:${(await articleOf()).id}`;
  const [document] = (await context.store.documents.find({ where: { source } })).items;
  for (const verdict of verdicts) {
    const id = context.generateId();
    const citation = {
      chunkId: 'c' as never,
      documentId: document!.id,
      versionId,
      source,
      title: '',
      page: 1,
      start: 0,
      end: 1,
      quote: 'x',
    };
    await context.store.answers.insert([
      {
        id: id as AnswerId,
        version: 1,
        ticketId: `ticket-${id}` as TicketId,
        question: '',
        status: 'answered',
        sentences: [{ text: 'x', citations: [citation] }],
        confidence: 1,
        missing: [],
        channels: {},
        generator: 'test',
        createdAt: context.now(),
        createdBy: context.actor,
      },
    ]);
    await context.store.feedback.insert([
      { id: `f-${id}`, answerId: id as AnswerId, verdict, at: context.now(), actor: context.actor },
    ]);
  }
}

let versionId: DocumentVersionId;
beforeEach(async () => {
  context = await stageContext();
  await seed(context, replies);
  await draftArticle(context, { intentId });
  versionId = await publish();
});

test('an article is out of date when replies that cite it are refused often, with the numbers, and is a gap then', async () => {
  await settle(versionId, 'rejected', 'rejected', 'sent', 'sent', 'edited');
  expect(await look()).toEqual([]);
  expect(await listGaps(context)).toEqual([]);
  await settle(versionId, 'reopened');
  const { id } = await articleOf();
  expect(await look()).toEqual([id]);
  expect(await articleOf()).toMatchObject({
    stale: true,
    staleReason: 'Of 6 tickets that were answered with it, 3 came back or their agent rejected the reply.',
  });
  expect((await listGaps(context)).map(({ intent }) => intent.id)).toEqual([intentId]);
  expect((await context.store.events.find({ where: { type: 'article-stale' } })).items).toMatchObject([
    { event: { articleId: id, reason: expect.stringContaining('3 came back') } },
  ]);
});

test('few refusals among many replies say nothing, however many', async () => {
  await settle(versionId, ...Array<Verdict>(7).fill('sent'), 'rejected', 'rejected', 'rejected');
  expect(await look()).toEqual([]);
});

test('it is marked once: more refusals do not tell it again', async () => {
  await settle(versionId, 'rejected', 'rejected', 'rejected');
  await look();
  await settle(versionId, 'rejected');
  expect(await look()).toEqual([]);
  expect(await context.store.events.count({ type: 'article-stale' })).toBe(1);
});

test('writing it again from the same evidence does not take the mark off; a new revision does, and begins anew', async () => {
  await settle(versionId, 'rejected', 'rejected', 'rejected');
  await look();
  expect(await draftArticle(context, { intentId })).toMatchObject({ status: 'unchanged' });
  expect((await articleOf()).stale).toBe(true);
  const { id, revisionId } = await articleOf();
  await editArticle(context, {
    articleId: id,
    revisionId: revisionId!,
    edit: { title: 'End the Care plan' },
  });
  const renewed = await publish();
  expect(renewed).not.toBe(versionId);
  expect(await articleOf()).toMatchObject({ status: 'published', stale: false });
  expect(await look()).toEqual([]);
  await settle(renewed, 'rejected', 'rejected', 'rejected');
  expect(await look()).toEqual([id]);
});

test('what is not published is not judged', async () => {
  await settle(versionId, 'rejected', 'rejected', 'rejected');
  const { id, publishedRevisionId } = await articleOf();
  await reviewArticle(context, { articleId: id, revisionId: publishedRevisionId!, decision: 'withdraw' });
  expect(await look()).toEqual([]);
});
