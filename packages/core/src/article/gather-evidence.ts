import type { Context } from '../context.ts';
import type { TicketId } from '../ids.ts';
import { inActiveRun } from '../intent/active-run.ts';
import type { Intent } from '../intent/intent.ts';
import { intentIdsUnder } from '../intent/intent-tickets.ts';
import { collectAll } from '../record.ts';
import type { Passage } from '../search/passage.ts';
import { cleanMessage } from '../text/clean-message.ts';
import { tokenise } from '../text/tokenise.ts';
import { conversationOrder } from '../ticket/conversation-order.ts';
import type { Message, Ticket, TicketThread } from '../ticket/ticket.ts';
import type { Evidence } from './article-generator.ts';
import { chooseDiverse } from './choose-diverse.ts';

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

type Source = Pick<Context, 'store' | 'search'>;

/** Collects agents' replies of solved tickets, diverse but on the point, and the passages that belong to the topic. */
export async function gatherEvidence(context: Source, intent: Intent): Promise<GatheredEvidence> {
  const threads = await solvedThreads(context, intent);
  const chosen = chooseThreads(threads, intent);
  const questions = chosen.flatMap(({ messages }) => firstQuestion(messages));
  const found = await context.search({
    query: topicOf(intent, questions),
    topK: passages,
    filter: { collections: ['documents'] },
  });
  const replies = chosen.flatMap(repliesOf);
  return {
    evidence: [...replies, ...found.passages.map(passageEvidence)],
    questions,
    customers: [...new Set(chosen.flatMap(({ ticket }) => ticket.requester ?? []))],
  };
}

/** The name and the words that tell the intent from others; whole tickets would drown them. */
const topicOf = (intent: Intent, questions: readonly string[]): string =>
  [intent.name, intent.name, intent.description, ...intent.terms.slice(0, 10), ...questions.slice(0, 3)]
    .join('\n')
    .slice(0, 2000);

async function solvedThreads({ store }: Source, intent: Intent): Promise<TicketThread[]> {
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
  const messages = await messagesOf(store, tickets);
  return tickets
    .map((ticket) => ({ ticket, messages: messages.get(ticket.id) ?? [] }))
    .filter((thread) => thread.messages.some(({ role, text }) => role === 'agent' && text !== ''));
}

const isSolved = (ticket: Ticket): boolean =>
  (ticket.status === 'solved' || ticket.status === 'closed') &&
  !(ticket.reopenedAt !== undefined && ticket.reopenedAt > (ticket.resolvedAt ?? 0));

async function messagesOf(
  store: Source['store'],
  tickets: readonly Ticket[],
): Promise<Map<TicketId, Message[]>> {
  const byTicket = new Map<TicketId, Message[]>();
  for (let start = 0; start < tickets.length; start += 100) {
    const ticketId = tickets.slice(start, start + 100).map(({ id }) => id);
    for (const message of await collectAll(store.messages, { where: { ticketId } })) {
      byTicket.set(message.ticketId, [...(byTicket.get(message.ticketId) ?? []), message]);
    }
  }
  for (const [ticketId, messages] of byTicket) byTicket.set(ticketId, conversationOrder(messages));
  return byTicket;
}

/** By maximal marginal relevance to the intent; the newest ticket is always among them, because procedures change. */
function chooseThreads(threads: readonly TicketThread[], intent: Intent): TicketThread[] {
  if (threads.length <= chosenTickets) return [...threads];
  const terms = threads.map(({ ticket, messages }) => {
    const text = [ticket.subject, ...messages.map((message) => message.text)].join('\n').slice(0, 4000);
    return new Set(tokenise(text, { withoutStopWords: true }));
  });
  const topic = new Set(
    tokenise([intent.name, intent.description, ...intent.terms].join('\n'), { withoutStopWords: true }),
  );
  const cosine = (left: ReadonlySet<string>, right: ReadonlySet<string>) =>
    [...left].filter((term) => right.has(term)).length /
    Math.sqrt(Math.max(1, left.size) * Math.max(1, right.size));
  const exemplars = new Set(intent.exemplars);
  const chosen = chooseDiverse({
    size: threads.length,
    most: chosenTickets,
    relevance: (index) =>
      Math.min(1, cosine(terms[index]!, topic) + (exemplars.has(threads[index]!.ticket.id) ? 0.2 : 0)),
    similarity: (left, right) => cosine(terms[left]!, terms[right]!),
  });
  const newest = chosen.includes(0) ? chosen : [...chosen.slice(0, -1), 0];
  return newest.map((index) => threads[index]!);
}

function firstQuestion(messages: readonly Message[]): string[] {
  const first = messages.find(({ role, text }) => role === 'customer' && text !== '');
  return first === undefined ? [] : [cleanMessage(first.text).slice(0, 500)];
}

function repliesOf({ ticket, messages }: TicketThread): Evidence[] {
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

function passageEvidence({ chunk, document }: Passage): Evidence {
  const { versionId, id: chunkId, text, start, pageFrom: page } = chunk;
  return {
    kind: 'passage',
    versionId,
    chunkId,
    title: [document.title, ...chunk.headingPath.filter((heading) => heading !== document.title)].join(' › '),
    text,
    start,
    page,
    language: 'und',
  };
}
