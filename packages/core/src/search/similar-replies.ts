import type { Context } from '../context.ts';
import type { EventRow } from '../events.ts';
import type { TicketId } from '../ids.ts';
import { findAll } from '../record.ts';
import { type Bm25Index, createBm25Index } from '../text/bm25.ts';
import { detectLanguage, type Language } from '../text/language.ts';
import { splitSentences } from '../text/split-sentences.ts';
import { tokenise } from '../text/tokenise.ts';
import { readThreads } from '../ticket/read-threads.ts';
import { customerText, replyText } from '../ticket/thread-text.ts';
import type { TicketThread } from '../ticket/ticket.ts';
import { meaningTerms } from './desk-words.ts';
import type { KeywordIndex } from './keyword-index.ts';
import { termsOf } from './question-terms.ts';
import type { WordingHint } from './wording-hint.ts';

/** What the memory of replies is made of and kept by. */
type ReplyContext = Pick<Context, 'workspaceId' | 'store' | 'keywordIndex'>;

interface Remembered {
  readonly asked: ReadonlySet<string>;
  readonly terms: ReadonlySet<string>;
  readonly sentences: readonly string[];
  /** Words of the reply as they are written, each once. */
  readonly replied: ReadonlySet<string>;
}

interface Memory {
  readonly index: Bm25Index<TicketId>;
  readonly tickets: Map<TicketId, Remembered>;
  /** In how many replies a word stands. */
  readonly frequency: Map<string, number>;
  position: number;
}

/** The newest tickets with a reply say how people write now; more of them would cost time and memory and add little. */
const mostTickets = 3000;
/** So many of the newest are looked at for a reply: a desk that answers elsewhere has none in a million. */
const mostRead = 30_000;
const mostQuoted = 6;
/** More tickets than are quoted say which words an answer has, and more words than these say nothing new. */
const mostCounted = 12;
const mostWords = 20;
/** Below this share of known word weight nobody has asked the like yet, and the nearest tickets lead astray. */
const leastKnown = 0.6;

/** One memory per index and workspace, like the index itself: a cache of the records. */
const memories = new WeakMap<KeywordIndex, Map<string, Promise<Memory>>>();

/** What agents replied to the tickets most similar to a question, best first. Empty without answered tickets. */
export async function similarReplies(
  context: ReplyContext,
  question: string,
  except: readonly TicketId[] = [],
): Promise<readonly WordingHint[]> {
  const memory = await bringUpToDate(context);
  return similarTickets(memory, question, { except, most: mostQuoted }).flatMap(({ id, weight, ticket }) =>
    ticket.sentences.map((text) => ({ text, weight, asked: ticket.asked, ticketId: id })),
  );
}

/**
 * Words that agents used in replies to similar tickets and not in every reply, the most telling first: what is asked in words that no
 * document uses was asked before, and answered in the documents' words.
 */
export async function replyWords(
  context: ReplyContext,
  question: string,
  except: readonly TicketId[] = [],
): Promise<readonly string[]> {
  const memory = await bringUpToDate(context);
  if (memory.index.coverage(wordsOf(question).join(' ')) < leastKnown) return [];
  const weights = new Map<string, number>();
  for (const { weight, ticket } of similarTickets(memory, question, { except, most: mostCounted }))
    for (const word of ticket.replied) {
      const rarity = Math.log(memory.tickets.size / (memory.frequency.get(word) ?? 1));
      weights.set(word, (weights.get(word) ?? 0) + weight * rarity);
    }
  return [...weights]
    .filter(([, weight]) => weight > 0)
    .sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))
    .slice(0, mostWords)
    .map(([word]) => word);
}

/** The answered tickets that ask most alike, and how much: the best of them and those that share more of the question count most. */
function similarTickets(
  { index, tickets }: Memory,
  question: string,
  { except, most }: { readonly except: readonly TicketId[]; readonly most: number },
): { readonly id: TicketId; readonly weight: number; readonly ticket: Remembered }[] {
  const asked = new Set(wordsOf(question));
  const hits = index.search([...asked].join(' '), { topK: most, filter: (id) => !except.includes(id) });
  const best = hits[0]?.score ?? 0;
  return hits.map(({ id, score }) => {
    const ticket = tickets.get(id)!;
    const shared = [...asked].filter((term) => ticket.terms.has(term)).length / Math.max(1, asked.size);
    return { id, weight: Math.sqrt(shared) * (score / best), ticket };
  });
}

