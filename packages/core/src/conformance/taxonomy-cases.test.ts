import { describe, expect, it } from 'vitest';
import { starterPackTaxonomy } from '../taxonomy/starter-pack-taxonomy.ts';
import type { Taxonomy } from '../taxonomy/taxonomy.ts';
import type { TaxonomyOperation } from '../taxonomy/taxonomy-operation.ts';
import { runCase } from './run-conformance.ts';
import { taxonomyCases } from './taxonomy-cases.ts';

function broken(
  change: (operations: readonly TaxonomyOperation[]) => readonly TaxonomyOperation[],
): Taxonomy {
  const good = starterPackTaxonomy({ packs: ['support-general'] });
  return { ...good, propose: async (options) => change(await good.propose(options)) };
}

const isPlace = (operation: TaxonomyOperation) => operation.type === 'place';
const counter = { calls: 0, next: () => `Call ${counter.calls++}.` };

/** A taxonomy with one fault, and the case that must find it. */
const faults: readonly (readonly [string, Taxonomy])[] = [
  ['has a name that can stand in a log', { ...broken((operations) => operations), name: '' }],
  [
    'files every given intent exactly once, under three names',
    broken((operations) =>
      operations.map((operation) => (isPlace(operation) ? { ...operation, reason: '' } : operation)),
    ),
  ],
  [
    'never speaks as a person',
    broken((operations) => operations.map((operation) => ({ ...operation, source: 'person' }))),
  ],
  [
    'gives the same operations for the same question',
    broken((operations) =>
      operations.map((operation) =>
        isPlace(operation) ? { ...operation, reason: counter.next() } : operation,
      ),
    ),
  ],
  [
    'has nothing to propose for no intents',
    broken((operations) =>
      operations.length > 0
        ? operations
        : [{ type: 'merge', from: 'a' as never, into: 'b' as never, source: 'lexical' }],
    ),
  ],
];

describe('the taxonomy kit', () => {
  it.each(faults)('finds a taxonomy that breaks "%s", by this case alone', async (name, taxonomy) => {
    const failing: string[] = [];
    for (const each of taxonomyCases)
      await runCase(each, { create: () => taxonomy }).catch(() => failing.push(each.name));
    expect(failing).toEqual([name]);
  });
});
