import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkInvariants, type TicketAI } from '@ticket-ai/core';
import { afterAll, expect, test } from 'vitest';
import { openLife } from './life-desk.ts';
import { startProcess } from './processes.ts';

const words = ['parcel', 'refund', 'login', 'invoice', 'delivery', 'password'];
const kills = 5;
const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-life-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('killed between answer and commit, again and again: every intent once, every ticket placed once', {
  timeout: 120_000,
}, async () => {
  const desk = openLife(folder, async () => undefined);
  await ingest(desk, 0);
  await desk.discover();
  let killed = await killWhenAnswered(kills);
  await workUntilDone(desk);
  // Tickets come while nobody works, two discoveries are asked for at once, and everything is looked at anew.
  await ingest(desk, 1);
  await Promise.all([desk.discover(), desk.discover(), desk.recluster()]);
  killed += await killWhenAnswered(kills);
  await workUntilDone(desk);
  const [candidate] = (await desk.runs.list()).filter(({ status }) => status === 'candidate');
  await desk.runs.promote(candidate!.id);
  await workUntilDone(desk);

  const intents = await desk.intents.list();
  console.log(
    `kill -9 between answer and commit: ${killed} kills, ${intents.length} intents of ${words.length}`,
  );
  expect(killed).toBe(2 * kills);
  expect(intents.map(({ name }) => name).sort()).toEqual([...words].sort());
  expect(intents.map(({ ticketCount }) => ticketCount)).toEqual(words.map(() => 40));
  expect(await checkInvariants(await desk.store())).toEqual([]);
  expect(await desk.jobs.list({ status: 'dead' })).toEqual([]);
  await desk.close();
});

async function ingest(desk: TicketAI, batch: number): Promise<void> {
  await desk.ingest(
    words.flatMap((word) =>
      Array.from({ length: 20 }, (_, row) => ({
        externalId: `${word}-${batch}-${row}`,
        body: `${word} ${row}`,
      })),
    ),
  );
}

const startWorker = () => startProcess('life-process.ts', [folder]);

/** Starts a worker, kills it as soon as it has an answer, and so on. */
async function killWhenAnswered(times: number): Promise<number> {
  let killed = 0;
  while (killed < times) {
    const worker = await startWorker();
    const answered = new Promise<boolean>((resolve) => {
      worker.child.stdout?.on('data', (heard: string) => heard.includes('answered') && resolve(true));
    });
    const was = await Promise.race([answered, sleep(5000).then(() => false)]);
    await worker.end();
    if (!was) break;
    killed += 1;
  }
  return killed;
}

async function workUntilDone(desk: TicketAI): Promise<void> {
  const worker = await startWorker();
  const { jobs } = await desk.store();
  const isDue = () => ({ status: ['waiting', 'leased'], dueAt: { below: Date.now() + 60_000 } }) as const;
  while ((await jobs.count(isDue())) > 0) await sleep(30);
  await worker.end();
}
