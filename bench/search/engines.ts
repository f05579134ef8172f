import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import { sqliteStore } from '@ticket-ai/adapters/sqlite';
import { createTicketAI, memoryKeywordIndex } from '@ticket-ai/core';
import MiniSearch from 'minisearch';
import type { BenchPassage } from './prepare-passages.ts';

/** Ids of passages, best first. */
type Search = (question: string, topK: number) => Promise<readonly string[]>;

/** Something that searches. What `build` takes is measured; what it needs besides the passages is in the folder. */
interface Engine {
  build(passages: readonly BenchPassage[], folder: string): Promise<Search>;
}

const boosts = { title: 2, headings: 1.5, text: 1 };

/** Each with the same fields and weights. Stop words and stems as each brings them: FTS5 Porter, MiniSearch and Orama what their guides advise. */
export const engines: Readonly<Record<string, Engine>> = {
  'Ticket AI, whole search on SQLite': {
    async build(_, folder) {
      const desk = createTicketAI({
        store: sqliteStore({ path: join(folder, 'desk.db') }),
        work: 'workers',
      });
      const search: Search = async (question, topK) =>
        (await desk.search(question, { topK })).passages.map(({ chunk }) => chunk.id);
      await search('first', 1);
      return search;
    },
  },
  'Ticket AI, keyword index alone': {
    async build(passages) {
      const index = memoryKeywordIndex();
      const collection = 'bench';
      const entries = passages.map(({ id, title, headings, text }) => ({
        ...{ chunkId: id, documentId: id, versionId: id, collection, language: 'en' },
        ...{ title, headings, text },
      }));
      await index.add({ collection, entries: entries as never, position: 1 });
      return async (query, topK) =>
        (await index.search({ collection, query, topK })).map(({ chunkId }) => chunkId);
    },
  },
  'SQLite FTS5': {
    async build(passages, folder) {
      const db = new DatabaseSync(join(folder, 'fts5.db'));
      db.exec(
        "create virtual table p using fts5(id unindexed, title, headings, text, tokenize='porter unicode61')",
      );
      db.exec('begin');
      const insert = db.prepare('insert into p values (?, ?, ?, ?)');
      for (const { id, title, headings, text } of passages) insert.run(id, title, headings, text);
      db.exec('commit');
      const find = db.prepare('select id from p where p match ? order by bm25(p, 0, 2, 1.5, 1) limit ?');
      return async (question, topK) => {
        const words = question.match(/[\p{L}\p{N}]+/gu) ?? [];
        const query = words.map((word) => `"${word}"`).join(' OR ');
        return query === '' ? [] : find.all(query, topK).map((row) => String(row.id));
      };
    },
  },
  MiniSearch: {
    async build(passages) {
      const index = new MiniSearch({
        fields: ['title', 'headings', 'text'],
        searchOptions: { boost: boosts },
      });
      index.addAll(passages);
      return async (question, topK) =>
        index
          .search(question)
          .slice(0, topK)
          .map(({ id }) => String(id));
    },
  },
  Orama: {
    async build(passages) {
      const db = create({
        schema: { title: 'string', headings: 'string', text: 'string' } as const,
        components: { tokenizer: { stemming: true, language: 'english' } },
      });
      await insertMultiple(
        db,
        passages.map(({ id, title, headings, text }) => ({ id, title, headings, text })),
        1000,
      );
      return async (question, topK) =>
        (await searchOrama(db, { term: question, limit: topK, boost: boosts })).hits.map(({ id }) => id);
    },
  },
};
