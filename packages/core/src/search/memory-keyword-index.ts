import type { ChunkId } from '../ids.ts';
import { type Bm25Index, createBm25Index } from '../text/bm25.ts';
import { detectLanguage, knownLanguage, type Language } from '../text/language.ts';
import { tokenise } from '../text/tokenise.ts';
import type { ChunkEntry } from './chunk-index.ts';
import { meaningTerms } from './desk-words.ts';
import type { KeywordIndex } from './keyword-index.ts';

/** How a {@link memoryKeywordIndex} weighs. */
export interface MemoryKeywordIndexOptions {
  /** How much a word counts in the title, the headings and the text. Default 2, 1.5, 1. */
  readonly boosts?: { readonly title: number; readonly headings: number; readonly text: number };
}

interface Collection {
  readonly index: Bm25Index<ChunkId>;
  /** Languages of the entries, and how many have each. */
  readonly languages: Map<Language, number>;
  readonly languageOf: Map<ChunkId, Language>;
  position: number;
}

/** Equal scores at the end of a result are ordered by id, so a few more hits than asked for are looked at; more when all of those are equal. */
const tieMargin = 50;

/** A keyword index in memory: BM25 over stems of each text's language, and over what its words mean at a help desk. Rebuilt from the records at the first search. */
export function memoryKeywordIndex(options: MemoryKeywordIndexOptions = {}): KeywordIndex {
  const boosts = options.boosts ?? { title: 2, headings: 1.5, text: 1 };
  const collections = new Map<string, Collection>();
  const open = (name: string): Collection => {
    const existing = collections.get(name);
    if (existing !== undefined) return existing;
    const index = createBm25Index<ChunkId>({
      boosts,
      tokenise: (terms) => (terms === '' ? [] : terms.split(' ')),
    });
    const created = { index, languages: new Map(), languageOf: new Map(), position: 0 };
    collections.set(name, created);
    return created;
  };
  return {
    position: async (collection) => collections.get(collection)?.position ?? 0,
    async add({ collection, entries, position }) {
      const target = open(collection);
      for (const entry of entries) addEntry(target, entry);
      target.position = position;
    },
    async remove({ collection, chunkIds, position }) {
      const target = open(collection);
      for (const chunkId of chunkIds) removeEntry(target, chunkId);
      target.position = position;
    },
    async search({ collection, query, topK }) {
      const target = collections.get(collection);
      if (target === undefined || topK < 1) return [];
      const terms = new Set([
        ...queryLanguages(target, query).flatMap((language) => termsOf(query, language)),
        ...meaningLanguages(query).flatMap((language) => meaningTerms(query, language)),
      ]);
      return [...hitsWithTies(target.index, [...terms].join(' '), topK)]
        .sort((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1))
        .slice(0, topK)
        .map(({ id, score }) => ({ chunkId: id, score }));
    },
    async coverage({ collection, query }) {
      const target = collections.get(collection);
      if (target === undefined) return 0;
      return Math.max(
        0,
        ...queryLanguages(target, query).map((language) =>
          target.index.coverage(termsOf(query, language).join(' ')),
        ),
      );
    },
    count: async (collection) => collections.get(collection)?.index.size ?? 0,
    async clear(collection) {
      collections.delete(collection);
    },
    async close() {
      collections.clear();
    },
  };
}

/** The best hits, and all that are equal to the last of them. */
function hitsWithTies(index: Bm25Index<ChunkId>, query: string, topK: number) {
  for (let depth = topK + tieMargin; ; depth *= 4) {
    const hits = index.search(query, { topK: depth });
    if (hits.length < depth || hits.at(-1)?.score !== hits[topK - 1]?.score) return hits;
  }
}

function addEntry(target: Collection, entry: ChunkEntry): void {
  removeEntry(target, entry.chunkId);
  const language = languageOf(entry.language);
  const field = (text: string) => [...termsOf(text, language), ...meaningTerms(text, language)].join(' ');
  target.index.add(entry.chunkId, {
    title: field(entry.title),
    headings: field(entry.headings),
    text: field(entry.text),
  });
  target.languageOf.set(entry.chunkId, language);
  target.languages.set(language, (target.languages.get(language) ?? 0) + 1);
}

function removeEntry(target: Collection, chunkId: ChunkId): void {
  const language = target.languageOf.get(chunkId);
  if (language === undefined) return;
  target.index.remove(chunkId);
  target.languageOf.delete(chunkId);
  const left = (target.languages.get(language) ?? 1) - 1;
  if (left === 0) target.languages.delete(language);
  else target.languages.set(language, left);
}

const termsOf = (text: string, language: Language): string[] =>
  tokenise(text, { language, withoutStopWords: true });

/** Texts in a language without stems of its own are cut like English: what matters is that query and text are cut alike. */
const languageOf = (tag: string): Language => knownLanguage(tag) ?? 'en';

/** In which languages a question is read for its meaning: a collection may be in another one. */
function meaningLanguages(query: string): readonly Language[] {
  const { language, confidence } = detectLanguage(query);
  return confidence >= 0.5 ? [language] : ['en', 'de', 'es'];
}

/** A question is often too short to tell its language: then it is cut in every language of the collection. */
function queryLanguages(target: Collection, query: string): readonly Language[] {
  const present = [...target.languages.keys()];
  if (present.length < 2) return present;
  const guess = detectLanguage(query);
  return guess.confidence >= 0.5 && present.includes(guess.language) ? [guess.language] : present;
}
