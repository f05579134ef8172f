import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { ParserFactory } from '../document/document-parser.ts';
import {
  type ChildReply,
  type Failure,
  type FileOrder,
  type LoadOrder,
  memorySignal,
} from './guarded-messages.ts';

/** How reading a file in a guarded process ended. `done`: check the output before it is believed. */
export type GuardedResult =
  | { readonly status: 'done'; readonly output: unknown }
  | ({ readonly status: 'failed' | 'not-loaded' } & Failure)
  | { readonly status: 'memory' | 'time' | 'output'; readonly limit: number }
  | { readonly status: 'crashed'; readonly code: number | null; readonly signal: string | null };

/** A child process that reads files, one at a time. */
export interface GuardedProcess {
  /** Files it has been given. */
  readonly files: number;
  /** Whether it may be given another file: it lives, and does not hold much memory. */
  readonly usable: boolean;
  /** Reads one file. A broken limit, a crash or the signal ends the process. @throws the reason of the signal */
  read(
    order: FileOrder,
    limits: { readonly milliseconds: number; readonly abortSignal?: AbortSignal },
  ): Promise<GuardedResult>;
  /** Ends it; resolves when it is gone. */
  end(): Promise<void>;
}

const childFile = new URL(
  `./guarded-entry${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);
/** From source, package imports of the child must find source as well. */
const sourceFlags = import.meta.url.endsWith('.ts') ? ['--conditions=@ticket-ai/source'] : [];
/**
 * Node's permission model: no writing, no processes, no native modules. Reading files and starting a thread are given up by the child once
 * its parsers are loaded.
 */
const rights = ['--permission', '--allow-fs-read=*', '--allow-worker', '--disable-warning=PERM0006'];
/** Loading the parsers is not the file's fault: it has its own, generous time. */
const loadMilliseconds = 60_000;
const pollMilliseconds = 20;

/** Starts a guarded process. It gets no environment, does not keep this process alive while idle, and ends with it however that ends. */
export function guardedProcess({
  factories,
  maxMemoryBytes,
}: {
  readonly factories: readonly ParserFactory[];
  readonly maxMemoryBytes: number;
}): GuardedProcess {
  const child = fork(childFile, [], {
    env: {},
    execArgv: [
      `--max-old-space-size=${Math.max(16, Math.ceil(maxMemoryBytes / 2 ** 20))}`,
      ...rights,
      ...sourceFlags,
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  child.on('error', () => undefined);
  let files = 0;
  let memoryBytes = 0;
  let ended = false;
  void gone.then(() => {
    ended = true;
  });

  async function end(): Promise<void> {
    ended = true;
    // Whoever waits for its end has nothing else that keeps this process alive.
    child.ref();
    child.kill('SIGKILL');
    await gone;
  }

  function ask(message: LoadOrder | FileOrder, bounds: Omit<Bounds, 'maxMemoryBytes'>) {
    const answer = listen(child, { ...bounds, maxMemoryBytes });
    if (child.connected) child.send(message, () => undefined);
    return answer;
  }

  let loaded: Promise<ChildReply | GuardedResult> | undefined;

  async function readFileIn(
    order: FileOrder,
    { milliseconds, abortSignal }: { readonly milliseconds: number; readonly abortSignal?: AbortSignal },
  ): Promise<GuardedResult> {
    const signal = abortSignal === undefined ? {} : { abortSignal };
    loaded ??= ask({ factories, maxMemoryBytes }, { milliseconds: loadMilliseconds, ...signal });
    const ready = await loaded;
    if ('status' in ready) return ready;
    if (ready.kind !== 'loaded') return strange;
    const failure = ready.failures[order.parser];
    if (failure !== undefined) return { status: 'not-loaded', ...failure };
    files += 1;
    const answer = await ask(order, { milliseconds, ...signal });
    if ('status' in answer) return answer;
    if (answer.kind === 'output') return { status: 'output', limit: order.maxOutputBytes };
    if (answer.kind === 'failed') return { status: 'failed', name: answer.name, message: answer.message };
    if (answer.kind !== 'done') return strange;
    memoryBytes = answer.memoryBytes;
    return { status: 'done', output: answer.output };
  }

  return {
    get files() {
      return files;
    },
    get usable() {
      return !ended && memoryBytes < maxMemoryBytes / 2;
    },
    async read(order, limits) {
      keepAlive(child, true);
      let sound = false;
      try {
        const result = await readFileIn(order, limits);
        sound = ['done', 'failed', 'output', 'not-loaded'].includes(result.status);
        return result;
      } finally {
        keepAlive(child, false);
        if (!sound) await end();
      }
    },
    end,
  };
}

const strange: GuardedResult = { status: 'crashed', code: null, signal: null };

interface Bounds {
  readonly milliseconds: number;
  readonly maxMemoryBytes: number;
  readonly abortSignal?: AbortSignal;
}

/** Waits for the next message, while watching time and memory. @throws the reason of the signal */
async function listen(
  child: ChildProcess,
  { milliseconds, maxMemoryBytes, abortSignal }: Bounds,
): Promise<ChildReply | GuardedResult> {
  abortSignal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<ChildReply | GuardedResult>();
  const onExit = (code: number | null, signal: string | null) =>
    resolve(
      signal === memorySignal
        ? { status: 'memory', limit: maxMemoryBytes }
        : { status: 'crashed', code, signal },
    );
  const onError = ({ name, message }: Error) => resolve({ status: 'not-loaded', name, message });
  const onAbort = () => reject(abortSignal?.reason);
  if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode);
  child.once('message', (reply) => resolve(reply as ChildReply));
  child.once('exit', onExit);
  child.once('error', onError);
  abortSignal?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => resolve({ status: 'time', limit: milliseconds }), milliseconds);
  const poll = setInterval(async () => {
    if ((await residentBytes(child)) > maxMemoryBytes) resolve({ status: 'memory', limit: maxMemoryBytes });
  }, pollMilliseconds);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    clearInterval(poll);
    child.removeAllListeners('message');
    child.off('exit', onExit);
    child.off('error', onError);
    abortSignal?.removeEventListener('abort', onAbort);
  }
}

function keepAlive(child: ChildProcess, alive: boolean): void {
  if (alive) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

/** 0 where the system has no /proc: there the child watches itself. */
async function residentBytes({ pid }: ChildProcess): Promise<number> {
  if (pid === undefined || process.platform !== 'linux') return 0;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/mu.exec(status)?.[1] ?? 0) * 1024;
}
