import { tokenise } from './tokenise.ts';

/** Text fields of one document, by name. */
export type Fields = Readonly<Record<string, string>>;

/** How a {@link Bm25Index} counts. */
export interface Bm25Options {
  /** How much a term in a field counts. A field not named here counts 1, one that counts 0 is not searched. */
  readonly boosts?: Readonly<Record<string, number>>;
  /** Text to terms, for documents and queries alike. Default: English stems without stop words. */
  readonly tokenise?: (text: string) => readonly string[];
  /** Saturation of repeated terms. Default 1.2. */
  readonly k1?: number;
  /** Normalisation by length, 0..1. Default .75. */
  readonly b?: number;
}

/** A found document. */
export interface Bm25Hit<Id extends string> {
  readonly id: Id;
  readonly score: number;
}

/** A keyword index in memory that documents can enter and leave at any time. */
export interface Bm25Index<Id extends string> {
  /** Number of documents. */
  readonly size: number;
  has(id: Id): boolean;
  /** Adds a document, or replaces the one with this id. */
  add(id: Id, fields: Fields | string): void;
  /** Removes a document; false when there was none. */
  remove(id: Id): boolean;
  /** The best documents for a query, best first, ties in order of addition. Only documents with a query term appear. Default topK 10. */
  search(
    query: string,
    options?: { readonly topK?: number; readonly filter?: (id: Id) => boolean },
  ): readonly Bm25Hit<Id>[];
  /** Share of the query's term weight (inverse document frequency) found in the index at all, 0..1: near 0 means off topic. */
  coverage(query: string): number;
}

interface Entry {
  readonly length: number;
  /** Ids of its terms, each once. */
  readonly terms: Uint32Array;
  readonly slot: number;
}

/** Places of removed documents are kept until there are so many, and more than of documents that are there. */
const mostGaps = 1000;

/**
 * BM25 (Robertson and Zaragoza 2009) with boosts per field in the manner of BM25F: boosted term counts are added up before saturation. Each
 * query term counts once.
 *
 * A document has a slot, the next free number. The postings of a term are pairs of slot and count in one flat array, so that fifty thousand
 * passages take tens of megabytes and a query runs over numbers that lie side by side. What is removed stays in them as a gap until they are
 * written anew.
 */
export function createBm25Index<Id extends string = string>(options: Bm25Options = {}): Bm25Index<Id> {
  const { boosts = {}, k1 = 1.2, b = 0.75 } = options;
  const cut = options.tokenise ?? ((text: string) => tokenise(text, { withoutStopWords: true }));
  const entries = new Map<Id, Entry>();
  const counts = countTable();
  let terms = termTable();
  /** By slot; of a gap there is no id, and the length is negative. */
  let ids: (Id | undefined)[] = [];
  let lengths = new Float64Array(64);
  let scores = new Float64Array(64);
  let totalLength = 0;
  const idf = (documents: number) => Math.log(1 + (entries.size - documents + 0.5) / (documents + 0.5));

  function add(id: Id, fields: Fields | string): void {
    const found = new Map<string, number>();
    let length = 0;
    for (const [name, text] of Object.entries(typeof fields === 'string' ? { text: fields } : fields)) {
      const boost = boosts[name] ?? 1;
      if (boost === 0) continue;
      for (const term of cut(text)) {
        found.set(term, (found.get(term) ?? 0) + boost);
        length += boost;
      }
    }
    // Not before its text was cut: what throws there leaves the document as it was.
    remove(id);
    const slot = ids.length;
    ids.push(id);
    lengths = withRoom(lengths, slot);
    lengths[slot] = length;
    totalLength += length;
    const own = new Uint32Array(found.size);
    let at = 0;
    for (const [term, count] of found) own[at++] = terms.add(term, slot, counts.numberOf(count));
    entries.set(id, { length, terms: own, slot });
  }

  function remove(id: Id): boolean {
    const entry = entries.get(id);
    if (entry === undefined) return false;
    for (const term of entry.terms) terms.release(term);
    ids[entry.slot] = undefined;
    lengths[entry.slot] = -1;
    totalLength -= entry.length;
    entries.delete(id);
    const gaps = ids.length - entries.size;
    if (gaps > mostGaps && gaps > entries.size) closeGaps();
    return true;
  }

  function closeGaps(): void {
    const slots = new Map<number, number>();
    for (const [slot, id] of ids.entries()) if (id !== undefined) slots.set(slot, slots.size);
    const { table, termOf } = terms.without(slots);
    terms = table;
    ids = ids.filter((id) => id !== undefined);
    lengths = withRoom(new Float64Array(64), ids.length);
    for (const [slot, id] of ids.entries()) {
      const entry = entries.get(id!)!;
      lengths[slot] = entry.length;
      entries.set(id!, { ...entry, slot, terms: entry.terms.map((term) => termOf.get(term)!) });
    }
  }

  return {
    get size() {
      return entries.size;
    },
    has: (id) => entries.has(id),
    add,
    remove,
    search(query, { topK = 10, filter } = {}) {
      if (scores.length < ids.length) scores = new Float64Array(lengths.length);
      const touched: number[] = [];
      const byLength = (k1 * b) / (totalLength / Math.max(1, entries.size) || 1);
      const fixed = k1 * (1 - b);
      for (const term of new Set(cut(query))) {
        const postings = terms.of(term);
        if (postings === undefined) continue;
        const weight = idf(postings.documents) * (k1 + 1);
        for (let at = 0; at < postings.end; at += 2) {
          const slot = postings.pairs[at]!;
          const length = lengths[slot]!;
          if (length < 0) continue;
          const count = counts.values[postings.pairs[at + 1]!]!;
          if (scores[slot] === 0) touched.push(slot);
          scores[slot]! += (weight * count) / (count + fixed + byLength * length);
        }
      }
      const passes = filter === undefined ? undefined : (slot: number) => filter(ids[slot]!);
      try {
        return bestOf(touched, scores, topK, passes).map((slot) => ({
          id: ids[slot]!,
          score: scores[slot]!,
        }));
      } finally {
        for (const slot of touched) scores[slot] = 0;
      }
    },
    coverage(query) {
      let [found, all] = [0, 0];
      for (const term of new Set(cut(query))) {
        const documents = terms.of(term)?.documents ?? 0;
        all += idf(documents);
        if (documents > 0) found += idf(documents);
      }
      return all === 0 ? 0 : found / all;
    },
  };
}

