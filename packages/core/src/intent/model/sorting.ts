import type { NeighbourLists } from '../../text/neighbour-lists.ts';
import { normaliseText } from '../../text/normalise.ts';
import type { Parallel } from '../../text/parallel.ts';
import type { SparseMatrix } from '../../text/sparse.ts';
import { fitVocabulary } from '../../text/vocabulary.ts';
import type { TicketText } from '../clusterer.ts';
import type { TicketGroups } from '../group-tickets.ts';

/** Tickets of an intent that a model must have read to speak for it. */
const fewestRead = 6;

/** Distinct tickets, and all that is known of them without a model. */
export interface Evidence {
  /** One of each text. */
  readonly tickets: readonly TicketText[];
  /** For each ticket with text, the row of the distinct one with the same text; -1 outside of the sample. */
  readonly rowOf: Int32Array;
  /** How many tickets have the row's text. */
  readonly copies: Int32Array;
  /** Nearest rows. */
  readonly neighbours: NeighbourLists;
  readonly matrix: SparseMatrix;
  /** The group words alone would put each row into. */
  readonly communities: Int32Array;
}

/** Which intent each row has so far, by number; -1 none yet. */
export interface Sorting {
  readonly labels: Int32Array;
  /** 1: a model saw this ticket as an example of a group; 2: it was asked about this very ticket. */
  readonly told: Uint8Array;
  /** What the tickets around it speak for. */
  readonly best: Int32Array;
  readonly second: Int32Array;
  readonly confidence: Float32Array;
}

/** The customer's words, where there are any. */
function readable({ text, replies }: TicketText): string {
  return text.trim() === '' ? replies : text;
}

/** Some rows as a model reads them. */
export function ticketsOf(
  { tickets }: Evidence,
  rows: readonly number[],
): readonly Pick<TicketText, 'ticketId' | 'text'>[] {
  return rows.flatMap((row) => {
    const ticket = tickets[row];
    return ticket === undefined ? [] : [{ ticketId: ticket.ticketId, text: readable(ticket) }];
  });
}

/**
 * Equal texts are asked about once; rows are in the order of their texts, whatever the order of the tickets. Where groups were found on a sample,
 * the sample is asked about.
 */
export function gatherEvidence({ spoken, groups }: TicketGroups): Evidence {
  const asked = groups.sample ?? Int32Array.from(spoken.keys());
  const texts = new Map(
    Array.from(asked, (ticket) => [ticket, normaliseText(wholeText(spoken[ticket]))] as const),
  );
  const distinct = [...new Set(texts.values())].sort();
  const rows = new Map(distinct.map((text, row) => [text, row]));
  const rowOf = new Int32Array(spoken.length).fill(-1);
  const first = new Int32Array(distinct.length).fill(-1);
  const copies = new Int32Array(distinct.length);
  for (const [ticket, text] of texts) {
    const row = rows.get(text) ?? -1;
    const rival = spoken[first[row] ?? -1];
    if (rival === undefined || (spoken[ticket]?.text ?? '') < rival.text) first[row] = ticket;
    copies[row] = (copies[row] ?? 0) + 1;
    rowOf[ticket] = row;
  }
  return {
    tickets: Array.from(first, (ticket) => spoken[ticket]).filter((ticket) => ticket !== undefined),
    rowOf,
    copies,
    neighbours: neighboursOf(groups.neighbours, first, rowOf),
    matrix: fitVocabulary(distinct).matrix,
    communities: first.map((ticket) => groups.labels[ticket] ?? -1),
  };
}

/** What customers wrote and agents answered. */
export function wholeText(ticket: TicketText | undefined): string {
  const { text = '', replies = '' } = ticket ?? {};
  return replies === '' ? text : `${text}\n${replies}`;
}

/** The lists of the first ticket of each text; copies are listed by their row, once. */
function neighboursOf(
  { k, indices, similarities }: NeighbourLists,
  first: Int32Array,
  rowOf: Int32Array,
): NeighbourLists {
  const lists = {
    k,
    indices: new Int32Array(first.length * k).fill(-1),
    similarities: new Float32Array(first.length * k),
  };
  for (const [row, ticket] of first.entries()) {
    const listed = new Set([row]);
    let filled = row * k;
    for (let at = ticket * k; at < ticket * k + k; at += 1) {
      const other = rowOf[indices[at] ?? -1] ?? -1;
      if (other < 0 || listed.has(other)) continue;
      listed.add(other);
      lists.indices[filled] = other;
      lists.similarities[filled] = similarities[at] ?? 0;
      filled += 1;
    }
  }
  return lists;
}

/** Rows by intent, as what to show of it: those a model put there itself, or all where it read too few. */
export function rowsToShow({ labels, told }: Sorting): ReadonlyMap<number, readonly number[]> {
  const rows = Map.groupBy(labels.keys(), (row) => labels[row] ?? -1);
  for (const [number, all] of rows) {
    const read = all.filter((row) => told[row] !== 0);
    if (read.length >= fewestRead) rows.set(number, read);
  }
  return rows;
}

/** Nothing is known yet. */
export function emptySorting({ tickets }: Pick<Evidence, 'tickets'>): Sorting {
  return {
    labels: new Int32Array(tickets.length).fill(-1),
    told: new Uint8Array(tickets.length),
    best: new Int32Array(tickets.length).fill(-1),
    second: new Int32Array(tickets.length).fill(-1),
    confidence: new Float32Array(tickets.length),
  };
}

/** Lets what is known reach the tickets nobody read. */
export async function spread(
  { tickets, neighbours, matrix }: Evidence,
  { labels, told }: Sorting,
  { parallel, abortSignal }: { readonly parallel: Parallel; readonly abortSignal?: AbortSignal },
): Promise<Sorting> {
  const isTold = told.map((degree) => Math.min(degree, 1));
  const [found] = await parallel.run('propagate-labels', [{ neighbours, matrix, labels, told: isTold }], {
    abortSignal,
  });
  return { ...(found ?? emptySorting({ tickets })), told };
}
