import {
  type ArticleView,
  type Review,
  type RevisionId,
  type SectionFeedback,
  TicketAIError,
} from '@ticket-ai/core';
import { suggest } from '../../suggest.ts';
import { repeatedOption } from '../check-usage.ts';
import { dataArgs, defineCommand } from '../command.ts';
import { findArticle } from '../find-records.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { oneLine } from '../output/width.ts';
import { usageError } from '../usage-error.ts';

const articleArgument = {
  type: 'positional',
  required: true,
  description: 'Title, id, or name or id of its intent',
} as const;
const sections = ['title', 'summary', 'symptoms', 'cause', 'steps', 'notes', 'sources'] as const;

/** `ticket-ai articles review` */
export const review = defineCommand({
  summary: 'Decide about the newest revision of an article',
  details:
    'Approved articles are published. Requested changes write a new revision; sections that are not named stay as they are, to the byte.',
  args: {
    article: articleArgument,
    approve: { type: 'boolean', description: 'It is right: publish it' },
    'request-changes': { type: 'boolean', description: 'Write it again, following the notes' },
    reject: { type: 'boolean', description: 'Not wanted' },
    withdraw: { type: 'boolean', description: 'Take a published article back' },
    section: {
      type: 'string',
      valueHint: 'section',
      description: `What the note is about: ${sections.join(', ')}`,
    },
    note: { type: 'string', description: 'What to change or why; may be repeated, each with its --section' },
    ...dataArgs,
  },
  examples: [
    'ticket-ai articles review "cancel order" --request-changes --section steps --note "Leave out the step about the old app"',
    'ticket-ai articles review "cancel order" --approve',
  ],
  async run(session, args, rawArgs) {
    const decision = readDecision(args);
    const feedback = readFeedback(rawArgs);
    if (decision === 'request-changes' && feedback.length === 0)
      throw usageError('--request-changes needs a --note that says what to change.');
    await withDataFolder(session, args, async ({ desk }) => {
      const view = await findArticle(desk, args.article);
      const article = await desk.articles.review(view.article.id, {
        revisionId: newestRevision(view),
        decision,
        feedback,
      });
      session.terminal.out(
        describeOutcome(
          decision,
          oneLine(article.title),
          article.status,
          await desk.articles.get(article.id),
        ),
      );
    });
  },
});

/** `ticket-ai articles publish` */
export const publish = defineCommand({
  summary: 'Approve the newest revision of an article and publish it',
  args: { article: articleArgument, ...dataArgs },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const view = await findArticle(desk, args.article);
      const { status, publishedRevisionId, revisionId } = view.article;
      if (status === 'published' && publishedRevisionId === revisionId)
        return session.terminal.out(`"${oneLine(view.article.title)}" is published already.`);
      if (status === 'approved') await desk.settle();
      else
        await desk.articles.review(view.article.id, {
          revisionId: newestRevision(view),
          decision: 'approve',
        });
      const { article } = await desk.articles.get(view.article.id);
      if (article.status !== 'published')
        throw new TicketAIError('invalid-transition', {
          message: `"${article.title}" is ${article.status} and not published yet${article.remark === undefined ? '' : `: ${article.remark}`}. \`ticket-ai jobs run\` does waiting work.`,
        });
      session.terminal.out(`Published "${oneLine(article.title)}". \`ticket-ai ask\` now answers from it.`);
    }),
});

function newestRevision({ article, revisions }: ArticleView): RevisionId {
  const newest = revisions.at(-1);
  if (newest !== undefined) return newest.id;
  throw new TicketAIError('invalid-transition', {
    message: `"${article.title}" has no text to decide about: ${article.remark ?? 'the draft is not written'}.`,
  });
}

function readDecision(args: {
  readonly approve?: boolean | undefined;
  readonly 'request-changes'?: boolean | undefined;
  readonly reject?: boolean | undefined;
  readonly withdraw?: boolean | undefined;
}): Review['decision'] {
  const decisions = (['approve', 'request-changes', 'reject', 'withdraw'] as const).filter(
    (name) => args[name] === true,
  );
  const [decision] = decisions;
  if (decision === undefined || decisions.length > 1)
    throw usageError('Say one of --approve, --request-changes, --reject, --withdraw.');
  return decision;
}

/** The n-th note belongs to the n-th section; notes without a section are about the whole article. */
function readFeedback(rawArgs: readonly string[]): SectionFeedback[] {
  const named = repeatedOption(rawArgs, 'section').map(readSection);
  const notes = repeatedOption(rawArgs, 'note');
  if (named.length > notes.length)
    throw usageError('Every --section needs a --note that says what to change.');
  return notes.map((note, index) => ({
    note,
    ...(named[index] === undefined ? {} : { section: named[index] }),
  }));
}

function readSection(text: string): (typeof sections)[number] {
  const section = sections.find((name) => name === text.toLowerCase());
  if (section !== undefined) return section;
  const near = suggest(text, sections);
  throw usageError(
    `There is no section "${text}".${near === undefined ? '' : ` Did you mean "${near}"?`} There are: ${sections.join(', ')}.`,
  );
}

function describeOutcome(
  decision: Review['decision'],
  title: string,
  status: string,
  { revisions, article }: ArticleView,
): string {
  if (decision === 'request-changes') {
    const remark = article.remark === undefined ? '' : `\n${oneLine(article.remark)}`;
    return `Wrote revision ${revisions.length} of "${title}", now ${status}.${remark}\n\`ticket-ai articles show "${title}" --diff\` shows what changed.`;
  }
  return `"${title}" is now ${status}.`;
}