async function bringUpToDate(context: ReplyContext): Promise<Memory> {
  const known = memories.get(context.keywordIndex) ?? new Map<string, Promise<Memory>>();
  memories.set(context.keywordIndex, known);
  const before = known.get(context.workspaceId) ?? Promise.resolve(emptyMemory());
  const next = before.catch(emptyMemory).then((memory) => update(context, memory));
  known.set(context.workspaceId, next);
  return next;
}

const emptyMemory = (): Memory => ({
  index: createBm25Index<TicketId>({ tokenise: (terms) => (terms === '' ? [] : terms.split(' ')) }),
  tickets: new Map(),
  frequency: new Map(),
  position: 0,
});

async function update({ store }: ReplyContext, before: Memory): Promise<Memory> {
  const newest = (
    await store.events.find({ orderBy: { field: 'sequence', direction: 'descending' }, limit: 1 })
  ).items[0];
  const target = newest?.sequence ?? 0;
  if (target <= before.position) return before;
  const touched = await touchedTickets(store, before.position + 1, target + 1);
  // What changed before those is not known: nothing remembered can be trusted.
  const memory = touched.length < mostRead ? before : emptyMemory();
  const replied: TicketThread[] = [];
  for await (const thread of readThreads(store, touched)) {
    if (isReplied(thread)) replied.push(thread);
    if (replied.length === mostTickets) break;
  }
  // From here on nothing is waited for: whoever searches meanwhile finds the memory whole.
  for (const id of touched) forget(memory, id);
  for (const thread of replied.reverse()) remember(memory, thread);
  for (const id of memory.tickets.keys()) {
    if (memory.tickets.size <= mostTickets) break;
    forget(memory, id);
  }
  memory.position = target;
  return memory;
}

/** Tickets that changed, the newest first; no more than are looked at. */
async function touchedTickets(
  store: ReplyContext['store'],
  from: number,
  below: number,
): Promise<readonly TicketId[]> {
  const touched = new Set<TicketId>();
  const events = findAll<EventRow>(store.events, {
    where: { type: ['tickets-ingested', 'tickets-removed', 'tickets-erased'], sequence: { from, below } },
    orderBy: { field: 'sequence', direction: 'descending' },
  });
  for await (const { event } of events) {
    for (const id of 'ticketIds' in event ? event.ticketIds.toReversed() : []) touched.add(id);
    if (touched.size >= mostRead) break;
  }
  return [...touched].slice(0, mostRead);
}

function forget({ index, tickets, frequency }: Memory, id: TicketId): void {
  for (const word of tickets.get(id)?.replied ?? []) {
    const left = (frequency.get(word) ?? 1) - 1;
    if (left === 0) frequency.delete(word);
    else frequency.set(word, left);
  }
  index.remove(id);
  tickets.delete(id);
}

const isReplied = (thread: TicketThread): boolean =>
  replyText(thread) !== '' && thread.ticket.reopenedAt === undefined;

function remember({ index, tickets, frequency }: Memory, thread: TicketThread): void {
  const { ticket } = thread;
  const reply = replyText(thread);
  const asked = wordsOf(customerText(thread));
  const terms = wordsOf(reply);
  const replied = new Set(tokenise(reply, { stemmed: false, withoutStopWords: true }));
  for (const word of replied) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  index.add(ticket.id, { text: asked.join(' '), reply: terms.join(' ') });
  tickets.set(ticket.id, {
    asked: new Set(asked),
    terms: new Set([...asked, ...terms]),
    replied,
    sentences: splitSentences(reply).map(({ start, end }) => reply.slice(start, end)),
  });
}

/** Stems, and the meanings of the words that every help desk has, so that "call off" finds "cancel". */
function wordsOf(text: string): string[] {
  const guess = detectLanguage(text).language;
  const language: Language = guess === 'de' || guess === 'es' ? guess : 'en';
  return [...termsOf(text, language), ...meaningTerms(text, language)];
}
