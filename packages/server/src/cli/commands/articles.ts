import {
  type Article,
  type ArticleView,
  articleStatuses,
  pickRevision,
  type Revision,
  readQuote,
  renderArticle,
  sourceTitles,
  type TicketAI,
  TicketAIError,
} from '@ticket-ai/core';
import { type CommandGroup, dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { shortIds } from '../find-one.ts';
import { findArticle, findIntent } from '../find-records.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { renderDiff } from '../output/diff.ts';
import { formatCount, formatDate } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { harmless, oneLine } from '../output/width.ts';
import { readInteger, usageError } from '../usage-error.ts';
import { gaps } from './article-gaps.ts';
import { exportArticles } from './export-articles.ts';
import { publish, review } from './review-articles.ts';

const articleArgument = {
  type: 'positional',
  required: true,
  description: 'Title, id, or name or id of its intent',
} as const;

const list = defineCommand({
  summary: 'List articles, most tickets first',
  args: {
    status: {
      type: 'enum',
      options: [...articleStatuses],
      description: 'Only articles in this state',
    },
    ...jsonArgs,
    ...dataArgs,
  },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const found = (await desk.articles.list()).filter(
        ({ article }) => args.status === undefined || article.status === args.status,
      );
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, articles: found }));
      if (found.length === 0)
        return terminal.note(
          'There are no such articles. `ticket-ai articles draft --top 5` writes the first ones.',
        );
      const short = shortIds(found.map(({ article }) => article.id));
      const rows = found.map(({ article, intentName, ticketCount }) => [
        short(article.id),
        oneLine(article.title),
        oneLine(intentName),
        formatCount(ticketCount),
        `${article.status}${article.stale ? ', out of date' : ''}`,
        formatDate(article.updatedAt),
      ]);
      const columns = [
        { title: 'Id' },
        { title: 'Article', shrinkTo: 16 },
        { title: 'Intent', shrinkTo: 12 },
        { title: 'Tickets', align: 'right' as const },
        { title: 'State', paint: (text: string) => terminal.paint('cyan', text) },
        { title: 'Changed' },
      ];
      terminal.out(
        renderTable(columns, rows, {
          width: terminal.width,
          paintTitle: (text) => terminal.paint('dim', text),
        }),
      );
    }),
});

const show = defineCommand({
  summary: 'Print an article as Markdown, or what a revision changed',
  args: {
    article: articleArgument,
    revision: { type: 'string', valueHint: 'number', description: 'Which revision (default: the newest)' },
    diff: { type: 'boolean', description: 'Show what this revision changed' },
    against: {
      type: 'string',
      valueHint: 'number',
      description: 'With --diff: compare with this revision (default: the one before)',
    },
    ...jsonArgs,
    ...dataArgs,
  },
  async run({ terminal, ...session }, args) {
    const number = readInteger(args.revision, '--revision', 1);
    const against = readInteger(args.against, '--against', 1);
    if (against !== undefined && args.diff !== true) throw usageError('--against goes with --diff.');
    await withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const view = await findArticle(desk, args.article);
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, ...view }));
      const revision = pickRevision(view, number);
      terminal.note(terminal.paintNote('dim', describeState(view, revision)));
      for (const line of await describeConflicts(desk, revision))
        terminal.note(terminal.paintNote('dim', line));
      const markdown = await markdownWriter(desk, view);
      if (args.diff !== true) return terminal.out(harmless(markdown(revision)).trimEnd());
      if (revision.number === 1 && against === undefined)
        throw new TicketAIError('invalid-input', {
          message: 'This is the first revision; there is nothing to compare it with.',
        });
      terminal.out(
        compare(terminal, markdown(pickRevision(view, against ?? revision.number - 1)), markdown(revision)),
      );
    });
  },
});

function compare({ paint }: Terminal, before: string, after: string): string {
  return renderDiff(harmless(before), harmless(after), {
    removed: (text) => paint('red', text),
    added: (text) => paint('green', text),
    word: (text) => paint('underline', text),
  });
}

