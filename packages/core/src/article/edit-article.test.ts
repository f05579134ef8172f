import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { stageContext } from '../testing/stage-context.ts';
import type { Article, ArticleContent } from './article.ts';
import { intentId, replies, seed } from './articles.fixture.ts';
import { draftArticle } from './draft-article.ts';
import { type ArticleEdit, editArticle } from './edit-article.ts';
import { renderArticle } from './render-article.ts';
import { reviewArticle } from './review-article.ts';

let context: Context;
let person: Context;
let article: Article;
let before: ArticleContent;

const contentOf = async ({ revisionId }: Article) => (await context.store.revisions.get(revisionId!))!;
const stepsOf = ({ sections }: ArticleContent) => sections.find(({ key }) => key === 'steps')!.sentences;
const edit = async (wanted: ArticleEdit, by = person) =>
  editArticle(by, { articleId: article.id, revisionId: article.revisionId!, edit: wanted });

beforeEach(async () => {
  context = await stageContext();
  person = { ...context, actor: { kind: 'person', id: 'ann' } };
  await seed(context, replies);
  await draftArticle(context, { intentId });
  article = (await context.store.articles.find({ where: { intentId } })).items[0]!;
  before = (await contentOf(article)).content;
});

describe('editArticle', () => {
  it('checks what a person changed against the evidence it keeps, and keeps the rest byte for byte', async () => {
    const [first, second] = stepsOf(before);
    const edited = await edit({
      title: 'End the  Care plan',
      sections: [
        {
          key: 'steps',
          sentences: [
            { text: second!.text },
            { text: 'Open the app, then tap Care.', from: 1 },
            { text: 'Open the app, then tap Care 42 times.', from: 1 },
            { text: 'Bring cake.' },
          ],
        },
      ],
    });
    const revision = await contentOf(edited);
    expect(edited).toMatchObject({ status: 'in-review', title: 'End the Care plan' });
    expect(revision).toMatchObject({
      number: 2,
      parentId: article.revisionId,
      author: { kind: 'person', id: 'ann' },
      content: { method: 'person' },
      checks: { unsupported: 2 },
    });
    const steps = stepsOf(revision.content);
    expect(steps[0]).toEqual(second);
    expect(steps.slice(1)).toMatchObject([
      { verified: true, evidence: first!.evidence, support: first!.support },
      { verified: false, evidence: first!.evidence },
      { verified: false, evidence: [], support: 0 },
    ]);
    const others = ({ sections }: ArticleContent) => sections.filter(({ key }) => key !== 'steps');
    expect(others(revision.content)).toEqual(others(before));
    expect(renderArticle(revision.content)).toContain('Bring cake. *(not verified)*');
  });

  it('is refused to machines, for a revision that is not current any more, and where nothing may be drafted', async () => {
    const key: Context = { ...context, actor: { kind: 'key', id: 'k' } };
    await expect(edit({ title: 'x' }, key)).rejects.toMatchObject({ code: 'unauthorized' });
    const { revisionId: current } = await edit({ title: 'First' });
    await expect(edit({ title: 'Second' })).rejects.toMatchObject({ code: 'conflict', context: { current } });
    await reviewArticle(person, { articleId: article.id, revisionId: current!, decision: 'approve' });
    article = (await context.store.articles.get(article.id))!;
    await expect(edit({ title: 'Third' })).rejects.toMatchObject({ code: 'invalid-transition' });
  });

  it('writes nothing when nothing changes, and refuses what it cannot place', async () => {
    expect((await edit({ title: before.title })).revisionId).toBe(article.revisionId);
    await expect(edit({ title: ' ' })).rejects.toMatchObject({ code: 'invalid-input' });
    const steps = (text: string, from: number) =>
      edit({ sections: [{ key: 'steps', sentences: [{ text, from }] }] });
    await expect(steps('Tap.', 9)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('stays when the article is written anew', async () => {
    await edit({ title: 'How to end the Care plan' });
    await seed(context, ['Hi Ann,\n\nOpen the app and tap Care. Then choose Cancel plan.'], {
      id: 'i2' as never,
    });
    await context.store.assignmentHeads.update('r:i2-t0:primary', 1, { intentId });
    expect(await draftArticle(context, { intentId })).toMatchObject({ status: 'drafted' });
    const { content } = await contentOf((await context.store.articles.get(article.id))!);
    expect(content).toMatchObject({ title: 'How to end the Care plan', method: 'person' });
  });
});
