import { spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { filesystemBlobs } from '@ticket-ai/adapters/filesystem';
import { sqliteStore, sqliteVectors } from '@ticket-ai/adapters/sqlite';
import { createTicketAI, seededRandom, type WorkspaceId } from '@ticket-ai/core';
import { hashedEmbeddingModel } from '@ticket-ai/core/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { localAuth } from '../auth/local-auth.ts';
import { startServerProcess } from '../chaos/server-process.ts';
import { bin, runCli } from '../cli/testing/run-cli.ts';
import { sampleTickets, toJsonl } from '../cli/testing/sample-tickets.ts';
import { blobFolder, databasePath, vectorsPath } from '../services.ts';
import { manifestFile, readManifest, renderManifest } from './manifest.ts';

const count = 240;
const workspaceId = 'default' as WorkspaceId;
let root = '';
let data = '';
let saved = '';
let round = 0;
const fresh = (name: string) => path.join(root, `${round}-${name}`);

/** Runs a command that must end well. */
async function run(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(...args);
  expect([args.join(' '), code, code === 0 ? '' : stderr]).toEqual([args.join(' '), 0, '']);
  return stdout;
}

/** Runs one that must not. */
async function fault(...args: readonly string[]): Promise<string> {
  const { code, stderr } = await runCli(...args);
  expect([args.join(' '), code]).toEqual([args.join(' '), 1]);
  return stderr;
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'ticket-ai-backup-'));
  data = path.join(root, 'data');
  saved = path.join(root, 'saved');
  await writeFile(path.join(root, 'tickets.jsonl'), toJsonl(sampleTickets(count)));
  for (const name of ['manual', 'terms'])
    await writeFile(
      path.join(root, `${name}.md`),
      `# The ${name}\n\nThe ${name} says: charge it for four hours.\n`,
    );
  await run('import', path.join(root, 'tickets.jsonl'), '--data', data);
  await run('cluster', '--data', data);
  for (const name of ['manual', 'terms'])
    await run('documents', 'add', path.join(root, `${name}.md`), '--data', data);
  const store = openStore(data);
  const auth = localAuth({ system: store.system, workspaceId });
  await auth.firstLogin();
  await auth.keys.create({ name: 'importer', role: 'editor' });
  await store.close();
  await run('backup', saved, '--data', data);
}, 60_000);
afterAll(() => rm(root, { recursive: true }));
beforeEach(() => {
  round += 1;
});

const openStore = (folder: string) => sqliteStore({ path: databasePath(folder) });

