// Real servers for tests: private ones on free ports of the loopback interface, with their files in a temporary folder, ended with the tests;
// or one that runs already, named by an environment variable.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';

/** A server that a test may do its worst to, unless it was found running. */
export interface RunningService {
  readonly url: string;
  /** SIGKILL: no goodbye, nothing written down. */
  kill(): Promise<void>;
  /** Starts it again at the same port, with the files it had. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** How a kind of server is started. */
export interface ServiceKind {
  readonly name: string;
  /** Names a server that runs already. */
  readonly variable: string;
  /** Whether one can be started on this machine, told without starting it. */
  readonly isThere: () => boolean;
  /** What to do where it is not. */
  readonly advice: string;
  /** Prepares the folder, once; then the command line. */
  readonly prepare?: (folder: string) => Promise<void>;
  readonly command: (place: { readonly folder: string; readonly port: number }) => readonly string[];
  readonly urlOf: (port: number) => string;
  /** Rejects until the server answers. */
  readonly ping: (url: string) => Promise<void>;
}

/** Tests that need a server: skipped with a reason where there is none, failing where CI is to have it. */
export function describeWithService(kind: ServiceKind, name: string, body: () => void): void {
  const canRun = process.env[kind.variable] !== undefined || kind.isThere();
  if (canRun || process.env.CI === 'true') describe(name, body);
  else describe.skip(`${name} (skipped: ${kind.advice}, or set ${kind.variable})`, body);
}

/** Starts one, or takes the one that the variable names. */
export async function startService(kind: ServiceKind): Promise<RunningService> {
  const found = process.env[kind.variable];
  if (found !== undefined) return foundService(kind, found);
  if (!kind.isThere()) throw new Error(`${kind.name} is missing: ${kind.advice}, or set ${kind.variable}.`);
  const folder = mkdtempSync(join(tmpdir(), `ticket-ai-${kind.name}-`));
  const port = await freePort();
  const url = kind.urlOf(port);
  let child: ChildProcess | undefined;
  const start = async () => {
    const [program = '', ...args] = kind.command({ folder, port });
    const log = openSync(join(folder, 'log'), 'a');
    child = spawn(program, args, { stdio: ['ignore', log, log] });
    closeSync(log);
    await untilReady(kind, url, child).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${readFileSync(join(folder, 'log'), 'utf8').slice(-2000)}`, {
        cause: error,
      });
    });
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  // Whatever becomes of the tests, no server outlives them.
  process.once('exit', () => child?.kill('SIGKILL'));
  await kind.prepare?.(folder);
  await start();
  return {
    url,
    kill: () => kill(),
    restart: start,
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function foundService({ name, variable }: ServiceKind, url: string): RunningService {
  const refuse = async () => {
    throw new Error(
      `The ${name} named by ${variable} is not ours to kill. Unset it to let the tests start one.`,
    );
  };
  return { url, kill: refuse, restart: refuse, close: async () => {} };
}

/** A server that was not made by these tests is not ended by them. */
export const isPrivate = ({ variable }: ServiceKind): boolean => process.env[variable] === undefined;

/** The path of a program, looked for where the shell does and where Debian has servers. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

async function untilReady(kind: ServiceKind, url: string, child: ChildProcess): Promise<void> {
  let last: unknown;
  for (let round = 0; round < 300; round += 1) {
    if (child.exitCode !== null)
      throw new Error(`${kind.name} ended with code ${child.exitCode} while it started.`);
    try {
      await kind.ping(url);
      return;
    } catch (error) {
      last = error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`${kind.name} did not answer within 30 seconds.`, { cause: last });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}
