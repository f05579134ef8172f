/** Functions a hostile document might make a parser behave like. Test material. */
import { writeFileSync } from 'node:fs';

export const double = ({ value, bytes }: { value: number; bytes: Uint8Array }) => ({
  value: value * 2,
  bytes: bytes.length,
});

export function eatMemory(): void {
  const kept: Buffer[] = [];
  for (;;) kept.push(Buffer.alloc(8 * 2 ** 20, 1));
}

export function eatHeap(): number {
  const kept: number[][] = [];
  for (;;) kept.push(new Array<number>(100_000).fill(kept.length));
}

export function loopForEver(): never {
  for (;;);
}

export const flood = (size: number) => 'x'.repeat(size);

export function refuse(): never {
  throw new RangeError('not a document');
}

export function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

export const environment = () => Object.keys(process.env);

export function write(path: string): void {
  writeFileSync(path, 'mine');
}
