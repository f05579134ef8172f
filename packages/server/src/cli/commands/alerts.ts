import type { Alert, IntentId, TicketAI } from '@ticket-ai/core';
import { type CommandGroup, dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { formatCount } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { oneLine } from '../output/width.ts';

const dayArg = {
  type: 'string',
  valueHint: 'date',
  description: 'The day to look at, such as 2026-01-31 (default: yesterday and today)',
} as const;

const list = defineCommand({
  summary: 'List alerts, newest first',
  args: {
    from: { type: 'string', valueHint: 'date', description: 'Only from this day on' },
    ...jsonArgs,
    ...dataArgs,
  },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const alerts = await desk.alerts.list(args.from === undefined ? {} : { from: args.from });
      await show(terminal, desk, alerts, args.json === true);
    }),
});

const watch = defineCommand({
  summary: 'Look now whether intents surge, drift or emerge',
  details:
    'A day is compared with the same weekdays of up to eight weeks before, at least four. On a day on which nothing happens, the chance of any surge alert at all is at most 5 %.',
  args: { day: dayArg, ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const alerts = await desk.alerts.watch(args.day === undefined ? {} : { day: args.day });
      await show(terminal, desk, alerts, args.json === true);
    }),
});

async function show(
  terminal: Terminal,
  desk: TicketAI,
  alerts: readonly Alert[],
  asJson: boolean,
): Promise<void> {
  if (asJson) return terminal.out(JSON.stringify({ version: 1, alerts }));
  if (alerts.length === 0) return terminal.note('Nothing that would deserve an alert.');
  const names = new Map<IntentId | undefined, string>(
    (await desk.intents.list()).map(({ id, name }) => [id, name]),
  );
  const rows = alerts.map((alert) => [
    alert.day,
    alert.kind,
    oneLine(describe(alert, names)),
    formatCount(alert.tickets),
    alert.expected.toFixed(1),
    alert.p < 0.0001 ? '<0.0001' : alert.p.toFixed(4),
  ]);
  const columns = [
    { title: 'Day' },
    { title: 'Kind' },
    { title: 'What', shrinkTo: 20, paint: (text: string) => terminal.paint('bold', text) },
    { title: 'Tickets', align: 'right' as const },
    { title: 'Expected', align: 'right' as const },
    { title: 'Chance', align: 'right' as const },
  ];
  terminal.out(
    renderTable(columns, rows, { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) }),
  );
}

function describe(
  { kind, intentId, terms = [], movers = [] }: Alert,
  names: ReadonlyMap<IntentId | undefined, string>,
): string {
  const nameOf = (id: IntentId | undefined) => (id === undefined ? 'no intent' : (names.get(id) ?? id));
  if (kind === 'surge') return nameOf(intentId);
  if (kind === 'topic') return terms.slice(0, 4).join(', ');
  return movers
    .map((mover) => `${nameOf(mover.intentId)} ${formatCount(mover.before)} -> ${formatCount(mover.after)}`)
    .join('; ');
}

/** `ticket-ai alerts` */
export const alerts: CommandGroup = { commands: { list, watch }, defaultCommand: 'list' };
