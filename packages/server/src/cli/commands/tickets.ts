import type { DecisionTrace, Ticket, TicketStatus, TicketView } from '@ticket-ai/core';
import { type CommandGroup, dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { shortIds } from '../find-one.ts';
import { findIntent, findTicket } from '../find-records.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { formatConfidence, formatDate, formatShare, formatUsd, plural } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { harmless, oneLine } from '../output/width.ts';
import { readInteger, usageError } from '../usage-error.ts';

const ticketArgument = {
  type: 'positional',
  required: true,
  description: 'Id, part of an id, or the id in its own system',
} as const;

const list = defineCommand({
  summary: 'List tickets with their intents',
  args: {
    intent: { type: 'string', valueHint: 'intent', description: 'Only tickets of this intent' },
    unassigned: { type: 'boolean', description: 'Only tickets that no intent fits' },
    status: {
      type: 'enum',
      options: ['open', 'pending', 'solved', 'closed'],
      description: 'Only tickets in this state',
    },
    limit: { type: 'string', valueHint: 'number', description: 'How many, at most 500 (default 25)' },
    cursor: { type: 'string', description: 'Go on where the list before ended' },
    ...jsonArgs,
    ...dataArgs,
  },
  examples: [
    'ticket-ai tickets list --unassigned',
    'ticket-ai tickets list --intent "cancel order" --limit 100',
  ],
  async run(session, args) {
    if (args.intent !== undefined && args.unassigned === true)
      throw usageError('--intent and --unassigned exclude each other.');
    const limit = readInteger(args.limit, '--limit', 1, 500) ?? 25;
    await withDataFolder(session, args, async ({ desk }) => {
      const intent = args.intent === undefined ? {} : { intentId: (await findIntent(desk, args.intent)).id };
      const page = await desk.tickets.list({
        ...intent,
        limit,
        ...(args.unassigned === true ? { unassigned: true } : {}),
        ...(args.status === undefined ? {} : { status: args.status as TicketStatus }),
        ...(args.cursor === undefined ? {} : { cursor: args.cursor }),
      });
      if (args.json === true)
        return session.terminal.out(JSON.stringify({ version: 1, tickets: page.items, cursor: page.cursor }));
      showTickets(session.terminal, page.items);
      if (page.cursor !== undefined)
        session.terminal.note(
          session.terminal.paintNote(
            'dim',
            'There are more: --limit 500 shows up to 500; --json gives a cursor for the next page.',
          ),
        );
    });
  },
});

function showTickets(terminal: Terminal, views: readonly TicketView[]): void {
  const short = shortIds(views.map(({ ticket }) => ticket.id));
  const rows = views.map(({ ticket, messages, primary, intent }) => [
    short(ticket.id),
    oneLine(ticket.externalId),
    formatDate(ticket.createdAt),
    ticket.status,
    oneLine(intent?.name ?? '–'),
    primary?.intentId === undefined ? '' : formatConfidence(primary.confidence),
    oneLine(ticket.subject || (messages[0]?.text ?? '(no text)')),
  ]);
  const columns = [
    { title: 'Id' },
    { title: 'Own id', shrinkTo: 10 },
    { title: 'Date' },
    { title: 'Status' },
    { title: 'Intent', shrinkTo: 14, paint: (text: string) => terminal.paint('cyan', text) },
    { title: 'Sure', align: 'right' as const },
    { title: 'Subject', shrinkTo: 12 },
  ];
  terminal.out(
    renderTable(columns, rows, { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) }),
  );
}

const show = defineCommand({
  summary: 'Show a ticket with its conversation',
  args: { ticket: ticketArgument, ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const view = await desk.tickets.get((await findTicket(desk, args.ticket)).id);
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, ...view }));
      const { ticket, messages, primary, secondary, intent } = view;
      const { paint } = terminal;
      terminal.out(`${paint('bold', oneLine(ticket.subject) || '(no subject)')}`);
      terminal.out(
        paint(
          'dim',
          [
            oneLine(ticket.externalId),
            ticket.status,
            ticket.language,
            formatDate(ticket.createdAt, true),
            ticket.id,
          ]
            .filter(Boolean)
            .join(' · '),
        ),
      );
      terminal.out(
        `Intent: ${intent === undefined ? 'none fits' : `${paint('cyan', oneLine(intent.name))} (${primary?.decision}, ${formatConfidence(primary?.confidence ?? 0)})`}${secondary === undefined ? '' : '; it also has a second issue'}`,
      );
      for (const { role, at, text } of messages) {
        terminal.out(
          `\n${paint(role === 'agent' ? 'green' : 'yellow', role)} ${paint('dim', formatDate(at, true))}\n${harmless(text)}`,
        );
      }
    }),
});

