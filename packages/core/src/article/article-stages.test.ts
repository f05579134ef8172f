import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { addDocument } from '../document/add-document.ts';
import { indexDocument } from '../document/index-document.ts';
import type { ArticleId, IntentId } from '../ids.ts';
import { mergeIntents } from '../intent/merge-intents.ts';
import { searchPassages } from '../search/search-passages.ts';
import { stageContext } from '../testing/stage-context.ts';
import type { Article } from './article.ts';
import type { ArticleGenerator } from './article-generator.ts';
import { intentId, replies, seed } from './articles.fixture.ts';
import { draftArticle } from './draft-article.ts';
import { publishArticle } from './publish-article.ts';
import { reviewArticle } from './review-article.ts';

const articleOf = async (context: Context) =>
  (await context.store.articles.find({ where: { intentId } })).items[0]!;
const contentOf = async (context: Context) =>
  (await context.store.revisions.get((await articleOf(context)).revisionId!))!.content;
const section = async (context: Context, key: string) =>
  (await contentOf(context)).sections.find((one) => one.key === key)?.sentences.map(({ text }) => text) ?? [];

describe('draftArticle', () => {
  let context: Context;
  beforeEach(async () => {
    context = await stageContext();
  });

  it('assembles what several agents wrote, in order, without names and promises', async () => {
    await seed(context, replies);
    expect(await draftArticle(context, { intentId })).toMatchObject({ status: 'drafted' });
    expect(await articleOf(context)).toMatchObject({
      status: 'in-review',
      title: 'How to cancel the Care plan',
    });
    const steps = await section(context, 'steps');
    expect(steps).toHaveLength(2);
    expect(steps[0]).toMatch(/open the app.*tap Care/iu);
    expect(steps[1]).toMatch(/tap Manage plan.*Cancel plan/iu);
    const all = JSON.stringify(await contentOf(context));
    expect(all).not.toMatch(/Gwen|Omar|Ines|Tobias|refunded|Unicorn/u);
    expect(await context.store.events.count({ type: 'article-drafted' })).toBe(1);
  });

  it('gives every sentence places where code finds it', async () => {
    await seed(context, replies);
    await draftArticle(context, { intentId });
    for (const { sentences } of (await contentOf(context)).sections) {
      for (const { text, evidence, support, verified } of sentences) {
        expect(verified).toBe(true);
        const spans = evidence.filter((span) => span.kind === 'reply');
        expect(support).toBe(new Set(spans.map(({ ticketId }) => ticketId)).size);
        const quotes = await Promise.all(
          spans.map(async (span) =>
            (await context.store.messages.get(span.messageId))!.text.slice(span.start, span.end),
          ),
        );
        expect(quotes.map((quote) => quote.toLowerCase())).toContain(text.toLowerCase());
      }
    }
  });

  it('follows a document that has the steps agents give', async () => {
    await seed(context, replies);
    const guide =
      '# Cancelling the Care plan\n\n1. Open the app and tap Care.\n2. Tap Manage plan.\n3. Tap Cancel plan and confirm with your PIN.\n\nMonthly plans end with the month.';
    const { version } = await addDocument(context, {
      bytes: new TextEncoder().encode(guide),
      source: 'care.md',
    });
    await indexDocument(context, { versionId: version.id });
    await draftArticle(context, { intentId });
    expect(await section(context, 'steps')).toEqual([
      'Open the app and tap Care.',
      'Tap Manage plan.',
      'Tap Cancel plan and confirm with your PIN.',
    ]);
    const spans = (await contentOf(context)).sections
      .flatMap(({ sentences }) => sentences.flatMap(({ evidence }) => evidence))
      .filter((span) => span.kind === 'passage');
    for (const span of spans) expect(version.text.slice(span.start, span.end).length).toBeGreaterThan(5);
  });

  it.each([
    ['nobody has solved a ticket', replies, { status: 'open' as const }],
    ['the tickets came back', replies, { reopenedAt: 1000 }],
    ['the replies instruct to nothing', ['Thank you for your patience!', 'I have sent it.'], {}],
    ['there is one instruction only', ['Hi, tap Cancel plan in the app.'], {}],
  ])('writes nothing when %s', async (_, texts, more) => {
    await seed(context, texts, more);
    expect((await draftArticle(context, { intentId })).status).toBe('postponed');
    const article = await articleOf(context);
    expect(article).toMatchObject({ status: 'needs-evidence' });
    expect(article.remark).toBeTruthy();
    expect(article.revisionId).toBeUndefined();
  });

  it('does not write the same draft twice', async () => {
    await seed(context, replies);
    await draftArticle(context, { intentId });
    expect((await draftArticle(context, { intentId })).status).toBe('unchanged');
    expect(await context.store.revisions.count()).toBe(1);
  });

  it('removes what a generator cannot prove', async () => {
    const lying: ArticleGenerator = {
      name: 'lying',
      async generate({ evidence }) {
        const reply = evidence.find((one) => one.kind === 'reply')!;
        if (reply.kind !== 'reply') throw new Error('no reply');
        const end = reply.text.indexOf('.', 12) + 1;
        const start = reply.text.toLowerCase().indexOf('open');
        const span = {
          kind: 'reply',
          ticketId: reply.ticketId,
          messageId: reply.messageId,
          start,
          end,
        } as const;
        const say = (text: string, evidence2: readonly (typeof span)[] = [span]) => ({
          text,
          evidence: evidence2,
          support: 99,
          verified: true,
        });
        const true1 = say(reply.text.slice(start, end));
        const sentences = [
          true1,
          say(true1.text),
          say('Pay 500 EUR first.'),
          say('Open the app.', []),
          say('Open the app.', [{ ...span, end: 99_999 }]),
          say(`Omar, ${true1.text}`),
        ];
        return {
          status: 'drafted',
          content: {
            title: 'T',
            summary: '',
            method: 'model',
            language: 'en',
            sections: [{ key: 'steps', heading: 'Steps', sentences }],
          },
        };
      },
    };
    const own = await stageContext({ articleGenerator: lying });
    await seed(own, [replies[0]!, replies[0]!, replies[0]!]);
    await draftArticle(own, { intentId });
    const { sections } = await contentOf(own);
    expect(sections[0]!.sentences).toHaveLength(2);
    expect(sections[0]!.sentences.map(({ support }) => support)).toEqual([1, 1]);
    expect((await articleOf(own)).remark).toContain('4 sentence(s) without proof');
  });
});

