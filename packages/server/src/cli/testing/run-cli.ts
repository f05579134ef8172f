import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { dispatch } from '../dispatch.ts';

/** What a command line gave. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run it. */
export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Sees the process and what it has written to stderr so far. */
  readonly onStderr?: (child: ChildProcessWithoutNullStreams, stderr: string) => void;
}

/** The program as it is started. */
export const bin = fileURLToPath(new URL('../../../bin/ticket-ai.mjs', import.meta.url));

/** Runs the real program as a process of its own. */
export function spawnCli(
  args: readonly string[],
  { cwd = process.cwd(), env = {}, stdin = '', onStderr }: CliOptions = {},
): Promise<CliResult> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:NO_COLOR|FORCE_COLOR|TICKET_AI_.*)$/.test(name),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd,
      env: { ...Object.fromEntries(inherited), ...env },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      onStderr?.(child, stderr);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => {}); // it may end without reading
    child.stdin.end(stdin);
  });
}

/** Runs a command line inside this process: the same code without the start, for tests of many commands. */
export async function runCli(...args: readonly string[]): Promise<CliResult> {
  let [stdout, stderr] = ['', ''];
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
  try {
    return { code: await dispatch(args), stdout, stderr };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
