import { describe, expect, it } from 'vitest';
import { extendGroups } from './extend-groups.ts';
import { type Graph, graphFromNeighbours } from './graph.ts';
import { seededRandom } from './random.ts';
import { runToEnd } from './stepwise.ts';

/** Blocks of nodes, each node linked with six others of its block; one more block of three that nobody else knows. */
function blocks(count: number, size: number): { graph: Graph; truth: Int32Array } {
  const random = seededRandom(3);
  const nodes = count * size + 3;
  const k = 6;
  const truth = Int32Array.from({ length: nodes }, (_, node) => Math.floor(node / size));
  const indices = new Int32Array(nodes * k).fill(-1);
  for (let node = 0; node < nodes; node++) {
    const first = truth[node]! * size;
    const members = Math.min(size, nodes - first);
    for (let place = 0; place < Math.min(k, members - 1); place++)
      indices[node * k + place] = first + ((node - first + 1 + random.integer(members - 1)) % members);
  }
  const graph = graphFromNeighbours({ k, indices, similarities: new Float32Array(nodes * k).fill(0.5) });
  return { graph, truth };
}

describe('extendGroups', () => {
  const { graph, truth } = blocks(5, 120);
  const sample = Int32Array.from({ length: 300 }, (_, at) => at * 2);

  it('carries the groups of a sample over to all, and keeps apart what nobody was sampled of', () => {
    const labels = sample.map((node) => truth[node]!);
    const all = runToEnd(extendGroups({ graph, sample, labels, seed: 1 }));
    const pairs = new Set(Array.from(all, (label, node) => `${label} ${truth[node]}`));
    expect(pairs.size).toBe(6);
    expect(new Set(all).size).toBe(6);
  });

  it('follows the majority where the sample is wrong, and keeps groups that were merged', () => {
    const labels = sample.map((node, at) => (at % 12 === 0 ? 4 : Math.min(3, truth[node]!)));
    const all = runToEnd(extendGroups({ graph, sample, labels, seed: 1 }));
    const blockLabels = [0, 1, 2, 3, 4].map((block) => new Set(all.subarray(block * 120, block * 120 + 120)));
    expect(blockLabels.map((own) => own.size)).toEqual([1, 1, 1, 1, 1]);
    expect([...blockLabels[3]!]).toEqual([...blockLabels[4]!]);
  });
});
