import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process of this folder, running from source. */
export interface OwnProcess {
  readonly child: ChildProcess;
  /** Until it is gone. Default signal: SIGKILL. */
  end(signal?: NodeJS.Signals): Promise<NodeJS.Signals | number | null>;
}

const running = new Set<ChildProcess>();
// Whatever becomes of the test, none outlives it.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a file of this folder. @param isReady hears what it says; default: its first word */
export async function startProcess(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  isReady: (heard: string) => boolean = () => true,
  stream: 'stdout' | 'stderr' = 'stdout',
): Promise<OwnProcess> {
  const started = spawnProcess(file, args, environment, stream === 'stderr' ? 'pipe' : 'inherit');
  const spoke = new Promise<boolean>((resolve) =>
    started.child[stream]?.setEncoding('utf8').on('data', (heard: string) => isReady(heard) && resolve(true)),
  );
  if ((await Promise.race([spoke, started.ended])) !== true)
    throw new Error(`${file} ended before it was ready.`);
  return {
    child: started.child,
    end(signal = 'SIGKILL') {
      started.child.kill(signal);
      return started.ended;
    },
  };
}

/** Runs a file of this folder to its end: the signal or the exit code. */
export function runProcess(file: string, args: readonly string[]): Promise<NodeJS.Signals | number | null> {
  return spawnProcess(file, args, {}, 'inherit').ended;
}

function spawnProcess(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  stderr: 'pipe' | 'inherit',
): { readonly child: ChildProcess; readonly ended: Promise<NodeJS.Signals | number | null> } {
  const child = spawn(
    process.execPath,
    ['--conditions=@ticket-ai/source', fileURLToPath(new URL(file, import.meta.url)), ...args],
    { stdio: ['ignore', 'pipe', stderr], env: { ...process.env, ...environment } },
  );
  running.add(child);
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => {
    child.once('exit', (code, signal) => {
      running.delete(child);
      resolve(signal ?? code);
    });
  });
  return { child, ended };
}