describe('review and publication', () => {
  let context: Context;
  let articleId: ArticleId;
  beforeEach(async () => {
    context = await stageContext();
    await seed(context, replies);
    await draftArticle(context, { intentId });
    articleId = (await articleOf(context)).id;
  });
  const review = async (
    decision: 'approve' | 'request-changes' | 'reject' | 'withdraw',
    feedback: Parameters<typeof reviewArticle>[1]['feedback'] = [],
  ) =>
    reviewArticle(context, {
      articleId,
      revisionId: (await articleOf(context)).revisionId!,
      decision,
      feedback,
    });
  const sources = async () =>
    (await searchPassages(context, { query: 'cancel the care plan' })).passages.map(
      ({ document }) => document.source,
    );

  it('is for people only', async () => {
    const { revisionId } = await articleOf(context);
    for (const kind of ['model', 'system', 'key'] as const) {
      const machine = { ...context, actor: { kind, id: 'x' } };
      await expect(
        reviewArticle(machine, { articleId, revisionId: revisionId!, decision: 'approve' }),
      ).rejects.toMatchObject({ code: 'unauthorized' });
    }
    expect((await articleOf(context)).status).toBe('in-review');
  });

  it('refuses a decision about a revision that is no longer current', async () => {
    await expect(
      reviewArticle(context, { articleId, revisionId: 'older' as never, decision: 'approve' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(review('request-changes', [{ note: ' ' }])).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('publishes an approved article as a document that search finds, and withdraws it at once', async () => {
    expect(await publishArticle(context, { articleId })).toEqual({ status: 'unchanged' });
    await review('approve');
    const published = await publishArticle(context, { articleId });
    await indexDocument(context, { versionId: published.versionId! });
    expect(await articleOf(context)).toMatchObject({ status: 'published' });
    expect(await context.store.documents.get(published.documentId!)).toMatchObject({
      source: `article:${articleId}`,
      collection: 'articles',
      articleId,
    });
    expect(await sources()).toContain(`article:${articleId}`);
    expect(await publishArticle(context, { articleId })).toEqual({ status: 'unchanged' });
    await review('withdraw');
    expect(await sources()).toEqual([]);
    expect((await articleOf(context)).publishedRevisionId).toBeUndefined();
  });

  it('rewrites only what the feedback names', async () => {
    const before = await contentOf(context);
    await review('request-changes', [
      { section: 'steps', note: 'swap 1 and 2' },
      { section: 'title', note: 'Rename it to "Ending a plan"' },
    ]);
    await draftArticle(context, { intentId });
    const after = await contentOf(context);
    const steps = (content: typeof before) =>
      content.sections.find(({ key }) => key === 'steps')!.sentences.map(({ text }) => text);
    expect(steps(after)).toEqual(steps(before).toReversed());
    expect(after.title).toBe('Ending a plan');
    const others = (content: typeof before) =>
      JSON.stringify(content.sections.filter(({ key }) => key !== 'steps'));
    expect(others(after)).toBe(others(before));
    const revisions = (await context.store.revisions.find({ orderBy: { field: 'number' } })).items;
    expect(revisions.map(({ number }) => number)).toEqual([1, 2]);
    expect(revisions[1]).toMatchObject({
      parentId: revisions[0]!.id,
      feedback: [{ section: 'steps' }, { section: 'title' }],
    });
    expect((await articleOf(context)).status).toBe('in-review');
  });

  it('keeps unnamed sections although a generator changes them', async () => {
    const before = await contentOf(context);
    await review('request-changes', [{ section: 'notes', note: 'anything' }]);
    const meddling: ArticleGenerator = {
      name: 'meddling',
      generate: async () => ({
        status: 'drafted',
        content: { ...before, title: 'Hacked', summary: 'Hacked', sections: [] },
      }),
    };
    await draftArticle({ ...context, articleGenerator: meddling }, { intentId });
    const after = await contentOf(context);
    expect(after.title).toBe(before.title);
    expect(JSON.stringify(after.sections.filter(({ key }) => key !== 'notes'))).toBe(
      JSON.stringify(before.sections.filter(({ key }) => key !== 'notes')),
    );
  });

  it('adds what the evidence says, and reports what it does not say', async () => {
    await review('request-changes', [
      { section: 'steps', note: 'add removing the key tag' },
      { section: 'steps', note: 'add the opening hours in Lisbon' },
    ]);
    await draftArticle(context, { intentId });
    expect(await section(context, 'steps')).toContain('Remove the key tag from the bike.');
    expect((await articleOf(context)).remark).toContain('opening hours in Lisbon');
  });
});

describe('merged intents', () => {
  const middleId = 'i2' as IntentId;
  const winnerId = 'i3' as IntentId;
  let context: Context;
  let loser: Article;
  beforeEach(async () => {
    context = await stageContext();
    await seed(context, replies);
    await draftArticle(context, { intentId });
    loser = await articleOf(context);
    const known = (await context.store.intents.get(intentId))!;
    await context.transaction((transaction) =>
      transaction.intents.insert([
        { ...known, id: middleId, name: 'End the plan', nameKey: 'end the plan' },
        { ...known, id: winnerId, name: 'Stop the plan', nameKey: 'stop the plan' },
      ]),
    );
    await mergeIntents(context, { winner: middleId, losers: [intentId] });
    await mergeIntents(context, { winner: winnerId, losers: [middleId] });
  });
  const decide = (decision: Parameters<typeof reviewArticle>[1]['decision']) =>
    reviewArticle(context, {
      articleId: loser.id,
      revisionId: loser.revisionId!,
      decision,
      feedback: [{ note: 'shorter' }],
    });

  it('draft the article of the last winner, from the tickets of all', async () => {
    const drafted = await draftArticle(context, { intentId });
    expect(drafted.status).toBe('drafted');
    expect(await context.store.articles.get(drafted.articleId!)).toMatchObject({ intentId: winnerId });
    expect(await articleOf(context)).toEqual(loser);
  });

  it.each(['approve', 'request-changes', 'reject'] as const)(
    'leave nothing to %s in the article of a loser',
    async (decision) => {
      await expect(decide(decision)).rejects.toMatchObject({
        code: 'invalid-transition',
        message: expect.stringContaining('"Stop the plan" (i3)'),
        context: { winner: winnerId },
      });
      expect(await articleOf(context)).toEqual(loser);
      expect(await context.store.reviews.count()).toBe(0);
    },
  );

  it('let the article of a loser be withdrawn', async () => {
    expect(await decide('withdraw')).toMatchObject({ status: 'withdrawn' });
  });
});
