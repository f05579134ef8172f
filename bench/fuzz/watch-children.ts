import { readFileSync, writeFileSync } from 'node:fs';

/** Watches the memory of the child processes of this one. Only Linux tells; elsewhere nothing is seen. */
export interface ChildrenWatch {
  /** Forgets the peaks, so that the next file has its own. */
  begin(): void;
  /** Highest resident memory of a child since `begin`, in bytes. */
  peak(): number;
  /** Processes seen so far. */
  readonly seen: ReadonlySet<number>;
  close(): void;
}

const pollMilliseconds = 5;

/** Starts watching. */
export function watchChildren(): ChildrenWatch {
  const seen = new Set<number>();
  let highest = 0;
  const look = () => {
    for (const pid of children()) {
      seen.add(pid);
      highest = Math.max(highest, peakOf(pid));
    }
  };
  const timer = setInterval(look, pollMilliseconds);
  return {
    begin() {
      // 5 sets the kernel's own record of the peak back.
      for (const pid of children()) quietly(() => writeFileSync(`/proc/${pid}/clear_refs`, '5'));
      highest = 0;
    },
    peak() {
      look();
      return highest;
    },
    seen,
    close: () => clearInterval(timer),
  };
}

const children = (): number[] =>
  (quietly(() => readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8')) ?? '')
    .split(' ')
    .filter((pid) => pid !== '')
    .map(Number);

const peakOf = (pid: number): number =>
  Number(
    /^VmHWM:\s+(\d+) kB/mu.exec(quietly(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? '')?.[1] ?? 0,
  ) * 1024;

/** A process may end at any time. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
