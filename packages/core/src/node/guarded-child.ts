import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** What a guarded child may use. */
export interface GuardedLimits {
  /** Resident memory in bytes. Default 512 MiB. */
  readonly maxMemoryBytes?: number;
  /** Wall time in milliseconds, start of the process included. Default 30,000. */
  readonly maxMilliseconds?: number;
  /** Size of the serialised result in bytes. Default 64 MiB. */
  readonly maxOutputBytes?: number;
}

/** Which function to run, on what. */
export interface GuardedTask {
  /** URL of an ES module (`import.meta.resolve(...)` or `new URL(..., import.meta.url).href`). */
  readonly module: string;
  /** Name of an exported function of one argument; may be async. */
  readonly function: string;
  /** Its argument; travels by structured clone (typed arrays allowed). */
  readonly input: unknown;
  readonly limits?: GuardedLimits;
  readonly abortSignal?: AbortSignal;
}

/** How it ended. `output` is whatever the function returned: check it, the child may have been taken over by its input. */
export type GuardedResult =
  | { readonly status: 'done'; readonly output: unknown; readonly peakMemoryBytes: number }
  | { readonly status: 'failed'; readonly message: string; readonly name: string }
  | { readonly status: 'memory' | 'time' | 'output'; readonly limit: number }
  | { readonly status: 'crashed'; readonly code: number | null; readonly signal: string | null };

type Reply =
  | { output: unknown; bytes: number }
  | { error: { name: string; message: string } }
  | { tooLarge: number };

const childFile = new URL(
  `./guarded-entry${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);
const pollMilliseconds = 25;
/** Node's permission model: no writing, no processes, no threads. It does not stop the network. */
const rights = ['--permission', '--allow-fs-read=*'];
/** From source, package imports of the child must find source as well. */
const sourceFlags = import.meta.url.endsWith('.ts') ? ['--conditions=@ticket-ai/source'] : [];

/**
 * Runs one function in a child process of its own, for input that may be hostile (a PDF). The child gets no environment variables, may read files but not
 * write any or start processes; it is killed (SIGKILL) when it breaks a limit or the signal aborts; nothing it does harms the parent. Memory is polled every 25 ms through
 * /proc (on systems without it, V8's heap limit alone guards memory). Never rejects but for an aborted signal.
 */
export async function runGuarded(task: GuardedTask): Promise<GuardedResult> {
  const {
    maxMemoryBytes = 512 * 2 ** 20,
    maxMilliseconds = 30_000,
    maxOutputBytes = 64 * 2 ** 20,
  } = task.limits ?? {};
  task.abortSignal?.throwIfAborted();
  const heap = Math.max(16, Math.ceil(maxMemoryBytes / 2 ** 20));
  const child = fork(childFile, [], {
    env: {},
    execArgv: [`--max-old-space-size=${heap}`, ...rights, ...sourceFlags],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let peak = 0;
  const stops: (() => void)[] = [];
  try {
    return await new Promise<GuardedResult>((resolve, reject) => {
      const timer = setTimeout(() => resolve({ status: 'time', limit: maxMilliseconds }), maxMilliseconds);
      const poll = setInterval(async () => {
        peak = Math.max(peak, await residentBytes(child));
        if (peak > maxMemoryBytes) resolve({ status: 'memory', limit: maxMemoryBytes });
      }, pollMilliseconds);
      const abort = () => reject(task.abortSignal?.reason);
      task.abortSignal?.addEventListener('abort', abort, { once: true });
      stops.push(
        () => clearTimeout(timer),
        () => clearInterval(poll),
        () => task.abortSignal?.removeEventListener('abort', abort),
      );
      child.on('message', (reply: Reply) => resolve(readReply(reply, maxOutputBytes, peak)));
      child.on('error', (error) => resolve({ status: 'failed', name: error.name, message: error.message }));
      child.on('exit', (code, signal) => resolve({ status: 'crashed', code, signal }));
      child.send({ module: task.module, name: task.function, input: task.input, maxOutputBytes }, () => {});
    });
  } finally {
    for (const stop of stops) stop();
    child.kill('SIGKILL');
  }
}

function readReply(reply: Reply, maxOutputBytes: number, peakMemoryBytes: number): GuardedResult {
  if ('error' in reply) return { status: 'failed', ...reply.error };
  if ('tooLarge' in reply || reply.bytes > maxOutputBytes) return { status: 'output', limit: maxOutputBytes };
  return { status: 'done', output: reply.output, peakMemoryBytes };
}

async function residentBytes(child: ChildProcess): Promise<number> {
  if (child.pid === undefined || process.platform !== 'linux') return 0;
  const statm = await readFile(`/proc/${child.pid}/statm`, 'utf8').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * 4096;
}