function describeState(
  { article, ticketCount, revisions, reviews }: ArticleView,
  revision: Revision,
): string {
  const last = reviews.at(-1);
  const parts = [
    article.status,
    `revision ${revision.number} of ${revisions.length}`,
    `${formatCount(ticketCount)} tickets`,
    ...(last === undefined ? [] : [`last review: ${last.decision}`]),
    ...(article.stale ? [`out of date: ${oneLine(article.staleReason ?? '')}`] : []),
  ];
  return parts.join(' · ');
}

/** Both sides of what the sources do not agree on. */
async function describeConflicts(desk: TicketAI, { checks }: Revision): Promise<string[]> {
  const store = await desk.store();
  const lines = [];
  for (const { sentence, about, source } of checks?.conflicts ?? []) {
    const other = await readQuote(store, source);
    if (other === undefined) continue;
    const where = source.kind === 'reply' ? 'a reply' : 'a document';
    lines.push(`sources disagree (${about}): "${oneLine(sentence)}", but ${where} says "${oneLine(other)}"`);
  }
  return lines;
}

/** Names the documents that a revision cites. */
async function markdownWriter(
  desk: TicketAI,
  { revisions }: ArticleView,
): Promise<(revision: Revision) => string> {
  const titleOf = await sourceTitles(
    await desk.store(),
    revisions.map(({ content }) => content),
  );
  return ({ content }) => renderArticle(content, { titleOf, markRare: true });
}

const draft = defineCommand({
  summary: 'Write (or write again) the articles of intents',
  details:
    "Every sentence comes from agents' replies or documents. Where too little is known the article waits for evidence.",
  args: {
    intents: { type: 'positional', required: false, description: 'Names or ids of intents' },
    top: { type: 'string', valueHint: 'number', description: 'The intents with the most tickets' },
    ...jsonArgs,
    ...dataArgs,
  },
  variadic: true,
  examples: ['ticket-ai articles draft "cancel order"', 'ticket-ai articles draft --top 5'],
  async run(session, args) {
    const top = readInteger(args.top, '--top', 1, 10_000);
    if ((top === undefined) === (args._.length === 0))
      throw usageError('Name intents, or say --top 5 for the largest ones.');
    const { terminal, abortSignal } = session;
    session.sayOnStop('Articles that were written stay. Run the same command again for the rest.');
    await withDataFolder(session, args, async ({ desk, progress }) => {
      const chosen =
        top === undefined
          ? await Promise.all(args._.map((word) => findIntent(desk, word)))
          : (await desk.intents.list()).slice(0, top);
      if (chosen.length === 0)
        throw new TicketAIError('invalid-transition', {
          message: 'There are no intents yet. `ticket-ai cluster` finds them.',
        });
      const written = [];
      for (const [index, intent] of chosen.entries()) {
        abortSignal.throwIfAborted();
        progress.update({ stage: 'articles', step: intent.name, done: index, total: chosen.length });
        const article = await desk.articles.draft(intent.id);
        if (article !== undefined) written.push(article);
      }
      progress.end();
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, articles: written }));
      for (const { title, status, remark } of written)
        terminal.out(
          `${terminal.paint('cyan', status.padEnd(14))} ${oneLine(title)}${status === 'needs-evidence' ? terminal.paint('dim', `  ${oneLine(remark ?? '')}`) : ''}`,
        );
      terminal.note(terminal.paintNote('dim', nextStep(written)));
    });
  },
});

/** What can be done with what was written; of an article that waits for evidence there is nothing to show or approve. */
function nextStep(written: readonly Article[]): string {
  const [text] = written.filter(({ revisionId }) => revisionId !== undefined);
  if (text !== undefined) {
    const title = JSON.stringify(oneLine(text.title));
    return `Next: ticket-ai articles show ${title} · ticket-ai articles review ${title} --approve`;
  }
  return 'Next: ticket-ai documents add <files> that say what to do, or import tickets with the replies of agents; then draft again';
}

/** `ticket-ai articles` */
export const articles: CommandGroup = {
  commands: { list, gaps, show, draft, review, publish, export: exportArticles },
};
