import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqliteStore } from '@ticket-ai/adapters/sqlite';
import type { WorkspaceId } from '@ticket-ai/core';
import { expect, test } from 'vitest';
import { localAuth } from '../auth/local-auth.ts';
import { bin, runCli } from '../cli/testing/run-cli.ts';
import { databasePath } from '../services.ts';
import { reportRun } from './report-run.ts';

/** Mounts a small file system in memory, which only Linux gives to who may; false where it does not. */
function mount(folder: string, size: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status === 0;
}

const probe = mkdtempSync(path.join(tmpdir(), 'ticket-ai-mount-'));
const mayMount = mount(probe, '1m');
if (mayMount) spawnSync('umount', [probe]);
rmSync(probe, { recursive: true });

test.skipIf(!mayMount)(
  'a full disk: 507 with what to do, nothing acknowledged is lost, and it goes on when there is space',
  async () => {
    const disk = mkdtempSync(path.join(tmpdir(), 'ticket-ai-full-'));
    mount(disk, '24m');
    const folder = path.join(disk, 'data');
    const server = spawn(process.execPath, [bin, 'serve', '--port', '0', '--data', folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const url = await new Promise<string>((resolve, reject) => {
        let said = '';
        server.stdout.setEncoding('utf8').on('data', (text: string) => {
          said += text;
          const found = /^Ticket AI is at (\S+)$/m.exec(said)?.[1];
          if (found !== undefined) resolve(found);
        });
        server.once('exit', () => reject(new Error('The server ended.')));
      });
      const store = sqliteStore({ path: databasePath(folder) });
      const { key } = await localAuth({
        system: store.system,
        workspaceId: 'default' as WorkspaceId,
      }).keys.create({ name: 'full', role: 'editor' });
      await store.close();
      const ask = (route: string, init: RequestInit = {}, type = 'application/json') =>
        fetch(`${url}${route}`, {
          ...init,
          headers: { authorization: `Bearer ${key}`, 'content-type': type },
        });
      const send = (name: string) => {
        const body = `${name} ${'The parcel is late. '.repeat(4000)}`;
        return ask('/api/tickets', {
          method: 'POST',
          body: JSON.stringify({ tickets: [{ externalId: name, body }] }),
        });
      };
      const upload = () =>
        ask(
          '/api/imports?fileName=late.csv&source=late',
          { method: 'POST', body: `id,body\n${`1,${'late '.repeat(50_000)}`}\n` },
          'text/csv',
        );
      expect((await send('before')).status).toBeLessThan(300);
      const ballast = path.join(disk, 'ballast');
      fill(ballast);
      const acknowledged = ['before'];
      const refused: string[] = [];
      let reply: unknown;
      for (let at = 0; refused.length < 3 && at < 200; at += 1) {
        const response = await send(`t-${at}`);
        if (response.ok) acknowledged.push(`t-${at}`);
        else {
          refused.push(`t-${at}`);
          expect(response.status).toBe(507);
          reply = await response.json();
        }
      }
      expect(refused).toHaveLength(3);
      expect(reply).toMatchObject({
        error: { code: 'disk-full', message: expect.stringContaining('Nothing of this request was stored') },
      });
      expect(JSON.stringify(reply)).not.toContain(disk);
      const uploaded = await upload();
      expect([uploaded.status, await uploaded.json()]).toMatchObject([507, { error: { code: 'disk-full' } }]);
      expect((await ask('/healthz')).status).toBe(200);
      expect((await ask('/api/tickets')).status).toBe(200);
      const saved = await runCli('backup', path.join(disk, 'copy'), '--data', folder);
      expect([saved.code, saved.stderr]).toEqual([1, expect.stringMatching(/disk is full/)]);
      expect(readdirSync(disk).filter((name) => name.startsWith('copy'))).toEqual([]);
      rmSync(ballast);
      const started = performance.now();
      for (const name of refused) expect((await send(name)).status).toBeLessThan(300);
      expect((await upload()).status).toBe(202);
      const database = new DatabaseSync(databasePath(folder), { readOnly: true });
      const names = database
        .prepare("select external_id from ticket where external_id like 't-%' or external_id = 'before'")
        .all()
        .map(({ external_id }) => String(external_id));
      const integrity = database.prepare('pragma integrity_check').get()?.integrity_check;
      database.close();
      expect(names.toSorted()).toEqual([...acknowledged, ...refused].toSorted());
      expect(integrity).toBe('ok');
      expect(
        existsSync(path.join(folder, 'blobs', '~unfinished'))
          ? readdirSync(path.join(folder, 'blobs', '~unfinished'))
          : [],
      ).toEqual([]);
      reportRun({
        fault: 'server on SQLite: its disk full while tickets and files come',
        seed: 0,
        violations: [],
        secondsAfter: (performance.now() - started) / 1000,
      });
    } finally {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      if (server.kill('SIGKILL')) await ended;
      spawnSync('umount', [disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  },
  60_000,
);

/** Takes every byte that is left. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (const size of [1 << 20, 1 << 12, 1])
      try {
        for (;;) writeSync(handle, new Uint8Array(size).fill(1));
      } catch {
        // No room for so many: fewer may fit.
      }
  } finally {
    closeSync(handle);
  }
}
