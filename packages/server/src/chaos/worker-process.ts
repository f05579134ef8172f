// A worker in a process of its own, to be killed and paused by the chaos tests: `node worker-process.ts <data folder> [--without-fence]`.
import { setTimeout as sleep } from 'node:timers/promises';
import { withoutFence } from '@ticket-ai/core/testing';
import { openChaosDesk } from './chaos-desk.ts';

const [, , folder = '.', flag] = process.argv;
const desk = await openChaosDesk(folder, process.env, flag === '--without-fence' ? withoutFence : undefined);
await desk.startWorker({ sweepMs: 50 });
process.stdout.write('ready\n');
await sleep(240_000); // a bounded life, in case nobody ends it
await desk.close();
