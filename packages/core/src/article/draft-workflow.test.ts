import { describe, expect, it } from 'vitest';
import { TicketAIError } from '../errors.ts';
import type { IntentId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import { stageContext } from '../testing/stage-context.ts';
import { eraseTickets } from '../ticket/erase-tickets.ts';
import { intentId, replies, seed } from './articles.fixture.ts';
import { draftArticle } from './draft-article.ts';
import { extractiveArticleGenerator } from './extractive-article-generator.ts';
import { readQuote } from './read-quote.ts';
import { nextStatus } from './workflow.ts';

const eight = [...replies, ...replies];

describe('the gate', () => {
  it.each([
    ['fewer than three tickets', replies.slice(0, 2), 'at least 3'],
    [
      'answers that concern one case only',
      ['I have refunded you.', 'I sent it.', 'We checked it.'],
      'No reply says',
    ],
  ])('refuses %s before anything is generated', async (_, texts, reason) => {
    let generated = 0;
    const inner = extractiveArticleGenerator();
    const context = await stageContext({
      articleGenerator: {
        name: 'counting@1',
        generate: (options) => {
          generated += 1;
          return inner.generate(options);
        },
      },
    });
    await seed(context, texts);
    await draftArticle(context, { intentId });
    const article = (await context.store.articles.find()).items[0];
    expect(article).toMatchObject({ status: 'needs-evidence', remark: expect.stringContaining(reason) });
    expect(generated).toBe(0);
  });

  it('refuses tickets that have no topic in common', async () => {
    const context = await stageContext();
    await seed(context, Array(10).fill('Oil the chain. Then rinse it with water.'), { name: 'Xylophone' });
    await context.store.intents.update(intentId, 1, { terms: ['xylophone'] });
    await draftArticle(context, { intentId });
    const article = (await context.store.articles.find()).items[0];
    expect(article?.remark).toContain("0 % of its solved tickets use any of the intent's words");
  });
});

describe('a journal', () => {
  const killed = async () => {
    const context = await stageContext();
    await seed(context, eight);
    const onProgress = ({ step }: { step?: string }) => {
      if (step === 'duplicates') throw new Error('killed');
    };
    await expect(draftArticle({ ...context, onProgress }, { intentId })).rejects.toThrow('killed');
    return context;
  };
  const ticketIds = eight.map((_, at) => `t${at}` as TicketId);
  const journal = async ({ store }: Awaited<ReturnType<typeof killed>>) =>
    JSON.stringify(await collectAll(store.workflowSteps));

  it('outlives no text of an erased ticket, and brings none back', async () => {
    const context = await killed();
    expect(await journal(context)).toContain('Cancel plan');
    await eraseTickets(context, { ticketIds });
    expect(await journal(context)).not.toMatch(/cancel plan|confirmation/iu);
    await draftArticle(context, { intentId });
    expect(await context.store.revisions.count({})).toBe(0);
    expect(await journal(context)).not.toMatch(/cancel plan|confirmation/iu);
  });

  it('of a finished draft outlives none either', async () => {
    const context = await killed();
    await draftArticle(context, { intentId });
    await eraseTickets(context, { ticketIds: ticketIds.slice(0, 1) });
    expect(await journal(context)).not.toMatch(/cancel plan|confirmation/iu);
    expect(await draftArticle(context, { intentId })).toMatchObject({ status: 'drafted' });
  });
});

describe('what is erased while a draft is written', () => {
  it('is not in the draft, which is written anew', async () => {
    const inner = extractiveArticleGenerator();
    let meanwhile = async () => {};
    const context = await stageContext({
      articleGenerator: {
        name: 'slow@1',
        async generate(options) {
          const draft = await inner.generate(options);
          await meanwhile();
          return draft;
        },
      },
    });
    await seed(context, eight);
    const ticketIds = ['t0', 't1', 't2'] as TicketId[];
    meanwhile = () => eraseTickets(context, { ticketIds });
    await expect(draftArticle(context, { intentId })).rejects.toMatchObject({
      code: 'conflict',
      retryable: true,
    });
    meanwhile = async () => {};
    expect(await draftArticle(context, { intentId })).toMatchObject({ status: 'drafted' });
    expect(JSON.stringify(await collectAll(context.store.revisions))).not.toMatch(/"t[012]"/u);
  });
});

describe('an exhausted budget', () => {
  it('pauses the draft, which goes on where it stopped', async () => {
    let broke = true;
    let searches = 0;
    const inner = extractiveArticleGenerator();
    const base = await stageContext({
      articleGenerator: {
        name: 'paid@1',
        async generate(options) {
          if (broke) throw new TicketAIError('budget-exhausted', { message: 'The budget is used up.' });
          return inner.generate(options);
        },
      },
    });
    const context = {
      ...base,
      search: (options: Parameters<typeof base.search>[0]) => {
        searches += 1;
        return base.search(options);
      },
    };
    await seed(context, replies);
    expect((await draftArticle(context, { intentId })).status).toBe('paused');
    const runs = async () => (await context.store.workflowRuns.find()).items;
    expect(await runs()).toMatchObject([{ status: 'waiting', waitingFor: 'budget' }]);
    expect((await context.store.articles.find()).items).toMatchObject([{ status: 'paused' }]);
    broke = false;
    expect((await draftArticle(context, { intentId })).status).toBe('drafted');
    expect(await runs()).toMatchObject([{ status: 'done' }]);
    expect(searches).toBe(1);
  });

  it('leaves what readers see as it is', () => {
    const published = {
      id: 'a' as never,
      status: 'changes-requested',
      publishedRevisionId: 'r' as never,
    } as const;
    expect(nextStatus(published, 'pause')).toBe('changes-requested');
    expect(nextStatus({ ...published, status: 'published' }, 'pause')).toBe('published');
  });
});

describe('a run that rests on what no longer holds', () => {
  it('is given up, and drafting begins anew', async () => {
    const context = await stageContext();
    await seed(context, replies);
    const failing = (name: string) => ({
      ...context,
      articleGenerator: { name, generate: () => Promise.reject(new Error('killed')) },
    });
    await expect(draftArticle(failing('old@1'), { intentId })).rejects.toThrow('killed');
    await expect(draftArticle(failing('old@1'), { intentId })).rejects.toThrow('killed');
    expect(await context.store.workflowRuns.count()).toBe(1);
    expect((await draftArticle(context, { intentId })).status).toBe('drafted');
    const runs = (await context.store.workflowRuns.find()).items;
    expect(runs.map(({ status }) => status)).toEqual(['failed', 'done']);
  });
});

describe('a second article on the same matter', () => {
  it('is suggested as an addition to the first', async () => {
    const context = await stageContext();
    await seed(context, replies);
    const first = await draftArticle(context, { intentId });
    const second = 'i9' as IntentId;
    await seed(context, replies, { id: second, name: 'End my membership' });
    const drafted = await draftArticle(context, { intentId: second });
    const article = await context.store.articles.get(drafted.articleId!);
    expect(article).toMatchObject({ status: 'merge-suggested' });
    const revision = await context.store.revisions.get(drafted.revisionId!);
    expect(revision?.checks?.overlap).toMatchObject({ articleId: first.articleId, share: 1 });
  });

  it('is not suggested when the steps differ', async () => {
    const context = await stageContext();
    await seed(context, replies);
    await draftArticle(context, { intentId });
    const other = 'i9' as IntentId;
    const clean = 'Clean the rotor with isopropyl alcohol. Replace the brake pads when they are worn.';
    await seed(context, [clean, clean, clean], { id: other, name: 'Stop brake noise' });
    await context.store.intents.update(other, 1, { terms: ['rotor'] });
    const drafted = await draftArticle(context, { intentId: other });
    expect((await context.store.articles.get(drafted.articleId!))?.status).toBe('in-review');
  });
});

describe('the back-test', () => {
  it('tries the article on solved tickets that its author did not see, and lists those it does not answer', async () => {
    const context = await stageContext();
    await seed(context, eight);
    const { revisionId } = await draftArticle(context, { intentId });
    const revision = await context.store.revisions.get(revisionId!);
    expect(revision?.checks?.backTest).toMatchObject({ tested: 1, answered: 1, failed: [] });
    const used = JSON.stringify(revision?.content);
    const heldOut = (await context.store.workflowSteps.find()).items.find(({ step }) => step === 'evidence');
    for (const ticketId of JSON.parse(heldOut!.output).heldOut) expect(used).not.toContain(`"${ticketId}"`);
  });

  it('fails tickets whose agents said something else', async () => {
    const { backTest } = await import('./back-test.ts');
    const thread = (text: string) => ({
      ticket: { id: 'x', language: 'en' } as never,
      messages: [{ id: 'm', ticketId: 'x', position: 0, role: 'agent', text }] as never,
    });
    const sentence = {
      text: 'Tap Manage plan and choose Cancel plan.',
      evidence: [],
      support: 1,
      verified: true,
    };
    const content = {
      title: 'T',
      summary: '',
      method: 'extractive',
      language: 'en',
      sections: [{ key: 'steps', heading: 'Steps', sentences: [sentence] }],
    } as const;
    const result = backTest(content, [
      thread('Please tap Manage plan, then choose Cancel plan.'),
      thread('Please write to the store that sold you the plan.'),
      thread('Thank you!'),
    ]);
    expect(result).toMatchObject({ tested: 2, answered: 1, failed: [{ missing: [{ kind: 'reply' }] }] });
  });
});

it('a reviewer is shown where replies give another value, as a place in the source', async () => {
  const context = await stageContext();
  const disagreeing = replies.map((text, index) =>
    index === 3 ? text.replace('within one hour', 'within 24 hours') : text.replace('one hour', '2 hours'),
  );
  await seed(context, [...disagreeing, ...disagreeing]);
  await draftArticle(context, { intentId });
  const [article] = (await context.store.articles.find({ where: { intentId } })).items;
  const revision = await context.store.revisions.get(article!.revisionId!);
  const [conflict] = revision!.checks!.conflicts!;
  expect(conflict).toMatchObject({ section: 'notes', about: 'number' });
  expect(article!.remark).toMatch(/\d+ place\(s\) in the sources say otherwise\./);
  expect(article!.remark).not.toContain('hours');
  const said = [conflict!.sentence, await readQuote(context.store, conflict!.source)].join(' ');
  expect(said).toMatch(/2 hours.*24 hours|24 hours.*2 hours/);
  await context.store.erase({ ticketIds: [(conflict!.source as { ticketId: TicketId }).ticketId] });
  expect(await readQuote(context.store, conflict!.source)).toBeUndefined();
});
