import type { Context } from '../context.ts';
import type { EventRow } from '../events.ts';
import type { TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import { meaningsOf } from '../search/desk-words.ts';
import type { KeywordIndex } from '../search/keyword-index.ts';
import { type Bm25Index, createBm25Index } from '../text/bm25.ts';
import { detectLanguage, type Language } from '../text/language.ts';
import { splitSentences } from '../text/split-sentences.ts';
import { readThreads } from '../ticket/read-threads.ts';
import { customerText, replyText } from '../ticket/thread-text.ts';
import type { TicketThread } from '../ticket/ticket.ts';
import type { WordingHint } from './answer-generator.ts';
import { termsOf } from './question.ts';

interface Remembered {
  readonly asked: ReadonlySet<string>;
  readonly terms: ReadonlySet<string>;
  readonly sentences: readonly string[];
}

interface Memory {
  readonly index: Bm25Index<TicketId>;
  readonly tickets: Map<TicketId, Remembered>;
  position: number;
}

/** The newest tickets with a reply say how people write now; more of them would cost time and memory and add little. */
const mostTickets = 3000;
const mostSimilar = 6;

/** One memory per index and workspace, like the index itself: a cache of the records. */
const memories = new WeakMap<KeywordIndex, Map<string, Promise<Memory>>>();

/** What agents replied to the tickets most similar to a question, best first. Empty without answered tickets. */
export async function similarReplies(
  context: Context,
  question: string,
  except?: TicketId,
): Promise<readonly WordingHint[]> {
  const memory = await bringUpToDate(context);
  if (memory.index.size === 0) return [];
  const asked = new Set(wordsOf(question));
  const hits = memory.index.search([...asked].join(' '), {
    topK: mostSimilar,
    filter: (id) => id !== except,
  });
  const best = hits[0]?.score ?? 0;
  return hits.flatMap(({ id, score }) => {
    const { terms, sentences, asked: theirs } = memory.tickets.get(id)!;
    const shared = [...asked].filter((term) => terms.has(term)).length / Math.max(1, asked.size);
    const weight = Math.sqrt(shared) * (score / best);
    return sentences.map((text) => ({ text, weight, asked: theirs, ticketId: id }));
  });
}

async function bringUpToDate(context: Context): Promise<Memory> {
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
  position: 0,
});

async function update({ store }: Context, memory: Memory): Promise<Memory> {
  const newest = (
    await store.events.find({ orderBy: { field: 'sequence', direction: 'descending' }, limit: 1 })
  ).items[0];
  const target = newest?.sequence ?? 0;
  if (target <= memory.position) return memory;
  const events = await collectAll<EventRow>(store.events, {
    where: {
      type: ['tickets-ingested', 'tickets-removed', 'tickets-erased'],
      sequence: { from: memory.position + 1, below: target + 1 },
    },
    orderBy: { field: 'sequence' },
  });
  const touched = [
    ...new Set(events.flatMap(({ event }) => ('ticketIds' in event ? event.ticketIds : [])).reverse()),
  ];
  for (const id of touched) forget(memory, id);
  const replied: TicketThread[] = [];
  for await (const thread of readThreads(store, touched)) {
    if (isReplied(thread)) replied.push(thread);
    if (replied.length === mostTickets) break;
  }
  for (const thread of replied.reverse()) remember(memory, thread);
  for (const id of memory.tickets.keys()) {
    if (memory.tickets.size <= mostTickets) break;
    forget(memory, id);
  }
  memory.position = target;
  return memory;
}

function forget({ index, tickets }: Memory, id: TicketId): void {
  index.remove(id);
  tickets.delete(id);
}

const isReplied = (thread: TicketThread): boolean =>
  replyText(thread) !== '' && thread.ticket.reopenedAt === undefined;

function remember({ index, tickets }: Memory, thread: TicketThread): void {
  const { ticket } = thread;
  const reply = replyText(thread);
  const asked = wordsOf(customerText(thread));
  const replied = wordsOf(reply);
  index.add(ticket.id, { text: asked.join(' '), reply: replied.join(' ') });
  tickets.set(ticket.id, {
    asked: new Set(asked),
    terms: new Set([...asked, ...replied]),
    sentences: splitSentences(reply).map(({ start, end }) => reply.slice(start, end)),
  });
}

/** Stems, and the meanings of the words that every help desk has, so that "call off" finds "cancel". */
function wordsOf(text: string): string[] {
  const guess = detectLanguage(text).language;
  const language: Language = guess === 'de' || guess === 'es' ? guess : 'en';
  const meanings = [...meaningsOf(text, language).values()].flat().map((group) => `~${group}`);
  return [...termsOf(text, language), ...meanings];
}
