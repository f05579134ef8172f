import type { CategoryPath, IntentChange, IntentView, TicketAI } from '@ticket-ai/core';
import { type CommandGroup, dataArgs, defineCommand, jsonArgs, type Session } from '../command.ts';
import { shortIds } from '../find-one.ts';
import { findIntent, findIntentOrHeir } from '../find-records.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { bar, formatCount, formatDate, formatShare, plural } from '../output/numbers.ts';
import { describeChange, readNames, showLineage, showPreview } from '../output/show-changes.ts';
import { renderTable } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { oneLine } from '../output/width.ts';
import { readInteger, usageError } from '../usage-error.ts';

const intentArgument = {
  type: 'positional',
  required: true,
  description: 'Name, id or part of an id',
} as const;

/** Options of every change. */
const changeArgs = {
  'dry-run': { type: 'boolean', description: 'Only show what would change' },
  reason: { type: 'string', valueHint: 'text', description: 'Why; kept in the history' },
  ...dataArgs,
} as const;

interface ChangeValues {
  readonly 'dry-run'?: boolean | undefined;
  readonly reason?: string | undefined;
}

const reasonOf = ({ reason }: ChangeValues) => (reason === undefined ? {} : { reason });

/** An intent to look at; says so when it was asked for by what went up in it. */
async function findShown({ terminal }: Session, desk: TicketAI, wanted: string): Promise<IntentView> {
  const { intent, absorbed } = await findIntentOrHeir(desk, wanted);
  if (absorbed !== undefined)
    terminal.note(`"${oneLine(absorbed)}" went up in "${oneLine(intent.name)}", which is shown.`);
  return intent;
}

/** With --dry-run shows what a change would do and gives true. */
async function isDryRun(
  { terminal }: Session,
  desk: TicketAI,
  args: ChangeValues,
  change: IntentChange,
): Promise<boolean> {
  if (args['dry-run'] !== true) return false;
  showPreview(terminal, await desk.intents.preview(change));
  return true;
}

const list = defineCommand({
  summary: 'List intents, most tickets first',
  args: { ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const views = await desk.intents.list();
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, intents: views }));
      if (views.length === 0)
        return terminal.note('There are no intents yet. `ticket-ai cluster` finds them.');
      showIntents(terminal, views);
    }),
});

function showIntents(terminal: Terminal, views: readonly IntentView[]): void {
  const short = shortIds(views.map(({ id }) => id));
  const total = views.reduce((sum, { ticketCount }) => sum + ticketCount, 0);
  const most = Math.max(1, ...views.map(({ ticketCount }) => ticketCount));
  const rows = views.map(({ id, name, path, ticketCount, pinned }) => [
    short(id),
    `${oneLine(name)}${pinned ? ' *' : ''}`,
    path.map(oneLine).join(' > '),
    formatCount(ticketCount),
    formatShare(ticketCount, total),
    bar(ticketCount / most, 10),
  ]);
  const columns = [
    { title: 'Id' },
    { title: 'Intent', shrinkTo: 18, paint: (text: string) => terminal.paint('bold', text) },
    { title: 'Place', shrinkTo: 12 },
    { title: 'Tickets', align: 'right' as const },
    { title: 'Share', align: 'right' as const },
    { title: '', paint: (text: string) => terminal.paint('cyan', text) },
  ];
  terminal.out(
    renderTable(columns, rows, { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) }),
  );
  if (views.some(({ pinned }) => pinned))
    terminal.note(terminal.paintNote('dim', '* fixed by a person: automation only suggests changes'));
}

const show = defineCommand({
  summary: 'Show an intent with examples',
  args: { intent: intentArgument, ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const intent = await findShown({ terminal, ...session }, desk, args.intent);
      const { items } = await desk.tickets.list({ intentId: intent.id, limit: 500 });
      const examples = items
        .toSorted((a, b) => (b.primary?.confidence ?? 0) - (a.primary?.confidence ?? 0))
        .slice(0, 5);
      if (args.json === true)
        return terminal.out(
          JSON.stringify({
            version: 1,
            ...intent,
            examples: examples.map(({ ticket }) => ticket.externalId),
          }),
        );
      const { paint } = terminal;
      terminal.out(`${paint('bold', oneLine(intent.name))}  ${plural(intent.ticketCount, 'ticket')}`);
      terminal.out(`${intent.path.map(oneLine).join(' > ')}\n${intent.why}`);
      terminal.out(paint('dim', `named by: ${intent.nameSource} · id ${intent.id}`));
      for (const { ticket, messages } of examples) {
        const said = messages.find(({ role }) => role === 'customer')?.text ?? '';
        terminal.out(
          `\n${paint('cyan', oneLine(ticket.externalId))} ${oneLine(ticket.subject)}\n  ${oneLine(said).slice(0, 300)}`,
        );
      }
    }),
});

const rename = defineCommand({
  summary: 'Give an intent a name; automation will not change it any more',
  args: {
    intent: intentArgument,
    name: { type: 'positional', required: true, description: 'The new name' },
    ...changeArgs,
  },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const intent = await findIntent(desk, args.intent);
      const change: IntentChange = { type: 'rename', intentId: intent.id, name: args.name };
      if (await isDryRun(session, desk, args, change)) return;
      const renamed = await desk.intents.rename(intent.id, args.name, reasonOf(args));
      session.terminal.out(
        `"${intent.name}" is now "${renamed.name}". Its id stays ${renamed.id}. \`ticket-ai intents undo\` takes it back.`,
      );
    }),
});

