import { type AnswerId, type Outcome, type Reply, TicketAIError } from '@ticket-ai/core';
import { type CommandGroup, dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { findTicket } from '../find-records.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { formatDate, formatShare } from '../output/numbers.ts';
import { showAnswer } from '../output/show-answer.ts';
import type { Terminal } from '../output/terminal.ts';
import { oneLine } from '../output/width.ts';
import { usageError } from '../usage-error.ts';

const ticketArgument = {
  type: 'positional',
  required: true,
  description: 'Id, part of an id, or the id in its own system',
} as const;

const suggest = defineCommand({
  summary: 'Suggest a reply to a ticket, from documents and published articles',
  args: { ticket: ticketArgument, ...jsonArgs, ...dataArgs },
  examples: ['ticket-ai replies suggest HD-10401'],
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk, progress }) => {
      const { id: ticketId } = await findTicket(desk, args.ticket);
      const answer = await desk.answer({ ticketId });
      progress.end();
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, answer }));
      showAnswer(terminal, answer);
      if (answer.status !== 'abstained')
        terminal.note(terminal.paintNote('dim', `Next: ticket-ai replies record ${answer.id} --sent`));
    }),
});

const list = defineCommand({
  summary: 'List the replies that were suggested to a ticket, newest first, and what became of them',
  args: { ticket: ticketArgument, ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const replies = await desk.answers.list((await findTicket(desk, args.ticket)).id);
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, replies }));
      if (replies.length === 0)
        return terminal.note('No reply was suggested yet. `ticket-ai replies suggest <ticket>` makes one.');
      for (const reply of replies) showReply(terminal, reply);
    }),
});

function showReply(terminal: Terminal, { answer, standing, outcomes }: Reply): void {
  const { paint } = terminal;
  terminal.out(
    `${paint('cyan', standing)} ${paint('dim', `${answer.id} · ${formatDate(answer.createdAt, true)}`)}`,
  );
  showAnswer(terminal, answer);
  for (const { verdict, note, distance, at, actor } of outcomes) {
    const details = [
      ...(distance === undefined ? [] : [`${formatShare(distance, 1)} of its words changed`]),
      ...(note === undefined ? [] : [oneLine(note)]),
    ];
    terminal.out(
      paint(
        'dim',
        `${verdict} by ${actor.id}, ${formatDate(at, true)}${details.map((one) => `: ${one}`).join('')}`,
      ),
    );
  }
  terminal.out('');
}

const record = defineCommand({
  summary: 'Say what became of a suggested reply',
  details:
    'Rejected replies, and tickets that came back, count against the articles they cite: the article is marked as out of date when too many do.',
  args: {
    answer: {
      type: 'positional',
      required: true,
      description: 'Id of the answer, as `replies list` shows it',
    },
    sent: { type: 'boolean', description: 'It was sent as it is' },
    edited: {
      type: 'string',
      valueHint: 'text',
      description: 'It was sent with changes: what was sent. Only how much it differs is kept',
    },
    rejected: { type: 'string', valueHint: 'reason', description: 'It was not sent, and why' },
    reopened: { type: 'boolean', description: 'It was sent, and the ticket came back' },
    ...jsonArgs,
    ...dataArgs,
  },
  examples: [
    'ticket-ai replies record 01KB2M8Q3X --sent',
    'ticket-ai replies record 01KB2M8Q3X --rejected "The button has moved"',
  ],
  async run(session, args) {
    const outcome = readOutcome(args);
    await withDataFolder(session, args, async ({ desk }) => {
      const row = await desk.answers.record(args.answer as AnswerId, outcome);
      if (args.json === true) return session.terminal.out(JSON.stringify({ version: 1, outcome: row }));
      const changed =
        row.distance === undefined ? '' : `: ${formatShare(row.distance, 1)} of its words changed`;
      session.terminal.out(`Recorded as ${row.verdict}${changed}.`);
    });
  },
});

function readOutcome(args: {
  readonly sent?: boolean | undefined;
  readonly edited?: string | undefined;
  readonly rejected?: string | undefined;
  readonly reopened?: boolean | undefined;
}): Outcome {
  const outcomes: Outcome[] = [
    ...(args.sent === true ? [{ verdict: 'sent' as const }] : []),
    ...(args.edited === undefined ? [] : [{ verdict: 'edited' as const, text: args.edited }]),
    ...(args.rejected === undefined ? [] : [{ verdict: 'rejected' as const, reason: args.rejected }]),
    ...(args.reopened === true ? [{ verdict: 'reopened' as const }] : []),
  ];
  const [outcome] = outcomes;
  if (outcome !== undefined && outcomes.length === 1) return outcome;
  throw usageError('Say one of --sent, --edited "what was sent", --rejected "why", --reopened.');
}

const counts = defineCommand({
  summary: 'Count what became of suggested replies: how many were sent unchanged',
  args: { ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const found = await desk.answers.counts();
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, ...found }));
      const { sent, edited, rejected, reopened, sentUnchanged, assisted, meanDistance } = found;
      if (sentUnchanged === undefined || assisted === undefined) {
        throw new TicketAIError('not-found', {
          message: 'Nothing is recorded yet. `ticket-ai replies record` says what became of a reply.',
        });
      }
      terminal.out(`${sent} sent, ${edited} edited, ${rejected} rejected; ${reopened} came back`);
      terminal.out(
        `${formatShare(sentUnchanged, 1)} sent unchanged, ${formatShare(assisted, 1)} with less than a fifth of the words changed`,
      );
      if (meanDistance !== undefined)
        terminal.out(`On average ${formatShare(meanDistance, 1)} of the words of edited ones were changed`);
    }),
});

/** `ticket-ai replies` */
export const replies: CommandGroup = { commands: { suggest, list, record, counts } };
