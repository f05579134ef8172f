import type { IntentDiff, Run, RunDiff } from '@ticket-ai/core';
import { shortIds } from '../find-one.ts';
import { formatCount, formatDate, formatShare, formatUsd, plural } from './numbers.ts';
import { describeNote } from './show-clusters.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { oneLine } from './width.ts';

/** Runs, newest first; the one that holds is marked. */
export function showRuns(terminal: Terminal, runs: readonly Run[], activeRunId: string | undefined): void {
  const short = shortIds(runs.map(({ id }) => id));
  const rows = runs.map(({ id, kind, status, startedAt, startedBy, change }) => [
    `${short(id)}${id === activeRunId ? ' *' : ''}`,
    kind,
    status,
    formatDate(startedAt, true),
    oneLine(startedBy.id),
    change === undefined ? '' : formatCount(change.moved + change.released),
    change === undefined ? '' : formatShare(change.churn, 1),
  ]);
  const columns = [
    { title: 'Id' },
    { title: 'Kind' },
    { title: 'State' },
    { title: 'Begun (UTC)' },
    { title: 'By', shrinkTo: 8 },
    { title: 'Moves', align: 'right' as const },
    { title: 'Churn', align: 'right' as const },
  ];
  terminal.out(
    renderTable(columns, rows, { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) }),
  );
  terminal.note(terminal.paintNote('dim', '* its assignments hold'));
}

/** What a re-clustering changes: first the sum, then intent by intent. */
export function showDiff(terminal: Terminal, diff: RunDiff): void {
  const { run, change, cost, intents, counts } = diff;
  const { settled, moved, released, placed, churn } = change;
  terminal.out(
    `Of ${plural(settled, 'ticket')} with an intent, ${formatCount(settled - moved - released)} keep it, ${formatCount(moved)} move, ${formatCount(released)} fit none any more (churn ${formatShare(churn, 1)}). ${plural(placed, 'ticket')} without one ${placed === 1 ? 'gets' : 'get'} one.`,
  );
  const fates = (['new', 'split', 'merged', 'lost'] as const)
    .filter((fate) => counts[fate] > 0)
    .map((fate) => `${counts[fate]} ${fate}`);
  terminal.out(`Intents: ${fates.length === 0 ? 'all are found again, none is new' : fates.join(', ')}.`);
  terminal.out(describeCount(diff));
  if (cost.calls > 0) terminal.out(`It cost ${plural(cost.calls, 'model call')}, ${formatUsd(cost.usd)}.`);
  for (const note of run.notes) terminal.note(terminal.paintNote('yellow', describeNote(note)));
  if (intents.length > 0) showIntents(terminal, intents);
}

/** How many intents there would be, and why that is not the number that was asked for. */
function describeCount({ run, intentsBefore, intentsAfter }: RunDiff): string {
  const sum = `Intents with tickets: ${formatCount(intentsBefore)} today, ${formatCount(intentsAfter)} then`;
  if (run.intentCount === undefined || run.intentCount === intentsAfter) return `${sum}.`;
  const why =
    intentsAfter > run.intentCount
      ? "today's intents go only where two looks agree that most of their tickets belong elsewhere, and those that a person fixed stay. `ticket-ai intents merge` makes several one"
      : 'a new intent is made only where two looks agree on it. `ticket-ai intents split` divides one';
  return `${sum}, not the ${formatCount(run.intentCount)} asked for: ${why}.`;
}

function showIntents(terminal: Terminal, intents: readonly IntentDiff[]): void {
  const rows = intents.map(({ name, fate, before, after, arrived, left, goes }) => [
    oneLine(name),
    fate === 'kept' && left > 0 ? `kept, gives ${formatCount(left)}` : fate,
    formatCount(before),
    formatCount(after),
    arrived === 0 ? '' : `+${formatCount(arrived)}`,
    left === 0 ? '' : `-${formatCount(left)}`,
    goes.map((to) => `${formatCount(to.tickets)} to ${oneLine(to.name)}`).join(', '),
  ]);
  const columns = [
    { title: 'Intent', shrinkTo: 18, paint: (text: string) => terminal.paint('bold', text) },
    { title: 'Fate' },
    { title: 'Today', align: 'right' as const },
    { title: 'Then', align: 'right' as const },
    { title: 'In', align: 'right' as const },
    { title: 'Out', align: 'right' as const },
    { title: 'Where they go', shrinkTo: 16 },
  ];
  terminal.out(
    renderTable(columns, rows, { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) }),
  );
}
