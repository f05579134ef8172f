import { describe, expect, it } from 'vitest';
import type { Clusterer } from '../intent/clusterer.ts';
import { lexicalClusterer } from '../intent/lexical-clusterer.ts';
import { clustererCases } from './clusterer-cases.ts';
import { runCase, runConformance } from './run-conformance.ts';

describe('lexicalClusterer', () => {
  runConformance(it, clustererCases, { create: () => lexicalClusterer() });
});

/** A clusterer with one fault, and the case that must find it. */
const faults: readonly (readonly [string, (good: Clusterer) => Partial<Clusterer>])[] = [
  [
    'puts every ticket into one intent or among the unassigned, once',
    (good) => ({
      async discover(options) {
        const plan = await good.discover(options);
        return { ...plan, intents: plan.intents.slice(1) };
      },
    }),
  ],
  [
    'names each intent, with members and confidences between 0 and 1',
    (good) => ({
      async discover(options) {
        const plan = await good.discover(options);
        return {
          ...plan,
          intents: plan.intents.map((intent) => ({
            ...intent,
            members: intent.members.map((member) => ({ ...member, confidence: 7 })),
          })),
        };
      },
    }),
  ],
  [
    'has a point on the map for each ticket, if it has a map',
    (good) => ({
      async discover(options) {
        return {
          ...(await good.discover(options)),
          map: { method: 'x', seed: 1, x: new Float32Array(1), y: new Float32Array(1) },
        };
      },
    }),
  ],
  [
    'decides about each ticket, in order, best candidate first',
    (good) => ({
      async assign(options) {
        const { decisions } = await good.assign(options);
        return { decisions: decisions.toReversed() };
      },
    }),
  ],
  [
    'stops a discovery when asked to, with the error `aborted` or the reason of the signal',
    (good) => ({
      async discover({ abortSignal: _, ...options }) {
        return good.discover(options);
      },
    }),
  ],
];

describe('the clusterer kit', () => {
  it.each(faults)('finds a clusterer that breaks "%s"', async (name, breakIt) => {
    const create = () => ({ ...lexicalClusterer(), ...breakIt(lexicalClusterer()) });
    const failing: string[] = [];
    for (const each of clustererCases) await runCase(each, { create }).catch(() => failing.push(each.name));
    expect(failing).toContain(name);
    expect(failing.length).toBeLessThanOrEqual(3);
  });
});
