// Drafts an article in a process of its own that dies before a given step: `node draft-process.ts <folder> [step] [--without-journal]`.
import { appendFileSync } from 'node:fs';
import { sqliteStore } from '@ticket-ai/adapters/sqlite';
import { createTicketAI, extractiveArticleGenerator } from '@ticket-ai/core';
import { withoutJournal } from '@ticket-ai/core/testing';

const [, , folder = '.', dieBefore, sabotage] = process.argv;
const store = sqliteStore({ path: `${folder}/ticket-ai.db`, synchronous: 'normal' });
const generator = extractiveArticleGenerator();
const desk = createTicketAI({
  store: sabotage === '--without-journal' ? withoutJournal(store) : store,
  articleGenerator: {
    name: generator.name,
    generate(options) {
      appendFileSync(`${folder}/generated`, 'once\n'); // what a model would be paid for
      return generator.generate(options);
    },
  },
  onProgress({ stage, step }) {
    if (stage === 'article' && step === dieBefore) process.kill(process.pid, 'SIGKILL');
  },
  work: 'workers',
  leaseMs: 200,
});
await desk.startWorker({ sweepMs: 20 });
const records = await desk.store();
const until = Date.now() + 20_000; // a bounded life, in case nothing ends it
const isDue = async () =>
  (await records.jobs.count({ status: ['waiting', 'leased'], dueAt: { below: Date.now() + 1000 } })) > 0;
while ((await isDue()) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
await desk.close();
