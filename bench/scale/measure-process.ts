import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a whole process took. */
export interface ProcessFigures {
  readonly seconds: number;
  /** Of all its threads, user and system. */
  readonly processorSeconds: number;
  readonly peakMemoryMb: number;
}

/** As users start it: from the second start on, compiled code comes from Node's cache. */
const program = fileURLToPath(new URL('../../packages/server/bin/ticket-ai.mjs', import.meta.url));
const reporter = new URL('./report-usage.ts', import.meta.url).href;

/** Runs the command line as a process of its own. @throws when it fails, with what it said */
export async function measureCommand(args: readonly string[]): Promise<ProcessFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-usage-'));
  const file = join(folder, 'usage.json');
  const start = performance.now();
  const report = `${reporter}?to=${encodeURIComponent(file)}`;
  await run(process.execPath, [...process.execArgv, '--import', report, program, ...args]);
  const seconds = (performance.now() - start) / 1000;
  const usage = JSON.parse(readFileSync(file, 'utf8')) as Omit<ProcessFigures, 'seconds'>;
  rmSync(folder, { recursive: true });
  return { seconds, ...usage };
}

/** Runs the same features and k-means in scikit-learn; `undefined` where Python has none. */
export async function measureScikitLearn(args: readonly string[]): Promise<ProcessFigures | undefined> {
  const script = fileURLToPath(new URL('./scikit-learn.py', import.meta.url));
  const python = '/usr/bin/python3';
  const isThere = await run(python, ['-c', 'import sklearn']).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const start = performance.now();
  const figures = JSON.parse(await run(python, [script, ...args])) as ProcessFigures;
  return { ...figures, seconds: (performance.now() - start) / 1000 };
}

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args);
    let [out, errors] = ['', ''];
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      errors = `${errors}${data.toString()}`.slice(-5000);
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`${command} ended with ${code}:\n${errors}`)),
    );
  });
}
