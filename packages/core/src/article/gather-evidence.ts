import type { Context } from '../context.ts';
import type { Chunk } from '../document/document.ts';
import type { ChunkId, TicketId } from '../ids.ts';
import { inActiveRun } from '../intent/active-run.ts';
import type { Intent } from '../intent/intent.ts';
import { intentIdsUnder } from '../intent/intent-tickets.ts';
import { collectAll } from '../record.ts';
import { cleanMessage } from '../text/clean-message.ts';
import { conversationOrder } from '../ticket/conversation-order.ts';
import type { Message, Ticket, TicketThread } from '../ticket/ticket.ts';
import type { Evidence } from './article-generator.ts';
import { chooseThreads } from './choose-threads.ts';

/** What an article is written from, and what it is tried on afterwards: ids only, so that a journal of it outlives no text. */
export interface EvidenceChoice {
  readonly ticketIds: readonly TicketId[];
  readonly chunkIds: readonly ChunkId[];
  /** Solved tickets that the generator does not get to see: the finished draft is tried on them. */
  readonly heldOut: readonly TicketId[];
}

/** What an article is written from. */
export interface GatheredEvidence {
  readonly evidence: readonly Evidence[];
  /** What customers asked, cleaned. */
  readonly questions: readonly string[];
  /** Names and addresses of the customers of these tickets: none may appear in the article. */
  readonly customers: readonly string[];
}

/** How much is looked at. Replies are cheap to read without a model; a model's generator gets the same bounded set. */
const newestTickets = 400;
const chosenTickets = 24;
const passages = 6;
/** One of so many solved tickets is held out, once there are as many. */
const heldOutOneOf = 6;

type Source = Pick<Context, 'store' | 'search'>;

/** Chooses solved tickets with replies, diverse but on the point, and the passages that belong to the topic. */
export async function chooseEvidence(
  context: Source,
  intent: Intent,
  threads: readonly TicketThread[],
): Promise<EvidenceChoice> {
  const ordered = chooseThreads(threads, intent, threads.length);
  const heldOut = ordered.filter((_, position) => position % heldOutOneOf === heldOutOneOf - 1);
  const chosen = ordered.filter((thread) => !heldOut.includes(thread)).slice(0, chosenTickets);
  const idsOf = (some: readonly TicketThread[]) => some.map(({ ticket }) => ticket.id);
  const questions = chosen.flatMap(({ messages }) => firstQuestion(messages));
  const found = await context.search({
    query: topicOf(intent, questions),
    topK: passages,
    filter: { collections: ['documents'] },
    ticketIds: idsOf(chosen),
  });
  return {
    ticketIds: idsOf(chosen),
    chunkIds: found.passages.map(({ chunk }) => chunk.id),
    heldOut: idsOf(heldOut).slice(0, chosenTickets),
  };
}

/** The texts of a choice as they are now: what was erased meanwhile is not among them. */
export async function readEvidence(
  { store }: Pick<Source, 'store'>,
  { ticketIds, chunkIds }: Pick<EvidenceChoice, 'ticketIds' | 'chunkIds'>,
): Promise<GatheredEvidence> {
  const threads = await readThreads(store, await store.tickets.getMany(ticketIds));
  const chunks = (await store.chunks.getMany(chunkIds)).filter(({ text }) => text !== '');
  const versions = await store.documentVersions.getMany([
    ...new Set(chunks.map(({ versionId }) => versionId)),
  ]);
  const documents = await store.documents.getMany([...new Set(chunks.map(({ documentId }) => documentId))]);
  const languages = new Map(versions.map(({ id, language }) => [id, language]));
  const titles = new Map(documents.map(({ id, title }) => [id, title]));
  return {
    evidence: [
      ...threads.flatMap(repliesOf),
      ...chunks.map((chunk) =>
        passageEvidence(chunk, titles.get(chunk.documentId) ?? '', languages.get(chunk.versionId) ?? 'und'),
      ),
    ],
    questions: threads.flatMap(({ messages }) => firstQuestion(messages)),
    customers: [...new Set(threads.flatMap(({ ticket }) => ticket.requester ?? []))],
  };
}

/** The name and the words that tell the intent from others; whole tickets would drown them. */
const topicOf = (intent: Intent, questions: readonly string[]): string =>
  [intent.name, intent.name, intent.description, ...intent.terms.slice(0, 10), ...questions.slice(0, 3)]
    .join('\n')
    .slice(0, 2000);

/** The newest tickets of an intent that an agent answered and that stayed solved, newest first. */
export async function solvedThreads(
  { store }: Pick<Source, 'store'>,
  intent: Intent,
): Promise<TicketThread[]> {
  const heads = await store.assignmentHeads.find({
    where: {
      ...(await inActiveRun(store)),
      intentId: await intentIdsUnder(store, intent.id),
      role: 'primary',
    },
    orderBy: { field: 'ticketCreatedAt', direction: 'descending' },
    limit: newestTickets,
  });
  const tickets = (await store.tickets.getMany(heads.items.map(({ ticketId }) => ticketId))).filter(isSolved);
  const threads = await readThreads(store, tickets);
  return threads.filter(({ messages }) => messages.some(({ role, text }) => role === 'agent' && text !== ''));
}

const isSolved = (ticket: Ticket): boolean =>
  (ticket.status === 'solved' || ticket.status === 'closed') &&
  !(ticket.reopenedAt !== undefined && ticket.reopenedAt > (ticket.resolvedAt ?? 0));

/** Tickets with their conversations, in the order given. */
export async function readThreads(
  store: Source['store'],
  tickets: readonly Ticket[],
): Promise<TicketThread[]> {
  const byTicket = new Map<TicketId, Message[]>();
  for (let start = 0; start < tickets.length; start += 100) {
    const ticketId = tickets.slice(start, start + 100).map(({ id }) => id);
    for (const message of await collectAll(store.messages, { where: { ticketId } })) {
      byTicket.set(message.ticketId, [...(byTicket.get(message.ticketId) ?? []), message]);
    }
  }
  return tickets.map((ticket) => ({ ticket, messages: conversationOrder(byTicket.get(ticket.id) ?? []) }));
}

function firstQuestion(messages: readonly Message[]): string[] {
  const first = messages.find(({ role, text }) => role === 'customer' && text !== '');
  return first === undefined ? [] : [cleanMessage(first.text).slice(0, 500)];
}

/** An agent's messages as evidence. */
export function repliesOf({ ticket, messages }: TicketThread): Extract<Evidence, { kind: 'reply' }>[] {
  return messages
    .filter(({ role, text }) => role === 'agent' && text !== '')
    .map((message) => ({
      kind: 'reply',
      ticketId: ticket.id,
      messageId: message.id,
      text: message.text,
      ...(message.at === undefined ? {} : { at: message.at }),
      resolved: true,
      language: ticket.language,
    }));
}

function passageEvidence(chunk: Chunk, documentTitle: string, language: string): Evidence {
  const { versionId, id: chunkId, text, start, pageFrom: page, headingPath } = chunk;
  const headings = headingPath.filter((heading) => heading !== documentTitle);
  return {
    kind: 'passage',
    versionId,
    chunkId,
    title: [documentTitle, ...headings].join(' › '),
    text,
    start,
    page,
    language,
  };
}
