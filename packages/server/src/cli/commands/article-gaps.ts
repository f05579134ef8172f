import type { ArticleGap } from '@ticket-ai/core';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { formatCount } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';
import { oneLine } from '../output/width.ts';
import { readInteger } from '../usage-error.ts';

/** What would close the first gap: a draft, a decision about the one there is, or something to write it from. */
function nextStep(found: readonly ArticleGap[]): string {
  const named = found.map(({ intent, article }) => ({ name: JSON.stringify(oneLine(intent.name)), article }));
  const toReview = named.find(({ article }) => article?.status === 'in-review');
  const toDraft = named.find(({ article }) => article === undefined || article.stale);
  if (toDraft !== undefined) return `Next: ticket-ai articles draft ${toDraft.name}`;
  if (toReview !== undefined) return `Next: ticket-ai articles show ${toReview.name}`;
  return 'Next: ticket-ai documents add <files> that say what to do, or import tickets with the replies of agents';
}

/** `ticket-ai articles gaps` */
export const gaps = defineCommand({
  summary: 'List what customers ask for and no published article answers',
  details:
    'Where an article would answer most tickets comes first. Tickets that were to be answered and were not count twice, and so do those whose suggested reply was rejected or that came back; an article that is out of date is a gap.',
  args: {
    top: { type: 'string', valueHint: 'number', description: 'At most so many (default 20)' },
    ...jsonArgs,
    ...dataArgs,
  },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const top = readInteger(args.top, '--top', 1, 10_000) ?? 20;
      const found = (await desk.articles.gaps()).slice(0, top);
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, gaps: found }));
      if (found.length === 0) return terminal.note('Every intent with tickets has a published article.');
      const rows = found.map(({ intent, share, unanswered, refused, article }) => [
        oneLine(intent.name),
        oneLine(intent.path.join(' > ')),
        formatCount(intent.ticketCount),
        `${(100 * share).toFixed(1)} %`,
        formatCount(unanswered),
        formatCount(refused),
        article === undefined ? 'none' : `${article.status}${article.stale ? ', out of date' : ''}`,
      ]);
      const right = 'right' as const;
      const columns = [
        { title: 'Intent', shrinkTo: 16 },
        { title: 'Path', shrinkTo: 12 },
        { title: 'Tickets', align: right },
        { title: 'Share', align: right },
        { title: 'Unanswered', align: right },
        { title: 'Refused', align: right },
        { title: 'Article', paint: (text: string) => terminal.paint('cyan', text) },
      ];
      const paintTitle = (text: string) => terminal.paint('dim', text);
      terminal.out(renderTable(columns, rows, { width: terminal.width, paintTitle }));
      terminal.note(terminal.paintNote('dim', nextStep(found)));
    }),
});
