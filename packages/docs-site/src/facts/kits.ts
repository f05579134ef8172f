import * as conformance from '@ticket-ai/core/conformance';

/** A promise of a port: one case of its kit. */
export interface PromiseFact {
  readonly name: string;
  /** Capabilities that an adapter must declare for the case to be run. */
  readonly requires: readonly string[];
}

/** The conformance kits by the name they are exported under. */
export function readKits(): Readonly<Record<string, readonly PromiseFact[]>> {
  const kits = Object.entries(conformance).filter(([name]) => name.endsWith('Cases'));
  return Object.fromEntries(
    kits.map(([name, cases]) => [
      name,
      (cases as readonly Case[]).map(({ name: promise, requires = [] }) => ({ name: promise, requires })),
    ]),
  );
}

interface Case {
  readonly name: string;
  readonly requires?: readonly string[];
}
