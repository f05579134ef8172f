import type { ImportPreview, ImportRecord, UndoImportPreview } from '@ticket-ai/core';
import { formatCount, formatDate, plural } from './numbers.ts';
import { describeColumns } from './show-clusters.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { oneLine } from './width.ts';

/** Rows that are shown of those that would be refused. */
const shownRows = 20;

/** What an import would do. */
export function showImportPreview(terminal: Terminal, label: string, preview: ImportPreview): void {
  const { columns, created, updated, unchanged, doubled, rejected } = preview;
  if (columns !== undefined) terminal.out(terminal.paint('dim', describeColumns(label, columns)));
  const repeated = doubled === 0 ? '' : `, ${formatCount(doubled)} of them repeated in the file itself`;
  terminal.out(
    `Would import ${label}: ${formatCount(created)} new, ${formatCount(updated)} changed, ${formatCount(unchanged)} known already${repeated}.`,
  );
  if (rejected.length > 0) {
    terminal.out(terminal.paint('yellow', `${plural(rejected.length, 'row')} would be refused:`));
    const rows = rejected
      .slice(0, shownRows)
      .map(({ line, column, reason, text }) => [
        formatCount(line),
        oneLine(column ?? ''),
        oneLine(reason),
        oneLine(text).slice(0, 60),
      ]);
    terminal.out(
      renderTable(
        [
          { title: 'Line', align: 'right' as const },
          { title: 'Column' },
          { title: 'Reason', shrinkTo: 24 },
          { title: 'Row', shrinkTo: 10 },
        ],
        rows,
        { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) },
      ),
    );
    const more = rejected.length - shownRows;
    if (more > 0)
      terminal.out(`and ${formatCount(more)} more: --rejected <file.csv> writes all of them down`);
  }
  terminal.out('Nothing was imported (--dry-run).');
}

/** What would go with an import. */
export function showUndoPreview(
  terminal: Terminal,
  { fileName, id, startedAt }: ImportRecord,
  { tickets, intents, articles }: UndoImportPreview,
): void {
  terminal.out(
    `Taking back ${fileName ?? id} of ${formatDate(startedAt, true)} (${id}) would remove ${plural(tickets, 'ticket')}.`,
  );
  if (intents.length > 0) {
    const share = (part: number, whole: number) => `${formatCount(part)} of ${formatCount(whole)}`;
    const rows = intents.map(({ name, ticketsToday, exemplarsToday, ...lost }) => [
      oneLine(name),
      share(lost.tickets, ticketsToday),
      share(lost.exemplars, exemplarsToday),
    ]);
    terminal.out(
      renderTable(
        [
          { title: 'Intent', shrinkTo: 18 },
          { title: 'Tickets that go', align: 'right' as const },
          { title: 'Of those it is learned from', align: 'right' as const },
        ],
        rows,
        { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) },
      ),
    );
  }
  for (const { title, status, replies, repliesInAll } of articles)
    terminal.out(
      `Article "${oneLine(title)}" (${status}) rests on ${formatCount(replies)} of ${formatCount(repliesInAll)} replies that go.`,
    );
  terminal.out('Nothing was removed (--dry-run).');
}
