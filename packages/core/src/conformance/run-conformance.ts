import { ulidGenerator } from '../ids.ts';

/** What a case and the port under test share: a clock that only the case moves, and ids that no other case has. */
export interface World {
  /** Epoch milliseconds. */
  now(): number;
  advance(milliseconds: number): void;
  generateId(): string;
}

/** One promise of a port, as data: any runner can register it, list it, or run it alone. */
export interface ConformanceCase<Port, Capability extends string = string> {
  /** What the port promises, as a sentence. */
  readonly name: string;
  /** Skipped unless the adapter declares all of these. */
  readonly requires?: readonly Capability[];
  /** Throws when the promise is broken. */
  run(port: Port, world: World): Promise<void>;
}

/** How an adapter is put to the test. */
export interface ConformanceOptions<Port, Capability extends string = string> {
  /** Makes a port that holds nothing. One that takes a clock must take the world's, and say so by its capabilities. */
  create(world: World): Port | Promise<Port>;
  /** Closes the port and removes what it left. */
  destroy?(port: Port): void | Promise<void>;
  /** What this adapter can do beyond the least; see the kit's cases. Default: nothing. */
  readonly capabilities?: readonly Capability[];
}

/** A test runner's `it` or `test`: of Vitest, `node:test`, Jest, or your own. */
export interface RegisterTest {
  (name: string, run: () => Promise<void>): unknown;
  /** Used for cases that the adapter's capabilities exclude, so that they are seen. */
  readonly skip?: (name: string, run: () => Promise<void>) => unknown;
}

/** Registers all cases of a kit for one adapter. Every case gets a port and a world of its own. */
export function runConformance<Port, Capability extends string>(
  it: RegisterTest,
  cases: readonly ConformanceCase<Port, Capability>[],
  options: ConformanceOptions<Port, NoInfer<Capability>>,
): void {
  for (const each of cases) {
    const register = isExcluded(each, options) ? it.skip : it;
    register?.(each.name, () => runCase(each, options));
  }
}

/** Runs one case alone, without a runner. */
export async function runCase<Port, Capability extends string>(
  { run }: ConformanceCase<Port, Capability>,
  { create, destroy }: ConformanceOptions<Port, NoInfer<Capability>>,
): Promise<void> {
  const world = createWorld();
  const port = await create(world);
  try {
    await run(port, world);
  } finally {
    await destroy?.(port);
  }
}

function isExcluded<Port, Capability extends string>(
  { requires = [] }: ConformanceCase<Port, Capability>,
  { capabilities = [] }: ConformanceOptions<Port, Capability>,
): boolean {
  return requires.some((capability) => !capabilities.includes(capability));
}

function createWorld(): World {
  let time = Date.UTC(2026, 0, 15, 12);
  const now = () => time;
  return {
    now,
    advance(milliseconds) {
      time += milliseconds;
    },
    // Real randomness: cases may meet in one database that outlives them.
    generateId: ulidGenerator(now, Math.random),
  };
}
