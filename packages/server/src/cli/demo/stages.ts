import type { Answer, Article, IntentView, TicketAI } from '@ticket-ai/core';
import type { ProgressLine } from '../output/progress.ts';
import type { SampleData } from './sample-data.ts';

/** How many articles the demo writes: of the intents with the most tickets. */
const articleCount = 8;

/** What the demo asks, and where it may look. */
export const questions = [
  { about: 'from a document', text: 'For how many years is the frame covered?', filter: {} },
  {
    about: 'from a published article',
    text: 'How do I choose a new password?',
    filter: { collections: ['articles'] },
  },
  { about: 'about something else', text: 'Which wine goes well with grilled fish?', filter: {} },
] as const;

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
    articles.push(await desk.articles.draft(intent.id));
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
): Promise<readonly string[]> {
  const published: string[] = [];
  for (const { id } of articles) {
    const { article } = await desk.articles.get(id);
    if (article.status !== 'in-review' || article.revisionId === undefined) continue;
    const reviewed = await desk.articles.review(id, { revisionId: article.revisionId, decision: 'approve' });
    if (reviewed.status === 'published') published.push(reviewed.title);
  }
  return published;
}

/** Asks the demo's questions. */
export async function askQuestions({
  desk,
}: DemoGround): Promise<readonly { readonly about: string; readonly answer: Answer }[]> {
  const answers = [];
  for (const { about, text, filter } of questions)
    answers.push({ about, answer: await desk.answer(text, { filter }) });
  return answers;
}
