import { tokenise } from './tokenise.ts';

/** Text fields of one document, by name. */
export type Fields = Readonly<Record<string, string>>;

/** How a {@link Bm25Index} counts. */
export interface Bm25Options {
  /** How much a term in a field counts. A field not named here counts 1. */
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

interface Entry<Id> {
  readonly id: Id;
  readonly length: number;
  readonly terms: ReadonlyMap<string, number>;
  readonly slot: number;
}

/**
 * BM25 (Robertson and Zaragoza 2009) with boosts per field in the manner of BM25F: boosted term counts are added up before saturation. Each
 * query term counts once.
 */
export function createBm25Index<Id extends string = string>(options: Bm25Options = {}): Bm25Index<Id> {
  const { boosts = {}, k1 = 1.2, b = 0.75 } = options;
  const cut = options.tokenise ?? ((text: string) => tokenise(text, { withoutStopWords: true }));
  const entries = new Map<Id, Entry<Id>>();
  const postings = new Map<string, Map<Entry<Id>, number>>();
  let totalLength = 0;
  let nextSlot = 0;
  const idf = (documents: number) => Math.log(1 + (entries.size - documents + 0.5) / (documents + 0.5));

  function add(id: Id, fields: Fields | string): void {
    remove(id);
    const terms = new Map<string, number>();
    let length = 0;
    for (const [name, text] of Object.entries(typeof fields === 'string' ? { text: fields } : fields)) {
      const boost = boosts[name] ?? 1;
      for (const term of cut(text)) {
        terms.set(term, (terms.get(term) ?? 0) + boost);
        length += boost;
      }
    }
    const entry = { id, length, terms, slot: nextSlot++ };
    entries.set(id, entry);
    totalLength += length;
    for (const [term, count] of terms) {
      const list = postings.get(term);
      if (list === undefined) postings.set(term, new Map([[entry, count]]));
      else list.set(entry, count);
    }
  }

  function remove(id: Id): boolean {
    const entry = entries.get(id);
    if (entry === undefined) return false;
    for (const term of entry.terms.keys()) {
      const list = postings.get(term);
      list?.delete(entry);
      if (list?.size === 0) postings.delete(term);
    }
    totalLength -= entry.length;
    return entries.delete(id);
  }

  return {
    get size() {
      return entries.size;
    },
    has: (id) => entries.has(id),
    add,
    remove,
    search(query, { topK = 10, filter } = {}) {
      const scores = new Map<Entry<Id>, number>();
      const meanLength = totalLength / Math.max(1, entries.size) || 1;
      for (const term of new Set(cut(query))) {
        const list = postings.get(term);
        if (list === undefined) continue;
        const weight = idf(list.size) * (k1 + 1);
        for (const [entry, count] of list) {
          const score = (weight * count) / (count + k1 * (1 - b + (b * entry.length) / meanLength));
          scores.set(entry, (scores.get(entry) ?? 0) + score);
        }
      }
      return bestOf(scores, topK, filter);
    },
    coverage(query) {
      let [found, all] = [0, 0];
      for (const term of new Set(cut(query))) {
        const documents = postings.get(term)?.size ?? 0;
        all += idf(documents);
        if (documents > 0) found += idf(documents);
      }
      return all === 0 ? 0 : found / all;
    },
  };
}

function bestOf<Id extends string>(
  scores: ReadonlyMap<Entry<Id>, number>,
  topK: number,
  filter: ((id: Id) => boolean) | undefined,
): readonly Bm25Hit<Id>[] {
  const best: { entry: Entry<Id>; score: number }[] = [];
  for (const [entry, score] of scores) {
    const last = best[topK - 1];
    if (last !== undefined && !ranksBefore(score, entry, last.score, last.entry)) continue;
    if (filter !== undefined && !filter(entry.id)) continue;
    let at = best.length < topK ? best.length : topK - 1;
    while (at > 0 && ranksBefore(score, entry, best[at - 1]!.score, best[at - 1]!.entry)) {
      best[at] = best[at - 1]!;
      at--;
    }
    if (at < topK) best[at] = { entry, score };
  }
  return best.map(({ entry, score }) => ({ id: entry.id, score }));
}

function ranksBefore<Id>(score: number, entry: Entry<Id>, otherScore: number, other: Entry<Id>): boolean {
  return score > otherScore || (score === otherScore && entry.slot < other.slot);
}