const merge = defineCommand({
  summary: 'Make several intents one; the first named stays',
  args: {
    intent: intentArgument,
    others: { type: 'positional', required: true, description: 'The intents that go up in it' },
    suggested: {
      type: 'boolean',
      description:
        'Let the one stay that is pinned, has an approved article, is oldest or largest, in this order',
    },
    ...changeArgs,
  },
  variadic: true,
  examples: ['ticket-ai intents merge "late delivery" "where is my parcel"'],
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const named = [];
      for (const word of [args.intent, ...args._.slice(1)]) named.push(await findIntent(desk, word));
      const intentIds = named.map(({ id }) => id);
      const twice = named.find(({ id }, at) => intentIds.indexOf(id) !== at);
      if (twice !== undefined)
        throw usageError(`"${twice.name}" cannot be merged into itself. Name different intents.`);
      const first = intentIds[0] as IntentView['id'];
      const change: IntentChange = {
        type: 'merge',
        intentIds,
        ...(args.suggested === true ? {} : { winner: first }),
      };
      if (await isDryRun(session, desk, args, change)) return;
      const { winner: suggested } = await desk.intents.preview(change);
      const kept = suggested?.intentId ?? first;
      const losers = named.filter(({ id }) => id !== kept);
      await desk.intents.merge(
        kept,
        losers.map(({ id }) => id),
        reasonOf(args),
      );
      const winner = await desk.intents.get(kept);
      const { ticketCount } = winner;
      session.terminal.out(
        `"${winner.name}" now holds ${plural(ticketCount, 'ticket')}; ${losers.map(({ name }) => `"${name}"`).join(', ')} went up in it. \`ticket-ai intents undo\` takes it back.`,
      );
    }),
});

const split = defineCommand({
  summary: 'Divide an intent; the largest part keeps id and name',
  args: {
    intent: intentArgument,
    parts: { type: 'string', valueHint: 'number', description: 'Into how many (default 2)' },
    ...changeArgs,
  },
  async run(session, args) {
    const parts = readInteger(args.parts, '--parts', 2, 50) ?? 2;
    await withDataFolder(session, args, async ({ desk }) => {
      const intent = await findIntent(desk, args.intent);
      if (await isDryRun(session, desk, args, { type: 'split', intentId: intent.id, parts })) return;
      const { created } = await desk.intents.split(intent.id, { parts, ...reasonOf(args) });
      const ids = new Set<string>([intent.id, ...created.map(({ id }) => id)]);
      const lines = (await desk.intents.list())
        .filter(({ id }) => ids.has(id))
        .map(({ name, ticketCount }) => `  ${formatCount(ticketCount)}  ${name}`);
      session.terminal.out(
        `"${intent.name}" was split:\n${lines.join('\n')}\n\`ticket-ai intents undo\` takes it back.`,
      );
    });
  },
});

const move = defineCommand({
  summary: 'File an intent elsewhere in the taxonomy',
  args: {
    intent: intentArgument,
    path: { type: 'positional', required: true, description: '"L1 > L2 > L3"; what is not there is made' },
    ...changeArgs,
  },
  async run(session, args) {
    const path = readPath(args.path);
    await withDataFolder(session, args, async ({ desk }) => {
      const intent = await findIntent(desk, args.intent);
      if (await isDryRun(session, desk, args, { type: 'move', intentId: intent.id, path })) return;
      await desk.intents.move(intent.id, path, reasonOf(args));
      session.terminal.out(
        `"${intent.name}" is now under ${path.join(' > ')}. \`ticket-ai intents undo\` takes it back.`,
      );
    });
  },
});

function readPath(text: string): CategoryPath {
  const [l1, l2, l3, ...more] = text.split('>').map((name) => name.trim());
  if (!l1 || !l2 || !l3 || more.length > 0)
    throw usageError(
      `The path must have three names, such as "Orders > Delivery > Late delivery", not "${text}".`,
    );
  return [l1, l2, l3];
}

const undo = defineCommand({
  summary: 'Take back the latest change of intents, or a given one',
  args: {
    event: { type: 'positional', required: false, description: 'Id of the change; nothing: the latest' },
    ...changeArgs,
  },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const { terminal } = session;
      const nameOf = await readNames(desk);
      if (args['dry-run'] === true) {
        const { id, at, actor, ...row } = await desk.intents.undoable(args.event);
        terminal.out(
          `Would take back: ${oneLine(describeChange(row, nameOf))}, by ${oneLine(actor.id)} on ${formatDate(at, true)} UTC (${id}).`,
        );
        return terminal.out('Nothing was changed (--dry-run).');
      }
      const row = await desk.intents.undo(args.event, reasonOf(args));
      terminal.out(`Took back: ${oneLine(describeChange(row, nameOf))}.`);
    }),
});

const history = defineCommand({
  summary: 'Show where an intent comes from, and who changed it when and why',
  args: { intent: intentArgument, ...jsonArgs, ...dataArgs },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const intent = await findShown(session, desk, args.intent);
      const lineage = await desk.intents.lineage(intent.id);
      if (args.json === true) return session.terminal.out(JSON.stringify({ version: 1, ...lineage }));
      showLineage(session.terminal, lineage, await readNames(desk));
    }),
});

/** `ticket-ai intents` */
export const intents: CommandGroup = {
  commands: { list, show, rename, merge, split, move, undo, history, lineage: history },
};
