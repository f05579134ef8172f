import {
  type ChangePreview,
  collectAll,
  findAll,
  type Lineage,
  type TicketAI,
  type TicketAIEvent,
} from '@ticket-ai/core';
import { formatCount, formatDate, plural } from './numbers.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { oneLine } from './width.ts';

const because = {
  pinned: 'a person fixed it',
  'approved-article': 'its article is approved',
  older: 'it is the oldest',
  larger: 'it has most tickets',
  chosen: 'you named it first',
} as const;

/** What a change of intents would do. */
export function showPreview(
  terminal: Terminal,
  { intents, tickets, articles, winner, refused }: ChangePreview,
): void {
  if (refused !== undefined) {
    terminal.out(`It cannot be done: ${refused}`);
    return;
  }
  const arrow = (before: string, after: string) => (before === after ? before : `${before} -> ${after}`);
  const rows = intents.map(({ name, nameAfter, path, pathAfter, ...counts }) => [
    arrow(oneLine(name), oneLine(nameAfter)),
    arrow(path.map(oneLine).join(' > '), pathAfter.map(oneLine).join(' > ')),
    arrow(formatCount(counts.tickets), formatCount(counts.ticketsAfter)),
  ]);
  const columns = [
    { title: 'Intent', shrinkTo: 18 },
    { title: 'Place', shrinkTo: 12 },
    { title: 'Tickets', align: 'right' as const },
  ];
  terminal.out(
    renderTable(columns, rows, { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) }),
  );
  const kept = intents.find(({ intentId }) => intentId === winner?.intentId);
  if (winner !== undefined && kept !== undefined)
    terminal.out(`The id of "${oneLine(kept.name)}" stays, because ${because[winner.because]}.`);
  terminal.out(`${plural(tickets, 'ticket')} would read differently.`);
  for (const { title, status } of articles)
    terminal.out(`Article "${oneLine(title)}" (${status}) is touched.`);
  terminal.out('Nothing was changed (--dry-run).');
}

/** The quoted name of an intent, a ticket's own id, or else the id itself. */
export type NameOf = (id: string) => string;

/** Names of all intents, also of those that went up in others, and the tickets' own ids. */
export async function readNames(desk: TicketAI): Promise<NameOf> {
  const store = await desk.store();
  const names = new Map<string, string>();
  for (const { id, name } of await collectAll(store.intents)) names.set(id, `"${name}"`);
  for await (const { id, externalId } of findAll(store.tickets)) names.set(id, externalId);
  return (id) => names.get(id) ?? id;
}

/** A change in words. */
export function describeChange(
  { type, event }: { readonly type: string; readonly event: TicketAIEvent },
  nameOf: NameOf,
): string {
  const all = (ids: readonly string[]) => ids.map(nameOf).join(', ');
  const of = (id: string | undefined) => (id === undefined ? 'no intent' : nameOf(id));
  if (event.type === 'intent-renamed') return `renamed "${event.from}" to "${event.to}"`;
  if (event.type === 'intents-merged') return `merged ${all(event.losers)} into ${nameOf(event.winner)}`;
  if (event.type === 'intent-split') return `split ${all(event.created)} off ${nameOf(event.intentId)}`;
  if (event.type === 'intent-moved') return `filed ${nameOf(event.intentId)} elsewhere`;
  if (event.type === 'ticket-moved')
    return `moved ticket ${nameOf(event.ticketId)} from ${of(event.from)} to ${of(event.to)}`;
  if (event.type === 'taxonomy-changed')
    return `changed categories (${[...new Set(event.operations)].join(', ')})`;
  return type.replaceAll('-', ' ');
}

/** Where an intent comes from and what happened to it. */
export function showLineage(
  terminal: Terminal,
  { today, absorbed, splitFrom, parts, createdAt, createdBy, createdInRun, history }: Lineage,
  nameOf: NameOf,
): void {
  const { paint } = terminal;
  terminal.out(`${paint('bold', oneLine(today.name))}  ${today.id}`);
  terminal.out(`made ${formatDate(createdAt, true)} UTC by ${createdBy.id} in run ${createdInRun}`);
  if (splitFrom !== undefined) terminal.out(`split from "${oneLine(splitFrom.name)}" (${splitFrom.id})`);
  for (const { id, name } of absorbed) terminal.out(`"${oneLine(name)}" (${id}) went up in it`);
  for (const { id, name } of parts) terminal.out(`"${oneLine(name)}" (${id}) was split off`);
  for (const { eventId, type, event, at, actor, reason, undone } of history) {
    const why = reason === undefined ? '' : `: ${oneLine(reason)}`;
    terminal.out(
      `${formatDate(at, true)}  ${oneLine(describeChange({ type, event }, nameOf))} by ${oneLine(actor.id)}${why}${undone ? ' (taken back)' : ''}  ${paint('dim', eventId)}`,
    );
  }
}
