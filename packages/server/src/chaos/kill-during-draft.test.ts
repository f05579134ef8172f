import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from '@ticket-ai/adapters/sqlite';
import { createTicketAI } from '@ticket-ai/core';
import { wordClusterer } from '@ticket-ai/core/testing';
import { afterEach, expect, test } from 'vitest';
import { runProcess } from './processes.ts';

const steps = ['gate', 'evidence', 'draft', 'duplicates', 'back-test', 'review'];
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('killed before each step in turn, a draft is written once and lost never', {
  timeout: 60_000,
}, async () => {
  const folder = await requestDraft();
  for (const step of steps) expect(await draftUntil(folder, step)).toBe('SIGKILL');
  expect(await draftUntil(folder)).toBe(0);
  expect(await account(folder)).toEqual({
    generated: 1,
    revisions: 1,
    drafted: 1,
    runs: ['done'],
    jobs: ['done'],
  });
});

test('the same without the journal writes, and would pay, again and again', { timeout: 60_000 }, async () => {
  const folder = await requestDraft();
  for (const step of steps) await draftUntil(folder, step, '--without-journal');
  await draftUntil(folder);
  expect((await account(folder)).generated).toBeGreaterThan(1);
});

function openDesk(folder: string) {
  return createTicketAI({
    store: sqliteStore({ path: `${folder}/ticket-ai.db`, synchronous: 'normal' }),
    clusterer: wordClusterer(),
    work: 'workers',
  });
}

/** A desk of one intent with solved tickets, whose article was asked for. */
async function requestDraft(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-draft-'));
  folders.push(folder);
  const desk = openDesk(folder);
  await desk.ingest(
    Array.from({ length: 8 }, (_, index) => ({
      externalId: `t${index}`,
      subject: 'Cancel plan',
      status: 'solved' as const,
      messages: [
        { role: 'customer' as const, text: 'cancel plan please' },
        {
          role: 'agent' as const,
          text: 'Open the app and tap Care. Then tap Manage plan and choose Cancel plan.',
        },
      ],
    })),
  );
  await desk.discover();
  await desk.settle();
  const [intent] = await desk.intents.list();
  if (intent === undefined) throw new Error('no intent');
  await desk.articles.draft(intent.id);
  await desk.close();
  return folder;
}

/** How the process ended: the signal or the exit code. */
const draftUntil = (folder: string, ...args: readonly string[]) =>
  runProcess('draft-process.ts', [folder, ...args]);

async function account(folder: string) {
  const desk = openDesk(folder);
  const records = await desk.store();
  const result = {
    generated: readFileSync(`${folder}/generated`, 'utf8').trim().split('\n').length,
    revisions: await records.revisions.count(),
    drafted: await records.events.count({ type: 'article-drafted' }),
    runs: (await records.workflowRuns.find({ where: { name: 'draft-article' } })).items.map(
      ({ status }) => status,
    ),
    jobs: (await records.jobs.find({ limit: 500 })).items
      .filter(({ name }) => name === 'draft-article')
      .map(({ status }) => status),
  };
  await desk.close();
  return result;
}
