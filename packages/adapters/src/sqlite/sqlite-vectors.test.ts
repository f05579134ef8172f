import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VectorStore } from '@ticket-ai/core';
import { rejectsWith, runConformance, vectorStoreCases } from '@ticket-ai/core/conformance';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sqliteVectors } from './index.ts';

let folder: string;
const opened: VectorStore[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ticket-ai-vectors-'));
});
afterEach(async () => {
  for (const vectors of opened.splice(0)) await vectors.close();
  rmSync(folder, { recursive: true, force: true });
});
const path = () => join(folder, 'inner', 'vectors.db');
const open = () => {
  const vectors = sqliteVectors({ path: path() });
  opened.push(vectors);
  return vectors;
};
const records = (...ids: string[]) =>
  ids.map((id, at) => ({ id, embedding: Float32Array.of(1, at), metadata: { at } }));
const collection = 'c';
const found = async (vectors: VectorStore) =>
  (await vectors.query({ collection, embedding: Float32Array.of(1, 0), topK: 9 })).map(({ id }) => id);

describe('sqliteVectors', () => {
  runConformance(it, vectorStoreCases, { create: open });

  it('keeps everything, to the last bit, for whoever opens the file later', async () => {
    const first = open();
    const embedding = Float32Array.of(0.1, -3e-9, 7);
    await first.upsert({ collection, records: [{ id: 'a', embedding, metadata: { page: 2, open: true } }] });
    await first.close();
    const [match] = await open().query({ collection, embedding, topK: 1 });
    expect(match).toEqual({ id: 'a', score: expect.closeTo(1, 6), metadata: { page: 2, open: true } });
  });

  it('sees what another connection has written', async () => {
    const [one, other] = [open(), open()];
    await one.upsert({ collection, records: records('a') });
    expect(await found(other)).toEqual(['a']);
    await one.upsert({ collection, records: records('b') });
    await other.upsert({ collection, records: records('c') });
    expect((await found(one)).sort()).toEqual(['a', 'b', 'c']);
    await other.delete({ collection, ids: ['a'] });
    expect((await found(one)).sort()).toEqual(['b', 'c']);
  });

  it('writes all of an upsert or nothing', async () => {
    const vectors = open();
    await vectors.upsert({ collection, records: records('a') });
    const bad = [...records('b'), { id: 'c', embedding: Float32Array.of(1), metadata: {} }];
    await rejectsWith('dimension-mismatch', vectors.upsert({ collection, records: bad }));
    expect(await found(vectors)).toEqual(['a']);
    expect(await found(open())).toEqual(['a']);
  });

  it('is for its owner only', async () => {
    await open().upsert({ collection, records: records('a') });
    expect(statSync(path()).mode & 0o077).toBe(0);
  });

  it('says of a file that is none of SQLite what it is', async () => {
    const vectors = sqliteVectors({ path: join(folder, 'notes.txt') });
    writeFileSync(join(folder, 'notes.txt'), 'no database '.repeat(100));
    const error = await rejectsWith('adapter-failed', vectors.count({ collection }));
    expect(error.context.reason).toBe('not-a-database');
  });
});