function ask(folder: string, sql: string): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(databasePath(folder), { readOnly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

/** Every row of the truth; not what a restore writes down to be done. */
function rowsOf(folder: string): Record<string, unknown> {
  const tables = ask(
    folder,
    "select name from sqlite_master where type = 'table' and name not in ('job', 'generation', 'session', 'idempotency_key') and name not like 'sqlite_%'",
  );
  return Object.fromEntries(
    tables.map(({ name }) => [
      name,
      ask(folder, `select * from "${name}"`)
        .map((row) => JSON.stringify(row))
        .toSorted(),
    ]),
  );
}

async function filesOf(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of globSync('**/*~blob', { cwd: path.join(folder, 'blobs') }))
    found[name] = (await readFile(path.join(folder, 'blobs', name))).toString('base64');
  return found;
}

const integrity = (folder: string) => ask(folder, 'pragma integrity_check')[0]?.integrity_check;

test('an empty place becomes what was backed up, without sessions; the key that was made still opens', async () => {
  const target = fresh('target');
  expect(await run('restore', saved, '--check')).toContain(`Whole: made`);
  expect(await run('restore', saved, '--data', target)).toContain(`${count} tickets, 2 documents`);
  expect(rowsOf(target)).toEqual(rowsOf(data));
  expect(await filesOf(target)).toEqual(await filesOf(data));
  expect(ask(data, 'select * from session')).toHaveLength(1);
  expect(ask(saved, 'select * from session')).toEqual([]);
  const [session] = ask(data, 'select digest from session');
  expect((await readFile(databasePath(saved))).includes(String(session?.digest))).toBe(false);
  expect(await run('tickets', 'list', '--json', '--data', target)).toBe(
    await run('tickets', 'list', '--json', '--data', data),
  );
  expect((await readdir(target)).toSorted()).toEqual(['.gitignore', 'blobs', 'ticket-ai.db']);
});

test('a backup under load is one moment: all that was acknowledged before, nothing from after, nothing by halves', async () => {
  const folder = fresh('busy');
  const server = await startServerProcess(['--data', folder]);
  const store = openStore(folder);
  const { key } = await localAuth({ system: store.system, workspaceId }).keys.create({
    name: 'load',
    role: 'editor',
  });
  await store.close();
  let [sent, acknowledged, writing] = [0, 0, true];
  const write = async () => {
    while (writing) {
      const at = sent;
      sent += 1;
      const body = JSON.stringify({ tickets: [{ externalId: `w-${at}`, body: `Parcel ${at} is late` }] });
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const reply = await fetch(`${server.url}/api/tickets`, { method: 'POST', headers, body });
      if (reply.ok) acknowledged += 1;
      else await sleep(20);
    }
  };
  const load = Promise.all([write(), write(), write()]);
  try {
    while (acknowledged < 30) await sleep(10);
    for (let copy = 0; copy < 3; copy += 1) {
      const [target, restored] = [fresh(`copy-${copy}`), fresh(`restored-${copy}`)];
      const before = acknowledged;
      await run('backup', target, '--data', folder);
      const after = sent;
      await run('restore', target, '--data', restored);
      expect(rowsOf(restored)).toEqual(rowsOf(target));
      const [{ tickets } = {}] = ask(restored, 'select count(*) as tickets from ticket');
      expect(Number(tickets)).toBeGreaterThanOrEqual(before);
      expect(Number(tickets)).toBeLessThanOrEqual(after);
      const [halves] = ask(
        restored,
        `select (select count(*) from ticket) - (select count(*) from message) as messages,
                (select max(sequence) - count(*) from event) as gaps,
                (select max(sequence) from event) - (select sequence from event_counter) as counter`,
      );
      expect({ ...halves }).toEqual({ messages: 0, gaps: 0, counter: 0 });
      expect(integrity(restored)).toBe('ok');
    }
  } finally {
    writing = false;
    await load;
    await server.end();
  }
  expect(acknowledged).toBeGreaterThan(30);
}, 60_000);

test('one changed byte in any file, a lost file, or none of a manifest: refused, and nothing is made', async () => {
  const damaged = fresh('damaged');
  const target = fresh('target');
  const random = seededRandom(7);
  const names = (await readdir(saved, { recursive: true, withFileTypes: true })).flatMap((entry) =>
    entry.isFile() ? [path.relative(saved, path.join(entry.parentPath, entry.name))] : [],
  );
  expect(names.length).toBeGreaterThan(4);
  for (const name of names) {
    await cp(saved, damaged, { recursive: true });
    const file = path.join(damaged, name);
    const bytes = await readFile(file);
    for (let time = 0; time < 3; time += 1) {
      const at = random.integer(bytes.length);
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << random.integer(8));
      await writeFile(file, changed);
      expect(await fault('restore', damaged, '--data', target)).toContain('damaged');
    }
    await rm(file);
    expect(await fault('restore', damaged, '--data', target)).toMatch(/damaged|is no backup/);
    await rm(damaged, { recursive: true });
  }
  expect(existsSync(target)).toBe(false);
});

test('a backup of a newer schema or form, or one that reaches outside of itself, is refused', async () => {
  const [strange, target] = [fresh('strange'), fresh('target')];
  const manifest = await readManifest(saved);
  const rewrite = async (changes: object) => {
    await rm(strange, { recursive: true, force: true });
    await cp(saved, strange, { recursive: true });
    await writeFile(path.join(strange, manifestFile), renderManifest({ ...manifest, ...changes }));
    return fault('restore', strange, '--data', target);
  };
  expect(await rewrite({ format: 2 })).toContain('another version');
  const outside = { path: 'blobs/../../secret', bytes: 1, sha256: '' };
  expect(await rewrite({ files: [outside] })).toContain('another version');
  expect(existsSync(target)).toBe(false);
  const newer = fresh('newer');
  await cp(data, newer, { recursive: true });
  const database = new DatabaseSync(databasePath(newer));
  database.exec("insert into migration values ('9999-later', 1)");
  database.close();
  await run('backup', fresh('later'), '--data', newer);
  expect(await fault('restore', fresh('later'), '--data', target)).toContain('newer version');
  expect(existsSync(databasePath(target))).toBe(false);
});