/** The documents of a term. */
interface Postings {
  /** Slot and number of the count, in turn, by slot. */
  pairs: Uint32Array;
  /** So much of `pairs` is used. */
  end: number;
  /** Gaps not counted. */
  documents: number;
}

/** Terms by number, and their postings. */
function termTable() {
  const numbers = new Map<string, number>();
  const postings: Postings[] = [];

  return {
    /** Gives the term's number. */
    add(term: string, slot: number, count: number): number {
      let number = numbers.get(term);
      if (number === undefined) {
        number = postings.length;
        numbers.set(term, number);
        postings.push({ pairs: new Uint32Array(2), end: 0, documents: 0 });
      }
      const list = postings[number]!;
      if (list.end === list.pairs.length) {
        const larger = new Uint32Array(list.end + Math.max(2, 2 * Math.ceil(list.end / 4)));
        larger.set(list.pairs);
        list.pairs = larger;
      }
      list.pairs[list.end] = slot;
      list.pairs[list.end + 1] = count;
      list.end += 2;
      list.documents += 1;
      return number;
    },
    /** A document of this term is removed. */
    release(number: number): void {
      postings[number]!.documents -= 1;
    },
    of(term: string): Postings | undefined {
      const list = postings[numbers.get(term) ?? -1];
      return list === undefined || list.documents === 0 ? undefined : list;
    },
    /** The same with other slots, without those that are not named; and the new number of each term. */
    without(slots: ReadonlyMap<number, number>) {
      const table = termTable();
      const termOf = new Map<number, number>();
      for (const [term, number] of numbers) {
        const { pairs, end } = postings[number]!;
        for (let at = 0; at < end; at += 2) {
          const slot = slots.get(pairs[at]!);
          if (slot !== undefined) termOf.set(number, table.add(term, slot, pairs[at + 1]!));
        }
      }
      return { table, termOf };
    },
  };
}

/** Counts are few different numbers, and need not be whole: each is kept once. */
function countTable() {
  const values: number[] = [];
  const numbers = new Map<number, number>();
  return {
    values: values as readonly number[],
    numberOf(count: number): number {
      const known = numbers.get(count);
      if (known !== undefined) return known;
      numbers.set(count, values.length);
      return values.push(count) - 1;
    },
  };
}

/** The slots with the best scores, best first; of equal ones the lower slot, which was added before. */
function bestOf(
  slots: readonly number[],
  scores: Float64Array,
  topK: number,
  filter: ((slot: number) => boolean) | undefined,
): readonly number[] {
  const best: number[] = [];
  const ranksBefore = (slot: number, other: number) =>
    scores[slot]! > scores[other]! || (scores[slot] === scores[other] && slot < other);
  for (const slot of slots) {
    const last = best[topK - 1];
    if (last !== undefined && !ranksBefore(slot, last)) continue;
    if (filter !== undefined && !filter(slot)) continue;
    let at = best.length < topK ? best.length : topK - 1;
    while (at > 0 && ranksBefore(slot, best[at - 1]!)) {
      best[at] = best[at - 1]!;
      at--;
    }
    if (at < topK) best[at] = slot;
  }
  return best;
}

/** The array, or a larger copy that has a place at `index`. */
function withRoom(array: Float64Array<ArrayBuffer>, index: number): Float64Array<ArrayBuffer> {
  if (index < array.length) return array;
  const larger = new Float64Array(Math.max(index + 1, 2 * array.length));
  larger.set(array);
  return larger;
}
