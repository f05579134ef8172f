import type { Answer, Article, IntentView, TicketAI } from '@ticket-ai/core';
import type { ProgressLine } from '../output/progress.ts';
import type { SampleData } from './sample-data.ts';

/** How many articles the demo writes: of the intents with the most tickets. */
const articleCount = 8;

/** What the demo asks besides what its articles are about. */
const questions = {
  document: 'For how many years is the frame covered?',
  elsewhere: 'Which wine goes well with grilled fish?',
} as const;

/** Where the demo works. */
export interface DemoGround {
  readonly desk: TicketAI;
  readonly samples: SampleData;
  readonly progress: ProgressLine;
  readonly abortSignal: AbortSignal;
}

/** Imports the tickets. */
export async function importTickets({ desk, samples }: DemoGround) {
  const record = await desk.importFile({ bytes: samples.tickets, fileName: 'tickets.jsonl' });
  const messages = await (await desk.store()).messages.count();
  return { tickets: record.created, messages };
}

/** Adds all documents. */
export async function addDocuments({ desk, samples, progress, abortSignal }: DemoGround) {
  let pages = 0;
  const unreadable: string[] = [];
  for (const [done, { name, bytes }] of samples.documents.entries()) {
    abortSignal.throwIfAborted();
    progress.update({ stage: 'documents', step: name, done, total: samples.documents.length });
    const { version } = await desk.documents.add({ source: name, bytes });
    pages += version.pages.length;
    if (version.status !== 'ok') unreadable.push(`${name} (${version.status})`);
  }
  return { documents: samples.documents.length, pages, unreadable };
}

/** Writes articles for the largest intents. */
export async function draftArticles(
  { desk, progress, abortSignal }: DemoGround,
  intents: readonly IntentView[],
): Promise<readonly Article[]> {
  const articles: Article[] = [];
  const chosen = intents.slice(0, articleCount);
  for (const [done, intent] of chosen.entries()) {
    abortSignal.throwIfAborted();
    progress.update({ stage: 'articles', step: intent.name, done, total: chosen.length });
    const article = await desk.articles.draft(intent.id);
    if (article !== undefined) articles.push(article);
  }
  return articles;
}

/** What a review changed. */
export interface Revised {
  readonly title: string;
  readonly note: string;
  /** The steps before and after. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Plays the reviewer: sends the first article with several steps back, with a note about its last step. */
export async function requestChange(
  { desk }: DemoGround,
  articles: readonly Article[],
): Promise<Revised | undefined> {
  for (const { id, status } of articles) {
    const { article, revisions } = await desk.articles.get(id);
    const revision = revisions.at(-1);
    const before = stepsOf(revision);
    if (status !== 'in-review' || revision === undefined || before.length < 3) continue;
    const note = `Remove step ${before.length}, it is not needed here.`;
    await desk.articles.review(id, {
      revisionId: revision.id,
      decision: 'request-changes',
      feedback: [{ section: 'steps', note }],
    });
    const after = (await desk.articles.get(id)).revisions.at(-1);
    return { title: article.title, note, before, after: stepsOf(after) };
  }
  return undefined;
}

type MaybeRevision = Awaited<ReturnType<TicketAI['articles']['get']>>['revisions'][number] | undefined;

function stepsOf(revision: MaybeRevision): readonly string[] {
  return (
    revision?.content.sections.find(({ key }) => key === 'steps')?.sentences.map(({ text }) => text) ?? []
  );
}

/** Plays the reviewer: approves what is in review; approved articles are published. */
export async function publishArticles(
  { desk }: DemoGround,
  articles: readonly Article[],
): Promise<readonly Article[]> {
  const published: Article[] = [];
  for (const { id } of articles) {
    const { article } = await desk.articles.get(id);
    if (article.status !== 'in-review' || article.revisionId === undefined) continue;
    const reviewed = await desk.articles.review(id, { revisionId: article.revisionId, decision: 'approve' });
    if (reviewed.status === 'published') published.push(reviewed);
  }
  return published;
}

/** A question, what it is there to show, and what came of it. */
export interface Asked {
  readonly about: string;
  readonly answer: Answer;
}

/** Asks one question of each kind: what a document says, what a published article says, what nothing says. */
export async function askQuestions(
  { desk }: DemoGround,
  published: readonly Article[],
): Promise<readonly Asked[]> {
  const document = await desk.answer(questions.document);
  const article = await askArticles(desk, published);
  const elsewhere = await desk.answer(questions.elsewhere);
  return [
    { about: 'from a document', answer: document },
    ...(article === undefined ? [] : [{ about: 'from a published article', answer: article }]),
    { about: 'about something else', answer: elsewhere },
  ];
}

/**
 * The first article that answers a question about itself: about its intent, its title, else about one of its steps. Whether the answer comes from this very article is looked up in the citations; if none answers so, the last answer is shown as it is.
 */
async function askArticles(desk: TicketAI, published: readonly Article[]): Promise<Answer | undefined> {
  const candidates = await Promise.all(published.map((article) => questionsAbout(desk, article)));
  const rounds = Math.max(0, ...candidates.map(({ texts }) => texts.length));
  let last: Answer | undefined;
  for (let round = 0; round < rounds; round += 1) {
    for (const { source, texts } of candidates) {
      const text = texts[round];
      if (text === undefined) continue;
      last = await desk.answer(text, { filter: { collections: ['articles'] } });
      if (last.status === 'answered' && isAllFrom(last, source)) return last;
    }
  }
  return last;
}

/** What can be asked about an article, the most natural first. */
async function questionsAbout(desk: TicketAI, { id, title, intentId }: Article) {
  const { revisions } = await desk.articles.get(id);
  const { name } = await desk.intents.get(intentId);
  const steps = stepsOf(revisions.at(-1));
  return {
    source: `article:${id}`,
    texts: [`What do I do about “${name}”?`, title, ...steps.map((step) => `${name}: ${step}`)],
  };
}

function isAllFrom({ sentences }: Answer, source: string): boolean {
  return sentences.every(({ citations }) => citations.some((citation) => citation.source === source));
}
