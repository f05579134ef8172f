import type { Context } from '../context.ts';
import type { ImportId, MessageId, TicketId } from '../ids.ts';
import type { Change } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { detectLanguage } from '../text/language.ts';
import { contentHash } from './content-hash.ts';
import {
  type Message,
  type ParsedTicketDraft,
  type Ticket,
  type TicketDraft,
  ticketDraftSchema,
} from './ticket.ts';

/** A draft that cannot become a ticket. */
export interface RejectedDraft {
  /** Position in what was handed in, from 0. */
  readonly index: number;
  readonly reason: string;
}

/** A batch, ready to be written. */
export interface PreparedBatch {
  readonly created: readonly { readonly ticket: Ticket; readonly messages: readonly Message[] }[];
  readonly updates: readonly { readonly change: Change<Ticket>; readonly messages: readonly Message[] }[];
  readonly unchanged: number;
  readonly rejected: readonly RejectedDraft[];
}

/** Everything about a batch that can be done before its transaction. */
export async function prepareBatch(
  context: Context,
  drafts: readonly TicketDraft[],
  importId?: ImportId,
): Promise<PreparedBatch> {
  const rejected: RejectedDraft[] = [];
  const parsed = new Map<string, { draft: ParsedTicketDraft; hash: string }>();
  let unchanged = 0;
  for (const [index, input] of drafts.entries()) {
    const result = ticketDraftSchema.safeParse(input);
    if (!result.success) {
      rejected.push({ index, reason: describeIssues(result.error.issues) });
      continue;
    }
    const draft = withBody(result.data);
    const hash = await contentHash(draft);
    const externalId = draft.externalId ?? `sha256:${hash.slice(0, 32)}`;
    const key = JSON.stringify([draft.source, externalId]);
    const twin = parsed.get(key);
    if (twin === undefined) parsed.set(key, { draft: { ...draft, externalId }, hash });
    else if (twin.hash === hash) unchanged += 1;
    else
      rejected.push({
        index,
        reason: `The id "${externalId}" occurs twice with different content; the first one was kept.`,
      });
  }
  const known = await findKnown(
    context,
    [...parsed.values()].map(({ draft }) => draft),
  );
  const created: { ticket: Ticket; messages: Message[] }[] = [];
  const updates: { change: Change<Ticket>; messages: Message[] }[] = [];
  for (const [key, { draft, hash }] of parsed) {
    const ticket = known.get(key);
    if (ticket === undefined) created.push(newTicket(context, draft, hash, importId));
    else if (ticket.contentHash === hash) unchanged += 1;
    else updates.push(changedTicket(context, ticket, draft, hash));
  }
  return { created, updates, unchanged, rejected };
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
    await context.commit(transaction, [
      { type: 'tickets-ingested', ticketIds, ...(importId === undefined ? {} : { importId }) },
    ]);
  }
}

async function findKnown(
  context: Context,
  drafts: readonly ParsedTicketDraft[],
): Promise<Map<string, Ticket>> {
  const known = new Map<string, Ticket>();
  const idsBySource = Map.groupBy(drafts, (draft) => draft.source);
  for (const [source, group] of idsBySource) {
    const externalId = group.map((draft) => draft.externalId ?? '');
    const { items } = await context.store.tickets.find({ where: { source, externalId }, limit: 500 });
    for (const ticket of items) known.set(JSON.stringify([source, ticket.externalId]), ticket);
  }
  return known;
}

/** `body` is short for one customer message. */
function withBody(draft: ParsedTicketDraft): ParsedTicketDraft {
  const { body, ...rest } = draft;
  const messages =
    body === undefined || body.trim() === ''
      ? draft.messages
      : [{ role: 'customer' as const, at: draft.createdAt, text: body }, ...draft.messages];
  const createdAt = draft.createdAt ?? messages[0]?.at;
  return { ...rest, messages, ...(createdAt === undefined ? {} : { createdAt }) };
}

function newTicket(
  context: Context,
  draft: ParsedTicketDraft,
  hash: string,
  importId: ImportId | undefined,
): { ticket: Ticket; messages: Message[] } {
  const id = context.generateId() as TicketId;
  const ticket: Ticket = {
    id,
    version: 1,
    source: draft.source,
    externalId: draft.externalId ?? id,
    ...(importId === undefined ? {} : { importId }),
    ...describe(draft, hash),
    ingestedAt: context.now(),
    ingestedBy: context.actor,
  };
  return { ticket, messages: newMessages(context, id, draft, 0) };
}

/** New messages are added and the fields replaced; what was said before is never rewritten. */
function changedTicket(
  context: Context,
  ticket: Ticket,
  draft: ParsedTicketDraft,
  hash: string,
): { change: Change<Ticket>; messages: Message[] } {
  const patch = {
    ...describe(draft, hash),
    messageCount: Math.max(ticket.messageCount, draft.messages.length),
  };
  return {
    change: { id: ticket.id, version: ticket.version, patch },
    messages: newMessages(context, ticket.id, draft, ticket.messageCount),
  };
}

function describe(draft: ParsedTicketDraft, hash: string) {
  const { subject, status, requester, createdAt, resolvedAt, reopenedAt, tags, fields } = draft;
  const sample = [subject, ...draft.messages.map((message) => message.text)].join('\n').slice(0, 2000);
  return {
    subject,
    status,
    language: draft.language ?? languageTag(sample),
    ...(requester === undefined ? {} : { requester }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(resolvedAt === undefined ? {} : { resolvedAt }),
    ...(reopenedAt === undefined ? {} : { reopenedAt }),
    tags,
    fields,
    messageCount: draft.messages.length,
    contentHash: hash,
  };
}

/** BCP 47: `und` where the text does not tell. */
function languageTag(text: string): string {
  const { language } = detectLanguage(text);
  return language === 'other' || language === 'unknown' ? 'und' : language;
}

function newMessages(
  context: Context,
  ticketId: TicketId,
  draft: ParsedTicketDraft,
  from: number,
): Message[] {
  return draft.messages.slice(from).map((message, offset) => ({
    id: context.generateId() as MessageId,
    ticketId,
    position: from + offset,
    role: message.role,
    ...(message.at === undefined ? {} : { at: message.at }),
    text: message.text,
  }));
}

function describeIssues(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  return issues
    .map(({ path, message }) => `${path.length === 0 ? 'ticket' : path.join('.')}: ${message}`)
    .join('; ');
}
