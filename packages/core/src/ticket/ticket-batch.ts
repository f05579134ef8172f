import type { Context } from '../context.ts';
import type { ImportId, MessageId, TicketId } from '../ids.ts';
import { type Change, collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { detectLanguage } from '../text/language.ts';
import { compareMessages } from './compare-messages.ts';
import { contentHash } from './content-hash.ts';
import { type KnownDraft, keyOf, type ParsedDrafts, type RejectedDraft } from './parse-drafts.ts';
import type { Message, ParsedTicketDraft, Ticket } from './ticket.ts';

export type { RejectedDraft } from './parse-drafts.ts';

/** A batch, ready to be written. */
export interface PreparedBatch {
  readonly created: readonly { readonly ticket: Ticket; readonly messages: readonly Message[] }[];
  readonly updates: readonly {
    readonly change: Change<Ticket>;
    readonly messages: readonly Message[];
    /** The customer came back since it was last handed in. */
    readonly isReopened: boolean;
  }[];
  readonly unchanged: number;
  /** How many of the unchanged say what an earlier draft of the batch said. */
  readonly doubled: number;
  readonly rejected: readonly RejectedDraft[];
}

/** What is known of tickets before a batch. */
export interface KnownTickets {
  /** Of those that drafts are of, by {@link keyOf}. */
  find(drafts: readonly KnownDraft[]): Promise<ReadonlyMap<string, Ticket>>;
  /** Their messages, in the order they came in. */
  messages(ticketIds: readonly TicketId[]): Promise<ReadonlyMap<TicketId, readonly Message[]>>;
}

/** What the store knows. */
export function storedTickets(context: Context): KnownTickets {
  return {
    find: (drafts) => findKnown(context, drafts),
    messages: (ticketIds) => readStored(context, ticketIds),
  };
}

/** Everything about a batch that can be done before its transaction. Tickets whose text was erased are passed over as unchanged. */
export async function prepareBatch(
  context: Context,
  { parsed, rejected, doubled }: ParsedDrafts,
  importId?: ImportId,
  tickets: KnownTickets = storedTickets(context),
): Promise<PreparedBatch> {
  const known = await tickets.find([...parsed.values()]);
  const entries = [...parsed].map(([key, entry]) => ({ entry, ticket: known.get(key) }));
  const created = entries.flatMap(({ entry, ticket }) =>
    ticket === undefined ? [newTicket(context, entry, importId)] : [],
  );
  const differing = entries.flatMap(({ entry, ticket }) =>
    ticket === undefined || ticket.erasedAt !== undefined || ticket.contentHash === entry.hash
      ? []
      : [{ entry, ticket }],
  );
  const stored = await tickets.messages(differing.map(({ ticket }) => ticket.id));
  const changes: TicketChange[] = [];
  for (const { entry, ticket } of differing)
    changes.push(await changeTicket(context, entry, ticket, stored.get(ticket.id) ?? []));
  const refused = changes.flatMap(({ rejected }) => (rejected === undefined ? [] : [rejected]));
  const updates = changes.flatMap(({ update }) => (update === undefined ? [] : [update]));
  const same = changes.filter(({ update, rejected }) => update === undefined && rejected === undefined);
  return {
    created,
    updates,
    unchanged: doubled + entries.length - created.length - differing.length + same.length,
    doubled,
    rejected: [...rejected, ...refused].sort((a, b) => a.index - b.index),
  };
}

/** Writes a prepared batch and tells of it. */
export async function writeBatch(
  context: Context,
  transaction: Transaction,
  batch: PreparedBatch,
  importId?: ImportId,
): Promise<void> {
  const messages = [...batch.created, ...batch.updates].flatMap((entry) => entry.messages);
  await transaction.tickets.insert(batch.created.map(({ ticket }) => ticket));
  await transaction.tickets.updateMany(batch.updates.map(({ change }) => change));
  await transaction.messages.insert(messages);
  const ticketIds = [
    ...batch.created.map(({ ticket }) => ticket.id),
    ...batch.updates.map(({ change }) => change.id),
  ];
  if (ticketIds.length > 0) {
    const reopenedIds = batch.updates.flatMap(({ change, isReopened }) => (isReopened ? [change.id] : []));
    await context.commit(transaction, [
      {
        type: 'tickets-ingested',
        ticketIds,
        ...(importId === undefined ? {} : { importId }),
        ...(reopenedIds.length === 0 ? {} : { reopenedIds }),
      },
    ]);
  }
}

async function findKnown(context: Context, drafts: readonly KnownDraft[]): Promise<Map<string, Ticket>> {
  const known = new Map<string, Ticket>();
  for (const [source, group] of Map.groupBy(drafts, ({ draft }) => draft.source)) {
    const externalId = group.map(({ draft }) => draft.externalId);
    const { items } = await context.store.tickets.find({ where: { source, externalId }, limit: 500 });
    for (const ticket of items) known.set(keyOf({ source, externalId: ticket.externalId }), ticket);
  }
  return known;
}

/** The stored messages of some tickets, in the order they came in. */
async function readStored(
  context: Context,
  ticketId: readonly TicketId[],
): Promise<ReadonlyMap<TicketId, readonly Message[]>> {
  if (ticketId.length === 0) return new Map();
  const messages = await collectAll(context.store.messages, { where: { ticketId } });
  return Map.groupBy(
    messages.sort((a, b) => a.position - b.position),
    (message) => message.ticketId,
  );
}

function newTicket(
  context: Context,
  { draft, hash }: KnownDraft,
  importId: ImportId | undefined,
): { ticket: Ticket; messages: Message[] } {
  const id = context.generateId() as TicketId;
  const { requester, createdAt, resolvedAt, reopenedAt, ...fields } = describe(draft);
  const ticket: Ticket = {
    id,
    version: 1,
    source: draft.source,
    externalId: draft.externalId,
    ...(importId === undefined ? {} : { importId }),
    ...fields,
    ...(requester === undefined ? {} : { requester }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(resolvedAt === undefined ? {} : { resolvedAt }),
    ...(reopenedAt === undefined ? {} : { reopenedAt }),
    messageCount: draft.messages.length,
    contentHash: hash,
    ingestedAt: context.now(),
    ingestedBy: context.actor,
  };
  return { ticket, messages: newMessages(context, id, draft.messages, 0) };
}

/** What a draft does to its ticket: both, one or nothing of it. */
interface TicketChange {
  readonly update?: PreparedBatch['updates'][number];
  readonly rejected?: RejectedDraft;
}

/** New messages are added and the fields replaced; what was said before is never rewritten. */
async function changeTicket(
  context: Context,
  { index, draft, hash }: KnownDraft,
  ticket: Ticket,
  stored: readonly Message[],
): Promise<TicketChange> {
  const { added, rewritten } = compareMessages(stored, draft.messages);
  const kept = draft.messages.map((message, place) => ({
    ...message,
    text: rewritten.get(place) ?? message.text,
  }));
  const fields = describe({ ...draft, messages: kept });
  const from = (stored.at(-1)?.position ?? -1) + 1;
  const rejected = rewritten.size === 0 ? {} : { rejected: { index, reason: describeRewritten(rewritten) } };
  if (added.length === 0 && holds(ticket, fields)) return rejected;
  const contentHashKept = rewritten.size === 0 ? hash : contentHash({ ...draft, messages: kept });
  const patch = { ...fields, messageCount: from + added.length, contentHash: contentHashKept };
  return {
    ...rejected,
    update: {
      change: { id: ticket.id, version: ticket.version, patch },
      messages: newMessages(context, ticket.id, added, from),
      isReopened: (fields.reopenedAt ?? 0) > (ticket.reopenedAt ?? 0),
    },
  };
}

function describeRewritten(rewritten: ReadonlyMap<number, string>): string {
  const places = [...rewritten.keys()].map((place) => place + 1).sort((a, b) => a - b);
  return places.length === 1
    ? `message ${places[0]} was changed since it was imported; the stored text was kept`
    : `messages ${places.join(', ')} were changed since they were imported; the stored texts were kept`;
}

/** Whether a ticket has these fields already. */
function holds(ticket: Ticket, fields: ReturnType<typeof describe>): boolean {
  return (Object.keys(fields) as (keyof typeof fields)[]).every(
    (name) => JSON.stringify(ticket[name]) === JSON.stringify(fields[name]),
  );
}

/** The fields a draft decides; what it lacks is named, so that an update clears it. */
function describe(draft: ParsedTicketDraft) {
  const { subject, status, requester, createdAt, resolvedAt, reopenedAt, tags, fields } = draft;
  const sample = [subject, ...draft.messages.map((message) => message.text)].join('\n').slice(0, 2000);
  const language = draft.language ?? languageTag(sample);
  return { subject, status, language, requester, createdAt, resolvedAt, reopenedAt, tags, fields };
}

/** BCP 47: `und` where the text does not tell. */
function languageTag(text: string): string {
  const { language } = detectLanguage(text);
  return language === 'other' || language === 'unknown' ? 'und' : language;
}

function newMessages(
  context: Context,
  ticketId: TicketId,
  messages: Readonly<ParsedTicketDraft['messages']>,
  from: number,
): Message[] {
  return messages.map((message, offset) => ({
    id: context.generateId() as MessageId,
    ticketId,
    position: from + offset,
    role: message.role,
    ...(message.at === undefined ? {} : { at: message.at }),
    text: message.text,
  }));
}