test('what is there is given up only when that is said, nobody has it open, and it is ours', async () => {
  const target = fresh('target');
  await run('import', path.join(root, 'tickets.jsonl'), '--data', target);
  const before = rowsOf(target);
  expect(await fault('restore', saved, '--data', target)).toContain('--replace');
  const open = openStore(target);
  await open.system.workspaces.find();
  expect(await fault('restore', saved, '--replace', '--data', target)).toContain('Stop servers and workers');
  await open.close();
  expect(rowsOf(target)).toEqual(before);
  await run('restore', saved, '--replace', '--data', target);
  expect(rowsOf(target)).toEqual(rowsOf(data));
  expect(await filesOf(target)).toEqual(await filesOf(data));
  const foreign = fresh('foreign');
  await mkdir(foreign);
  await writeFile(path.join(foreign, 'thesis.txt'), 'years of work');
  expect(await fault('restore', saved, '--replace', '--data', foreign)).toContain('thesis.txt');
  expect(await readdir(foreign)).toEqual(['thesis.txt']);
});

test('a backup replaces nothing, and of records elsewhere it says who copies them', async () => {
  expect(await fault('backup', saved, '--data', data)).toContain('exists already');
  const elsewhere = ['--store', 'mysql://me:hidden@127.0.0.1:9/tickets', '--data', data];
  for (const words of [
    ['backup', fresh('never')],
    ['restore', saved],
  ]) {
    const text = await fault(...words, ...elsewhere);
    expect(text).toContain('mysqldump --single-transaction');
    expect(text).toContain('blobs');
    expect(text).not.toContain('hidden');
  }
  expect(await fault('backup', fresh('never'), '--store', 'memory', '--data', data)).toContain('in memory');
  expect(existsSync(fresh('never'))).toBe(false);
});

test.each(['the present data', 'a newer backup'])(
  'what was erased and revoked after the backup does not come back, as %s knows',
  async (teller) => {
    const [present, restored] = [fresh('present'), fresh('restored')];
    await cp(data, present, { recursive: true });
    await run('tickets', 'erase', 'T-1', 'T-2', '--yes', '--data', present);
    await run('documents', 'erase', 'manual.md', '--yes', '--data', present);
    const store = openStore(present);
    const keys = localAuth({ system: store.system, workspaceId }).keys;
    const [key] = await keys.list();
    await keys.revoke(key?.id ?? '');
    await store.close();
    const target = teller === 'the present data' ? present : restored;
    const words = ['restore', saved, '--data', target];
    if (target === present) words.push('--replace');
    else {
      await run('backup', fresh('newer'), '--data', present);
      words.push('--erased-in', fresh('newer'));
    }
    const said = await run(...words);
    expect(said).toContain('Erased again: 2 tickets, 1 document');
    expect(said).toContain('Closed again: 1 API key');
    const gone = () => {
      const texts = ask(
        target,
        `select (select group_concat(data) from message where ticket_id in
                  (select id from ticket where external_id in ('T-1', 'T-2'))) as messages,
                (select group_concat(data) from chunk) as chunks`,
      )[0];
      expect(String(texts?.messages)).not.toContain('text":"I');
      expect(String(texts?.messages).match(/"text":""/g)?.length).toBeGreaterThan(1);
      expect(String(texts?.chunks)).not.toContain('manual says');
      expect(String(texts?.chunks)).toContain('terms says');
    };
    gone();
    const left = Object.keys(await filesOf(target));
    expect(left.filter((name) => name.includes('/imports/'))).toEqual([]);
    expect(left.filter((name) => name.includes('/documents/'))).toHaveLength(1);
    // What follows from erasing is done by whoever works next.
    await run('jobs', 'run', '--data', target);
    gone();
    expect(await run('documents', 'list', '--data', target)).not.toContain('manual');
    expect(
      ask(target, "select type from event where type in ('tickets-erased', 'document-erased')"),
    ).toHaveLength(2);
    expect(
      ask(target, "select 1 from api_key where json_extract(data, '$.revokedAt') is not null"),
    ).toHaveLength(1);
  },
);

test('damaged records are set aside whole, with their side files', async () => {
  const target = fresh('target');
  await mkdir(target);
  await writeFile(databasePath(target), 'this is no database at all, really not');
  await writeFile(`${databasePath(target)}-wal`, 'nor is this its log');
  expect(await run('restore', saved, '--replace', '--data', target)).toContain('damaged and stand in');
  expect(rowsOf(target)).toEqual(rowsOf(data));
  const aside = (await readdir(target)).filter((name) => /\.damaged-.*(?<!-shm)$/.test(name)).toSorted();
  expect(aside.map((name) => name.replace(/^.*Z/, ''))).toEqual(['', '-wal']);
});

