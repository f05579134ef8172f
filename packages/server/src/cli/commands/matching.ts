import type { MatchingStatus } from '@ticket-ai/core';
import { type CommandGroup, dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { formatConfidence, formatCount, formatShare, plural } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { oneLine } from '../output/width.ts';

/** Audits shown at a time. */
const shownAudits = 50;

const status = defineCommand({
  summary: 'Say from which score on matches are automatic, and what proves that',
  args: { ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) =>
      show(terminal, await desk.matching.status(), args.json === true),
    ),
});

const resume = defineCommand({
  summary: "Go on with tickets that wait for a model's word",
  args: { ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const { undecided } = await desk.matching.status();
      const after = await desk.matching.resume();
      if (undecided === 0 && args.json !== true)
        terminal.out("Nothing waits for a model's word, so there is nothing to go on with.");
      show(terminal, after, args.json === true);
    }),
});

const emerging = defineCommand({
  summary: 'Show what tickets that fit no intent seem to ask for; `cluster` makes intents of it',
  args: { ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const found = await desk.matching.emerging();
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, emerging: found }));
      if (found.length === 0)
        return terminal.out('Nothing new: no five tickets of three customers without an intent are alike.');
      for (const { name, description, ticketIds } of found) {
        terminal.out(`${terminal.paint('cyan', oneLine(name))}  ${plural(ticketIds.length, 'ticket')}`);
        terminal.out(terminal.paint('dim', `  ${oneLine(description)}`));
      }
    }),
});

const audits = defineCommand({
  summary: 'List matches picked by chance that nobody has judged; `tickets move` confirms or corrects one',
  args: { ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const open = await desk.matching.audits();
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, audits: open }));
      if (open.length === 0) return terminal.out('No audit is open.');
      const names = new Map((await desk.intents.list()).map(({ id, name }) => [id, name]));
      const rows: string[][] = [];
      for (const { ticketId, intentId, score, standsFor } of open.slice(0, shownAudits)) {
        const { ticket, messages, intent } = await desk.tickets.get(ticketId);
        rows.push([
          oneLine(ticket.externalId),
          oneLine(intent?.name ?? names.get(intentId) ?? intentId),
          formatConfidence(score),
          formatCount(Math.round(standsFor)),
          oneLine(ticket.subject || (messages[0]?.text ?? '(no text)')),
        ]);
      }
      const columns = [
        { title: 'Ticket', shrinkTo: 10 },
        { title: 'Matched to', shrinkTo: 14, paint: (text: string) => terminal.paint('cyan', text) },
        { title: 'Sure', align: 'right' as const },
        { title: 'Stands for', align: 'right' as const },
        { title: 'Subject', shrinkTo: 12 },
      ];
      terminal.out(
        renderTable(columns, rows, {
          width: terminal.width,
          paintTitle: (text) => terminal.paint('dim', text),
        }),
      );
      const more = open.length - rows.length;
      if (more > 0) terminal.out(`and ${plural(more, 'more audit')}; --json lists all`);
      terminal.note(
        terminal.paintNote(
          'dim',
          'Next: ticket-ai tickets move <ticket> <intent> confirms a match, or corrects it; --none: no intent fits',
        ),
      );
    }),
});

function show(terminal: Terminal, current: MatchingStatus, asJson: boolean): void {
  const lines = asJson ? [JSON.stringify({ version: 1, ...current })] : inWords(current);
  for (const line of lines) terminal.out(line);
}

/** How it stands, without promising what is not proven. */
function inWords({
  policy,
  threshold,
  certified,
  certificate,
  undecided,
  waiting,
}: MatchingStatus): string[] {
  const target = formatShare(policy.targetError, 1);
  const lines = [
    threshold === undefined
      ? 'No match is automatic: a model is asked about every ticket until its word has certified a score.'
      : `Matches are automatic from a score of ${formatConfidence(threshold)} on.`,
  ];
  if (certificate === undefined) lines.push('Not certified: nothing has been judged yet.');
  else {
    const { observedError, errorBound, effectiveJudgements } = certificate;
    const seen = `${formatShare(observedError, 1)} of judged matches were wrong, at most ${formatShare(errorBound, 1)} by what ${Math.round(effectiveJudgements)} judgements can tell`;
    lines.push(
      certified
        ? `Certified for a target of ${target}: ${seen}.`
        : `Not certified for a target of ${target}: ${effectiveJudgements === 0 ? 'fewer than 30 judgements were picked by chance' : `at the best score ${seen}`}.`,
    );
  }
  if (!certified)
    lines.push(
      'To certify it, confirm or correct the matches that `matching audits` lists (`tickets move`), or plug in a model.',
    );
  lines.push(
    `${plural(undecided, 'ticket waits', 'tickets wait')} for a model's word, ${plural(waiting, 'ticket')} for an intent that fits.`,
  );
  return lines;
}

/** `ticket-ai matching` */
export const matching: CommandGroup = { commands: { status, audits, resume, emerging } };
