import type { Context } from '../context.ts';
import { throwIfAborted } from '../errors.ts';
import type { TicketId } from '../ids.ts';
import type { ImportRequest } from './import-tickets.ts';
import { type KnownDraft, keyOf, parseDrafts } from './parse-drafts.ts';
import { type BatchItem, fileFormat, findReader, inBatches, rejectedRow } from './read-rows.ts';
import type { Message, Ticket } from './ticket.ts';
import { type KnownTickets, type PreparedBatch, prepareBatch, storedTickets } from './ticket-batch.ts';
import type { RejectedRow } from './ticket-reader.ts';

/** What an import would do. */
export interface ImportPreview {
  /** How the file was understood. */
  readonly columns?: Omit<Extract<BatchItem, { readonly kind: 'columns' }>, 'kind'>;
  readonly created: number;
  readonly updated: number;
  /** Rows that say nothing new. */
  readonly unchanged: number;
  /** How many of the unchanged repeat an earlier row of the same file. */
  readonly doubled: number;
  /** Rows that would be refused, in the order of the file. */
  readonly rejected: readonly RejectedRow[];
}

/** Reads a file as an import would and says what would become of each row. Nothing is written, nothing is kept of the file. */
export async function previewImport(
  context: Context,
  { bytes, fileName, columns, source }: ImportRequest,
): Promise<ImportPreview> {
  const reader = findReader(context, fileFormat(fileName));
  const items = reader.read({
    bytes,
    ...(columns === undefined ? {} : { columns }),
    ...(source === undefined ? {} : { source }),
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
  });
  const known = withEarlierRows(storedTickets(context));
  const rejected: RejectedRow[] = [];
  let preview: Omit<ImportPreview, 'rejected'> = { created: 0, updated: 0, unchanged: 0, doubled: 0 };
  let done = 0;
  for await (const item of inBatches(items)) {
    throwIfAborted(context.abortSignal);
    if (item.kind === 'rejected') rejected.push(item);
    if (item.kind === 'columns') {
      const { kind: _, ...understood } = item;
      preview = { ...preview, columns: understood };
    }
    if (item.kind !== 'batch') continue;
    const drafts = parseDrafts(item.rows.map(({ draft }) => draft));
    const batch = await prepareBatch(context, drafts, undefined, known);
    rejected.push(...batch.rejected.map((refusal) => rejectedRow(item.rows, refusal)));
    preview = {
      ...preview,
      created: preview.created + batch.created.length,
      updated: preview.updated + batch.updates.length,
      unchanged: preview.unchanged + batch.unchanged,
      doubled: preview.doubled + batch.doubled + known.repeated(),
    };
    known.add(batch);
    done += item.rows.length;
    context.onProgress?.({ stage: 'import', done });
  }
  return { ...preview, rejected: rejected.sort((a, b) => a.line - b.line) };
}

interface EarlierRows extends KnownTickets {
  /** What a batch would write is known to the batches behind it. */
  add(batch: PreparedBatch): void;
  /** How many drafts of the batch looked up last say what an earlier batch said. */
  repeated(): number;
}

function withEarlierRows(stored: KnownTickets): EarlierRows {
  const tickets = new Map<string, Ticket>();
  const messages = new Map<TicketId, readonly Message[]>();
  let repeats = 0;
  const find = async (drafts: readonly KnownDraft[]) => {
    const before = await stored.find(drafts);
    const found = new Map<string, Ticket>();
    repeats = 0;
    for (const { draft, hash } of drafts) {
      const key = keyOf(draft);
      const earlier = tickets.get(key);
      const ticket = earlier ?? before.get(key);
      if (earlier?.contentHash === hash) repeats += 1;
      if (ticket === undefined) continue;
      found.set(key, ticket);
      tickets.set(key, ticket);
    }
    return found;
  };
  const readMessages = async (ticketIds: readonly TicketId[]) => {
    const before = await stored.messages(ticketIds.filter((id) => !messages.has(id)));
    for (const [id, own] of before) messages.set(id, own);
    return messages;
  };
  return {
    find,
    messages: readMessages,
    repeated: () => repeats,
    add({ created, updates }) {
      for (const { ticket, messages: own } of created) {
        tickets.set(keyOf(ticket), ticket);
        messages.set(ticket.id, own);
      }
      const byId = new Map([...tickets.values()].map((ticket) => [ticket.id, ticket]));
      for (const { change, messages: own } of updates) {
        const ticket = byId.get(change.id);
        if (ticket !== undefined) tickets.set(keyOf(ticket), { ...ticket, ...change.patch } as Ticket);
        messages.set(change.id, [...(messages.get(change.id) ?? []), ...own]);
      }
    },
  };
}
