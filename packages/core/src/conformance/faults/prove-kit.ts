import { expect, it } from 'vitest';
import { type ConformanceCase, runCase, type World } from '../run-conformance.ts';
import type { PortFault } from './storage-faults.ts';

/** Asserts that a broken port makes exactly the cases fail whose names begin so. */
export async function expectCaught<Port>(
  cases: readonly ConformanceCase<Port>[],
  create: (world: World) => Port,
  caughtBy: readonly string[],
): Promise<void> {
  const outcomes = await Promise.all(
    cases.map(async (each) => {
      const failed = await runCase(each, { create }).then(
        () => false,
        () => true,
      );
      return failed ? [caughtBy.find((start) => each.name.startsWith(start)) ?? each.name] : [];
    }),
  );
  expect(outcomes.flat().sort()).toEqual([...caughtBy].sort());
}

/** Registers a test per fault: each makes exactly the cases fail that it names. */
export function proveKit<Port extends object>(
  cases: readonly ConformanceCase<Port>[],
  reference: (world: World) => Port,
  faults: readonly PortFault<Port>[],
): void {
  for (const { fault, caughtBy, change } of faults) {
    const create = (world: World): Port => {
      const good = reference(world);
      return { ...good, ...change(good) };
    };
    it.concurrent(fault, () => expectCaught(cases, create, caughtBy));
  }
}