const move = defineCommand({
  summary: 'Say what a ticket is about; your word stands above every run',
  args: {
    ticket: ticketArgument,
    intent: { type: 'positional', required: false, description: 'Id or name of the intent' },
    none: { type: 'boolean', description: 'No intent fits' },
    ...dataArgs,
  },
  examples: ['ticket-ai tickets move HD-10401 "cancel order"', 'ticket-ai tickets move HD-10401 --none'],
  async run(session, args) {
    if ((args.intent === undefined) !== (args.none === true))
      throw usageError('Name an intent, or say --none.');
    await withDataFolder(session, args, async ({ desk }) => {
      const ticket = await findTicket(desk, args.ticket);
      const intent = args.intent === undefined ? undefined : await findIntent(desk, args.intent);
      await desk.tickets.move(ticket.id, intent?.id);
      session.terminal.out(
        `Ticket ${ticket.externalId} ${intent === undefined ? 'fits no intent' : `is about "${intent.name}"`}, by your decision.`,
      );
    });
  },
});

const why = defineCommand({
  summary: 'Show every decision about a ticket and its reason, newest first',
  args: { ticket: ticketArgument, ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const ticket = await findTicket(desk, args.ticket);
      const decisions = await desk.tickets.why(ticket.id);
      if (args.json === true)
        return terminal.out(
          JSON.stringify({ version: 1, ticketId: ticket.id, externalId: ticket.externalId, decisions }),
        );
      if (decisions.length === 0) return terminal.out('No decision yet. `ticket-ai cluster` makes one.');
      const names = new Map((await desk.intents.list()).map(({ id, name }) => [id, name]));
      for (const { decision, confidence, intentName, at, trace } of decisions) {
        terminal.out(
          `${terminal.paint('cyan', intentName ?? 'no intent')}  ${decision}, confidence ${formatConfidence(confidence)}, ${formatDate(at, true)} UTC, by ${trace.decidedBy}`,
        );
        terminal.out(`  ${trace.reason}`);
        for (const line of guaranteeOf(trace)) terminal.out(terminal.paint('dim', `  ${line}`));
        for (const { intentId, score } of trace.candidates.slice(0, 3)) {
          terminal.out(
            terminal.paint('dim', `  ${formatConfidence(score)}  ${names.get(intentId) ?? intentId}`),
          );
        }
      }
    }),
});

/** What the decision rests on besides its reason: the threshold of that moment, an audit, its cost. */
function guaranteeOf({ threshold, certified, audit, costUsd }: DecisionTrace): string[] {
  const automatic = threshold === undefined ? undefined : formatConfidence(threshold);
  return [
    ...(automatic === undefined
      ? []
      : [`Automatic from ${automatic} on, ${certified === true ? 'certified by audits' : 'not certified'}.`]),
    ...(audit === undefined ? [] : [`Picked for an audit by chance (${formatShare(audit, 1)} of matches).`]),
    ...(costUsd === undefined || costUsd === 0 ? [] : [`Its share of the call: ${formatUsd(costUsd)}.`]),
  ];
}

const erase = defineCommand({
  summary: 'Erase for good what customers wrote in tickets; their intents and all counts stay',
  details:
    'Texts, requesters, tags and fields go, answers to the tickets, and all files that were imported, for one of them may hold the tickets. A later import does not bring the texts back. Published articles that rest on replies in them stay, and are marked as out of date.',
  args: {
    tickets: { ...ticketArgument, description: `${ticketArgument.description}; several are erased together` },
    yes: { type: 'boolean', description: 'Do it: it cannot be undone' },
    ...dataArgs,
  },
  variadic: true,
  examples: ['ticket-ai tickets erase HD-10401 HD-10455 --yes'],
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const found: Ticket[] = [];
      for (const wanted of args._) found.push(await findTicket(desk, wanted));
      if (args.yes !== true)
        throw usageError(
          `${found.map(({ externalId }) => externalId).join(', ')}: what was written there would be erased for good. Say --yes to do it; nothing was done.`,
        );
      const erased = await desk.tickets.erase(found.map(({ id }) => id));
      session.terminal.out(`Erased ${plural(erased.length, 'ticket')}.`);
    }),
});

/** `ticket-ai tickets` */
export const tickets: CommandGroup = { commands: { list, show, move, why, erase } };
