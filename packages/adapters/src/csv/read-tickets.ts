import { createHash } from 'node:crypto';
import type { RejectedRow, TicketReaderItem } from '@ticket-ai/core';
import { type RowFormat, type RowValues, readDraft } from './read-draft.ts';
import type { Row } from './read-rows.ts';
import { knownRoles } from './values.ts';

/** Reads files with one row per ticket: a function from a row to what becomes of it (nothing, for a row without any content). */
export function ticketPerRow(format: RowFormat): (row: Row, number: number) => readonly TicketReaderItem[] {
  const known = new Map<string, { line: number; digest: string }>();
  return (row, number) => {
    if (isEmpty(row)) return [];
    const { id, role, draft } = readDraft(row.cells, format);
    if (id !== undefined) {
      const digest = createHash('sha256').update(JSON.stringify(draft)).digest('base64');
      const twin = known.get(id);
      if (twin !== undefined && twin.digest !== digest) return [rejectTwin(row, id, twin.line, format)];
      if (twin === undefined) known.set(id, { line: row.line, digest });
    }
    const { body, ...rest } = draft;
    const text = role === undefined || body === '' ? { body } : { messages: [{ role, text: body }] };
    return [{ kind: 'ticket', line: row.line, rowId: id ?? String(number), draft: { ...rest, ...text } }];
  };
}

function rejectTwin(row: Row, id: string, line: number, { header, mapping }: RowFormat): RejectedRow {
  const hint =
    mapping.authorRole === undefined
      ? ' If the file has one row per message, say which column tells customer from agent: --column authorRole=NAME.'
      : '';
  const reason = `The id "${id.slice(0, 100)}" stands in line ${line} already, with other content; the first one was kept.${hint}`;
  return reject(row, reason, mapping.id ?? header[0]);
}

/** Reads files with one row per message: takes rows one by one, then gives the tickets at the line where each was first seen. */
export function messagePerRow(format: RowFormat): {
  add(row: Row | RejectedRow): void;
  items(): readonly TicketReaderItem[];
} {
  const threads = new Map<string, { line: number; rows: RowValues[] }>();
  const rejected: RejectedRow[] = [];
  return {
    add(row) {
      if (row.kind === 'rejected') rejected.push(row);
      else if (!isEmpty(row)) addMessage(row);
    },
    items() {
      const tickets = [...threads].map(([id, { line, rows }]) => ({
        kind: 'ticket' as const,
        line,
        rowId: id,
        draft: joinThread(rows),
      }));
      return [...tickets, ...rejected].sort((a, b) => a.line - b.line);
    },
  };

  function addMessage(row: Row): void {
    const values = readDraft(row.cells, format);
    const thread = threads.get(values.id ?? '');
    if (values.id === undefined) {
      rejected.push(reject(row, 'The message has no ticket id. Fill it in.', format.mapping.id));
    } else if (values.unknownRole !== undefined) {
      const reason = `"${values.unknownRole.slice(0, 60)}" is no known author role. Known: ${knownRoles}.`;
      rejected.push(reject(row, reason, format.mapping.authorRole));
    } else if (thread === undefined) {
      threads.set(values.id, { line: row.line, rows: [values] });
    } else {
      thread.rows.push(values);
    }
  }
}

/** The subject, requester and fields of the first message that has them; the status of the last. */
function joinThread(rows: readonly RowValues[]) {
  const drafts = rows.map(({ draft }) => draft);
  const { body: _, ...first } = drafts[0]!;
  const last = <Key extends 'status' | 'resolvedAt'>(key: Key) => {
    const value = drafts.findLast((draft) => draft[key] !== undefined)?.[key];
    return value === undefined ? {} : { [key]: value };
  };
  const earliest = <Key extends 'requester' | 'language' | 'createdAt'>(key: Key) => {
    const value = drafts.find((draft) => draft[key] !== undefined)?.[key];
    return value === undefined ? {} : { [key]: value };
  };
  return {
    ...first,
    subject: drafts.find(({ subject }) => subject !== '')?.subject ?? '',
    ...earliest('requester'),
    ...earliest('language'),
    ...last('status'),
    ...last('resolvedAt'),
    tags: [...new Set(drafts.flatMap(({ tags = [] }) => tags))],
    fields: Object.fromEntries(drafts.toReversed().flatMap(({ fields }) => Object.entries(fields))),
    ...joinMessages(rows),
  };
}

/** Messages in order of time when all have one, else in the order of the file. */
function joinMessages(rows: readonly RowValues[]) {
  const messages = rows
    .filter(({ draft }) => draft.body !== '')
    .map(({ role = 'customer' as const, draft }) => ({ role, text: draft.body, ...timeOf(draft.createdAt) }));
  const timed = messages.every(({ at }) => at !== undefined);
  const ordered = timed ? messages.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0)) : messages;
  const times = rows.flatMap(({ draft }) => (typeof draft.createdAt === 'number' ? [draft.createdAt] : []));
  return {
    messages: ordered,
    ...(times.length === 0 ? {} : { createdAt: times.reduce((a, b) => Math.min(a, b)) }),
  };
}

function timeOf(at: unknown): { readonly at?: number } {
  return typeof at === 'number' ? { at } : {};
}

function isEmpty({ cells }: Row): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function reject(row: Row, reason: string, column: string | undefined): RejectedRow {
  return {
    kind: 'rejected',
    line: row.line,
    ...(column === undefined ? {} : { column }),
    reason,
    text: row.cells.join(',').slice(0, 1000),
  };
}
