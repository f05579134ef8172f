// A worker in a process of its own, to be killed and paused by the chaos tests: `node worker-process.ts <data folder> [--without-fence]`.
import { setTimeout as sleep } from 'node:timers/promises';
import { csvTicketReader } from '@ticket-ai/adapters/csv';
import { filesystemBlobs } from '@ticket-ai/adapters/filesystem';
import { sqliteStore } from '@ticket-ai/adapters/sqlite';
import { createTicketAI } from '@ticket-ai/core';
import { withoutFence } from '@ticket-ai/core/testing';
import { leaseMs, thinkingClusterer } from './chaos-desk.ts';

const [, , folder = '.', flag] = process.argv;
const store = sqliteStore({ path: `${folder}/ticket-ai.db`, synchronous: 'normal' });
const desk = createTicketAI({
  store: flag === '--without-fence' ? withoutFence(store) : store,
  blobs: filesystemBlobs({ folder: `${folder}/blobs` }),
  ticketReaders: [csvTicketReader()],
  clusterer: thinkingClusterer(),
  work: 'workers',
  leaseMs,
});
await desk.startWorker({ sweepMs: 50 });
process.stdout.write('ready\n');
await sleep(120_000); // a bounded life, in case nobody ends it
await desk.close();
