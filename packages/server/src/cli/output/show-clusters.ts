import type { IntentView, RunNote } from '@ticket-ai/core';
import { confidenceWord, formatConfidence } from '../../report/words.ts';
import type { AssignedTicket } from '../assigned-tickets.ts';
import type { RecognisedColumns, TicketRow } from '../cluster-file.ts';
import { bar, formatCount, formatShare, plural } from './numbers.ts';
import type { Terminal } from './terminal.ts';
import { displayWidth, oneLine, pad, truncate } from './width.ts';

/** What the summary of a clustering tells. */
export interface ClusterSummary {
  readonly tickets: readonly AssignedTicket[];
  readonly intents: readonly IntentView[];
  readonly notes: readonly RunNote[];
  readonly seconds: number;
  /** Calls to a model that it took. */
  readonly modelCalls: number;
}

const shownIntents = 15;
const barWidth = 12;

/** The summary a person reads: how much was found, the largest intents with place and example, what to know about the result. */
export function showClusters(
  terminal: Terminal,
  { tickets, intents, notes, seconds, modelCalls }: ClusterSummary,
): void {
  const { paint, width } = terminal;
  const counts = countByIntent(tickets);
  const ranked = intents
    .map((intent) => ({ intent, count: counts.get(intent.id) ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.intent.name < b.intent.name ? -1 : 1));
  const unassigned = tickets.length - ranked.reduce((sum, { count }) => sum + count, 0);
  const shown = ranked.slice(0, shownIntents);
  const most = shown[0]?.count ?? 1;
  const left = describeLeft(unassigned, tickets.length);
  terminal.out(
    `\n${paint('bold', `${plural(ranked.length, 'intent')} in ${plural(tickets.length, 'ticket')}`)}; ${left}. ${seconds.toFixed(1)} s, ${modelCalls === 0 ? 'no model used' : plural(modelCalls, 'model call')}.\n`,
  );
  const sure = describeConfidence(tickets, ranked);
  if (sure !== undefined) terminal.out(`${sure}\n`);
  for (const { intent, count } of shown) {
    terminal.out(
      intentLines(terminal, intent, { count, most, total: tickets.length, width: Math.min(width, 120) }),
    );
  }
  const rest = ranked.slice(shownIntents);
  if (rest.length > 0) {
    const restTickets = rest.reduce((sum, { count }) => sum + count, 0);
    terminal.out(
      paint(
        'dim',
        `and ${plural(rest.length, 'more intent')} with ${plural(restTickets, 'ticket')} (${formatShare(restTickets, tickets.length)}); a report or a list shows all`,
      ),
    );
  }
  for (const note of notes) terminal.out(`\n${paint('yellow', 'Note')} ${describeNote(note)}`);
}

/** Intents named as the least sure. */
const namedIntents = 3;

/** How clearly tickets lie among their own kind, by the same words as the report; which intents deserve a look first. */
function describeConfidence(
  tickets: readonly AssignedTicket[],
  ranked: readonly { readonly intent: IntentView; readonly count: number }[],
): string | undefined {
  if (ranked.length === 0) return undefined;
  const sums = new Map<string, number>();
  for (const { intent, confidence } of tickets)
    if (intent !== undefined) sums.set(intent.id, (sums.get(intent.id) ?? 0) + confidence);
  const sure = ranked.map(({ intent, count }) => ({
    name: oneLine(intent.name),
    value: (sums.get(intent.id) ?? 0) / count,
  }));
  const numbers = (['high', 'fair', 'low'] as const).flatMap((word) => {
    const number = sure.filter(({ value }) => confidenceWord(value) === word).length;
    return number === 0 ? [] : [`${word} for ${formatCount(number)}`];
  });
  const doubtful = sure
    .filter(({ value }) => confidenceWord(value) !== 'high')
    .sort((a, b) => a.value - b.value)
    .slice(0, namedIntents)
    .map(({ name, value }) => `${name} (${formatConfidence(value)})`);
  const least = doubtful.length === 0 ? '' : ` Least sure: ${doubtful.join(', ')}.`;
  return `Confidence is ${numbers.join(', ')} of ${plural(sure.length, 'intent')}.${least}`;
}

function describeLeft(unassigned: number, total: number): string {
  if (total === 0) return 'there was nothing to group';
  if (unassigned === 0) return 'every ticket has one';
  return `${plural(unassigned, 'ticket')} (${formatShare(unassigned, total)}) ${unassigned === 1 ? 'fits' : 'fit'} none`;
}

/** Tickets per intent. */
export function countByIntent(tickets: readonly AssignedTicket[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { intent } of tickets)
    if (intent !== undefined) counts.set(intent.id, (counts.get(intent.id) ?? 0) + 1);
  return counts;
}

/** Name, count and bar; below, the place in the taxonomy and what a customer wrote, on one line where there is room. */
function intentLines(
  { paint }: Terminal,
  { name, path, description }: IntentView,
  {
    count,
    most,
    total,
    width,
  }: { readonly count: number; readonly most: number; readonly total: number; readonly width: number },
): string {
  const figures = `${pad(formatCount(count), 6, 'right')} ${pad(formatShare(count, total), 6, 'right')}  `;
  const nameWidth = Math.max(16, width - displayWidth(figures) - barWidth - 1);
  const first = `${paint('bold', pad(truncate(oneLine(name), nameWidth), nameWidth))} ${figures}${paint('cyan', bar(count / most, barWidth))}`;
  const place = truncate(
    path
      .filter((level, at) => level !== path[at - 1])
      .map(oneLine)
      .join(' > '),
    width - 2,
  );
  const example = oneLine(description);
  const room = width - 6 - displayWidth(place);
  const quote = (columns: number) => `“${truncate(example, columns)}”`;
  const below =
    example === ''
      ? [place]
      : room < Math.min(40, displayWidth(example))
        ? [place, quote(width - 4)]
        : [`${place}  ${quote(room)}`];
  return [first.trimEnd(), ...below.map((line) => paint('dim', `  ${line}`))].join('\n');
}

/** How a file was understood, so that a wrong guess is seen and can be overridden. */
export function describeColumns(
  label: string,
  { mapping, encoding, delimiter, layout }: Omit<RecognisedColumns, 'kind'>,
): string {
  const delimiters: Readonly<Record<string, string>> = {
    ',': 'comma',
    ';': 'semicolon',
    '\t': 'tab',
    '|': 'bar',
  };
  const dialect = [
    encoding.toUpperCase(),
    delimiter === undefined ? undefined : (delimiters[delimiter] ?? `"${delimiter}"`),
  ].filter(Boolean);
  const columns = Object.entries(mapping).map(([role, name]) =>
    role === name ? role : `${role} = ${oneLine(String(name))}`,
  );
  const layouts = {
    'ticket-per-row': 'one row per ticket',
    'message-per-row': 'one row per message',
    'ticket-per-line': 'one ticket per line',
  };
  return `Read ${label} as ${dialect.join(', ')}, ${layouts[layout]}. Columns: ${columns.join(', ')}.`;
}

/**
 * What a person should know about columns that were read in part: dates that were not understood (they are kept as fields), and a second
 * column of the same name, which readers number (`body_2`).
 */
export function describeDoubts(
  { mapping }: Pick<RecognisedColumns, 'mapping'>,
  rows: readonly Pick<TicketRow, 'draft'>[],
): string[] {
  const holding = (name: string) =>
    rows.filter(({ draft }) => draft.fields !== undefined && Object.hasOwn(draft.fields, name)).length;
  const dates = [mapping.createdAt, mapping.resolvedAt].flatMap((name) => {
    const count = name === undefined ? 0 : holding(name);
    return count === 0
      ? []
      : [
          `${plural(count, 'value')} of the column "${name}" ${count === 1 ? 'is' : 'are'} no date that could be understood, and kept as text. Clear ones look like 2026-03-31 14:05.`,
        ];
  });
  const twins = Object.values(mapping).flatMap((name) => {
    const count = name === undefined ? 0 : holding(`${name}_2`);
    return count === 0
      ? []
      : [
          `The column "${name}" is read; another one of that name, called "${name}_2" here, is only kept as a field.`,
        ];
  });
  return [...dates, ...twins].map(oneLine);
}

/** A remark of the engine in words. */
export function describeNote({ code, parameters }: RunNote): string {
  if (code === 'languages-apart') {
    return `The tickets are in several languages (${parameters.languages}); each is grouped by itself, so the same request in two languages is two intents.`;
  }
  if (code === 'granularity-uncertain') {
    return `How many intents there are is not clear-cut in these tickets; ${parameters.intents ?? 'this'} is the best guess. Compare it with a coarser and a finer one, or ask for the number you need.`;
  }
  if (code === 'other-number-of-intents') {
    return `Asked for ${plural(Number(parameters.wanted), 'intent')}, ${parameters.intents} came out: smaller groups were too few tickets or too scattered to be one, or no two of the remaining ones are alike enough to be merged.`;
  }
  if (code === 'churn-over-budget') {
    return `It would move ${parameters.tickets} tickets, ${formatShare(Number(parameters.churn), 1)} of those that have an intent; more than ${formatShare(Number(parameters.budget), 1)} deserves a look at \`runs diff\` before it is promoted.`;
  }
  if (code === 'model-budget-exhausted' || code === 'model-unavailable') {
    const why = code === 'model-unavailable' ? 'The model stopped answering' : 'The model budget was used up';
    return `${why} after ${plural(Number(parameters.calls), 'call')}: ${formatShare(Number(parameters.sorted), 1)} of the tickets were sorted by what it said, the others by their words alone.`;
  }
  if (code === 'no-embeddings') {
    const why =
      parameters.reason === 'budget-exhausted'
        ? 'the model budget was used up'
        : 'the embedding model failed';
    return `The tickets were compared by their words alone: ${why}.`;
  }
  const details = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
  return `${code.replaceAll('-', ' ')}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
}
