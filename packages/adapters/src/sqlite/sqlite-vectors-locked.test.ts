import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rejectsWith } from '@ticket-ai/core/conformance';
import { expect, test } from 'vitest';
import { sqliteVectors } from './index.ts';

const collection = 'c';
const embedding = Float32Array.from([1, 0]);
const record = (id: string) => ({ id, embedding, metadata: {} });

async function withVectors(
  work: (vectors: ReturnType<typeof sqliteVectors>, other: DatabaseSync) => Promise<void>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-vectors-'));
  const path = join(folder, 'vectors.db');
  const vectors = sqliteVectors({ path, waitMs: 100 });
  await vectors.upsert({ collection, records: [record('first')] });
  const other = new DatabaseSync(path);
  try {
    await work(vectors, other);
  } finally {
    other.close();
    await vectors.close();
    rmSync(folder, { recursive: true });
  }
}

test('what could not be written because another process writes is not there, and what could not be deleted is', () =>
  withVectors(async (vectors, other) => {
    other.exec('begin immediate');
    const upsert = await rejectsWith(
      'adapter-failed',
      vectors.upsert({ collection, records: [record('late')] }),
    );
    await rejectsWith('adapter-failed', vectors.delete({ collection, ids: ['first'] }));
    other.exec('rollback');
    expect([upsert.context.reason, upsert.isOutage]).toEqual(['locked', true]);
    const found = await vectors.query({ collection, embedding, topK: 9 });
    expect(found.map(({ id }) => id)).toEqual(['first']);
    await vectors.upsert({ collection, records: [record('late')] });
    expect(await vectors.count({ collection })).toBe(2);
  }));

test('deletes more ids than one statement names', () =>
  withVectors(async (vectors, other) => {
    const ids = Array.from({ length: 2001 }, (_, at) => `r${at}`);
    await vectors.upsert({ collection, records: ids.map(record) });
    await vectors.delete({ collection, ids });
    expect(await vectors.count({ collection })).toBe(1);
    expect(other.prepare('select id from vector').all()).toEqual([expect.objectContaining({ id: 'first' })]);
  }));