test('vectors are made anew from embeddings that were paid for', async () => {
  const [first, second] = [fresh('first'), fresh('second')];
  const open = (folder: string) => {
    const model = hashedEmbeddingModel();
    const desk = createTicketAI({
      store: openStore(folder),
      blobs: filesystemBlobs({ folder: blobFolder({ dataFolder: folder }) }),
      vectors: sqliteVectors({ path: vectorsPath(folder) }),
      embeddingModel: model.model,
      workspace: { id: workspaceId },
    });
    return { desk, model };
  };
  const one = open(first);
  await one.desk.documents.add({
    source: 'manual.md',
    bytes: new TextEncoder().encode('# Manual\n\nCharge the battery for four hours.\n'),
  });
  expect(await one.desk.index.verify()).toMatchObject({ status: 'whole', passages: 1 });
  await one.desk.close();
  await run('backup', fresh('copy'), '--data', first);
  await run('restore', fresh('copy'), '--data', second);
  expect(existsSync(vectorsPath(second))).toBe(false);
  const two = open(second);
  expect(await two.desk.index.verify()).toMatchObject({ status: 'differs', missing: 1 });
  await two.desk.settle();
  expect(await two.desk.index.verify()).toMatchObject({ status: 'whole', passages: 1 });
  expect(two.model.calls).toEqual([]);
  await two.desk.close();
});

test('a file that records name and nobody has is told of, and the rest is saved', async () => {
  const [broken, target] = [fresh('broken'), fresh('copy')];
  await cp(data, broken, { recursive: true });
  const [name = ''] = Object.keys(await filesOf(broken)).filter((each) => each.includes('/documents/'));
  await rm(path.join(broken, 'blobs', name));
  const { code, stderr } = await runCli('backup', target, '--data', broken);
  expect([code, stderr]).toEqual([3, expect.stringContaining(name.replace('~blob', ''))]);
  expect((await readManifest(target)).missing).toEqual([name.replace('~blob', '')]);
  await run('restore', target, '--data', fresh('restored'));
  expect(rowsOf(fresh('restored'))).toEqual(rowsOf(data));
});

/** Starts a command and kills it some milliseconds after a file of such a name is there; whether it was killed. */
async function killed(
  begun: { readonly folder: string; readonly name: RegExp },
  ms: number,
  ...args: readonly string[]
): Promise<boolean> {
  const child = spawn(process.execPath, [bin, ...args], { stdio: 'ignore' });
  let isOver = false;
  const ended = new Promise<boolean>((resolve) => {
    child.once('exit', (_code, signal) => {
      isOver = true;
      resolve(signal === 'SIGKILL');
    });
  });
  while (!isOver && !(await readdir(begun.folder)).some((name) => begun.name.test(name))) await sleep(2);
  await Promise.race([sleep(ms), ended]);
  child.kill('SIGKILL');
  return ended;
}

test('killed at any moment, a backup is whole or has no name, and a restore leaves old or new records whole', async () => {
  const random = seededRandom(2026);
  const started = performance.now();
  await run('restore', saved, '--data', fresh('timed'));
  const usual = 1.5 * (performance.now() - started);
  const [target, other] = [fresh('target'), fresh('other')];
  await writeFile(path.join(root, 'other.jsonl'), toJsonl(sampleTickets(24)));
  await run('import', path.join(root, 'other.jsonl'), '--data', other);
  const [old, anew] = [rowsOf(other), rowsOf(data)];
  const oldFiles = Object.keys(await filesOf(other));
  let kills = 0;
  const kept = { old: 0, anew: 0 };
  for (let time = 0; time < 5; time += 1) {
    const folder = fresh(`killed-${time}`);
    const begunBackup = { folder: root, name: new RegExp(`${path.basename(folder)}(\\.|$)`) };
    if (await killed(begunBackup, random.next() * usual, 'backup', folder, '--data', data)) kills += 1;
    if (existsSync(folder)) await run('restore', folder, '--check');
    await rm(target, { recursive: true, force: true });
    await cp(other, target, { recursive: true });
    const begun = { folder: target, name: /^\.restoring$/ };
    if (await killed(begun, random.next() * usual, 'restore', saved, '--replace', '--data', target))
      kills += 1;
    const found = rowsOf(target);
    expect([old, anew]).toContainEqual(found);
    expect(integrity(target)).toBe('ok');
    const isOld = ask(target, 'select * from ticket').length === 24;
    kept[isOld ? 'old' : 'anew'] += 1;
    if (isOld) expect(Object.keys(await filesOf(target))).toEqual(expect.arrayContaining(oldFiles));
    await run('restore', saved, '--replace', '--data', target);
    expect(rowsOf(target)).toEqual(anew);
    expect(await filesOf(target)).toEqual(await filesOf(data));
  }
  expect(kills).toBeGreaterThan(3);
  expect(kept.old).toBeGreaterThan(0);
  expect(rowsOf(data)).toEqual(anew);
}, 120_000);
