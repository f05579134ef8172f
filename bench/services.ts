// What real services cost: `npm run bench:services`. Starts private servers of MariaDB and Chroma, and ends them.
//   tickets put into the store by the library's own import of arrays, 20,000 of them
//   10,000 passages as vectors, then made anew from the records after the server has lost them; the embedding model is SIMULATED
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromaVectors } from '@ticket-ai/adapters/chroma';
import { mysqlStore } from '@ticket-ai/adapters/mysql';
import { sqliteStore, sqliteVectors } from '@ticket-ai/adapters/sqlite';
import { createTicketAI, memoryVectors, type Store, type VectorStore } from '@ticket-ai/core';
import { hashedEmbeddingModel } from '@ticket-ai/core/testing';
import { chromaService } from '../scripts/services/chroma.ts';
import { mariadbService, newDatabase } from '../scripts/services/mariadb.ts';
import { startService } from '../scripts/services/service.ts';

const ticketCount = 20_000;
const passageCount = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-bench-'));
const [mariadb, chroma] = await Promise.all([startService(mariadbService), startService(chromaService)]);
console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}\n`,
);
try {
  await insertInto('SQLite', sqliteStore({ path: join(folder, 'inserts.db') }));
  await insertInto('MariaDB', mysqlStore({ url: await newDatabase(mariadb.url) }));
  await rebuild('memory', memoryVectors());
  await rebuild('SQLite', sqliteVectors({ path: join(folder, 'vectors.db') }));
  await rebuild('Chroma', chromaVectors({ url: chroma.url }));
} finally {
  await Promise.all([mariadb.close(), chroma.close()]);
  rmSync(folder, { recursive: true, force: true });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Tickets with a message each, checked, stored, told of in events; not matched. */
async function insertInto(name: string, store: Store): Promise<void> {
  const desk = createTicketAI({ store, work: 'workers' });
  const tickets = Array.from({ length: ticketCount }, (_, row) => ({
    externalId: `t-${row}`,
    subject: `Where is parcel ${row}?`,
    body: `My parcel ${row} has not arrived, although it was promised for yesterday. Please look for it.`,
  }));
  await desk.imports(); // opens the store
  const took = await seconds(() => desk.ingest(tickets));
  console.log(
    `${name}: ${ticketCount} tickets in ${took.toFixed(2)} s, ${Math.round(ticketCount / took)} a second`,
  );
  await desk.close();
}

async function rebuild(name: string, vectors: VectorStore): Promise<void> {
  const { model } = hashedEmbeddingModel();
  const store = sqliteStore({ path: join(folder, `${name}.db`), synchronous: 'normal' });
  const desk = createTicketAI({ store, vectors, embeddingModel: model, work: 'workers' });
  const sections = 50;
  for (let document = 0; document < passageCount / sections; document += 1) {
    const text = Array.from(
      { length: sections },
      (_, at) =>
        `# Part ${document}-${at}\n\nPart number ${document * sections + at} costs ${at + 10} EUR and fits model ${document}.`,
    );
    const bytes = new TextEncoder().encode(text.join('\n\n'));
    await desk.documents.add({ bytes, source: `parts-${document}.md` });
  }
  const build = await seconds(() => desk.settle());
  const first = await desk.index.verify();
  const check = await seconds(() => desk.index.verify());
  const [generation] = (await (await desk.store()).generations.find()).items;
  await vectors.delete({ collection: `default~${generation?.id}` });
  const again = await seconds(() => desk.index.verify({ repair: true }));
  const last = await desk.index.verify();
  console.log(
    `${name}: ${first.passages} passages cut, embedded and stored in ${build.toFixed(1)} s; compared in ${check.toFixed(2)} s; lost and made anew in ${again.toFixed(1)} s (${last.status})`,
  );
  await desk.close();
}
