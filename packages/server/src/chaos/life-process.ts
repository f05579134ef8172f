// A worker that discovers and re-clusters in a process of its own, to be killed between its answer and its commit: `node life-process.ts <data folder>`.
import { setTimeout as sleep } from 'node:timers/promises';
import { openLife } from './life-desk.ts';

const [, , folder = '.'] = process.argv;
const desk = openLife(folder, async (what) => {
  process.stdout.write(`answered ${what}\n`);
  await sleep(60);
});
await desk.startWorker({ sweepMs: 20 });
process.stdout.write('ready\n');
await sleep(60_000); // a bounded life, in case nobody ends it
await desk.close();
