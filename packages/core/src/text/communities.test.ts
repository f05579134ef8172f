import { describe, expect, it } from 'vitest';
import { adjustedRandIndex } from './agreement.ts';
import { canonicalLabels, findCommunities } from './communities.ts';
import { communitiesNear } from './communities-near.ts';
import { fuseNeighbours, type Graph, graphFromNeighbours } from './graph.ts';
import { seededRandom } from './random.ts';

/** A graph from weighted edges. */
function graphOf(nodes: number, edges: readonly (readonly [number, number, number])[]): Graph {
  const k = nodes;
  const lists = { k, indices: new Int32Array(nodes * k).fill(-1), similarities: new Float32Array(nodes * k) };
  const filled = new Int32Array(nodes);
  const list = (from: number, to: number, weight: number) => {
    const at = from * k + filled[from]!++;
    lists.indices[at] = to;
    lists.similarities[at] = weight;
  };
  for (const [a, b, weight] of edges) {
    list(a, b, weight);
    list(b, a, weight);
  }
  return graphFromNeighbours(lists);
}

/** Groups of `size` with edges inside at one chance and across at another. */
function planted(groups: number, size: number, inside: number, across: number, seed: number) {
  const random = seededRandom(seed);
  const edges: [number, number, number][] = [];
  const n = groups * size;
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++)
      if (random.next() < (Math.floor(a / size) === Math.floor(b / size) ? inside : across))
        edges.push([a, b, 1]);
  return { graph: graphOf(n, edges), truth: Int32Array.from({ length: n }, (_, i) => Math.floor(i / size)) };
}

describe('graphFromNeighbours', () => {
  it('counts a pair listed from one side half, adds both sides, and is symmetric', () => {
    const lists = { k: 1, indices: Int32Array.of(1, 0, 0), similarities: Float32Array.of(0.8, 0.8, 0.5) };
    const { indptr, neighbours, weights } = graphFromNeighbours(lists);
    expect([...indptr]).toEqual([0, 2, 3, 4]);
    expect([...neighbours]).toEqual([1, 2, 0, 0]);
    expect([...weights].map((weight) => Math.round(weight * 100))).toEqual([80, 25, 80, 25]);
  });

  it('fuses lists by reciprocal rank', () => {
    const list = (...indices: number[]) => ({
      k: 2,
      indices: Int32Array.from(indices),
      similarities: new Float32Array(indices.length).fill(1),
    });
    const fused = fuseNeighbours([list(1, 2, 0, 2, 0, 1), list(2, -1, 2, 0, 1, 0)], { keep: 2 });
    expect([...fused.indices]).toEqual([2, 1, 0, 2, 0, 1].map((value, i) => [2, 1, 0, 2, 0, 1][i] ?? value));
    expect(fused.similarities[0]).toBeCloseTo(1 / 12 + 1 / 11, 5);
  });
});

describe('findCommunities', () => {
  it('finds planted groups', () => {
    const { graph, truth } = planted(8, 25, 0.5, 0.02, 1);
    expect(adjustedRandIndex(findCommunities(graph, { resolution: 1 }), truth)).toBeGreaterThan(0.99);
  });

  it('a ring of cliques falls into its cliques at resolution 1', () => {
    const edges: [number, number, number][] = [];
    for (let clique = 0; clique < 6; clique++) {
      for (let a = 0; a < 5; a++)
        for (let b = a + 1; b < 5; b++) edges.push([clique * 5 + a, clique * 5 + b, 1]);
      edges.push([clique * 5, ((clique + 1) % 6) * 5 + 1, 1]);
    }
    const labels = findCommunities(graphOf(30, edges), { resolution: 1 });
    expect(new Set(labels).size).toBe(6);
    for (let clique = 0; clique < 6; clique++)
      expect(new Set(labels.slice(clique * 5, clique * 5 + 5)).size).toBe(1);
  });

  it('gives more communities at higher resolution, all alone at a very high one', () => {
    const { graph } = planted(6, 20, 0.4, 0.05, 2);
    const counts = [0.1, 1, 4, 1e6].map((resolution) => new Set(findCommunities(graph, { resolution })).size);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts[3]).toBe(120);
  });

  it('every community is connected', () => {
    const { graph } = planted(10, 12, 0.25, 0.02, 5);
    for (const resolution of [0.2, 1, 3]) {
      const labels = findCommunities(graph, { resolution });
      for (const label of new Set(labels)) {
        const members = new Set([...labels.keys()].filter((node) => labels[node] === label));
        const reached = new Set<number>();
        const stack = [members.values().next().value!];
        while (stack.length > 0) {
          const node = stack.pop()!;
          if (reached.has(node)) continue;
          reached.add(node);
          for (let i = graph.indptr[node]!; i < graph.indptr[node + 1]!; i++)
            if (members.has(graph.neighbours[i]!)) stack.push(graph.neighbours[i]!);
        }
        expect(reached.size).toBe(members.size);
      }
    }
  });

  it('same seed, same labels; labels by descending size', () => {
    const { graph } = planted(5, 15, 0.3, 0.05, 3);
    const labels = findCommunities(graph, { resolution: 1, seed: 9 });
    expect(findCommunities(graph, { resolution: 1, seed: 9 })).toEqual(labels);
    const sizes = [...new Set(labels)]
      .sort((a, b) => a - b)
      .map((label) => labels.filter((each) => each === label).length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  it('bears no nodes and no edges', () => {
    expect(findCommunities(graphOf(0, []), { resolution: 1 })).toHaveLength(0);
    expect([...findCommunities(graphOf(3, []), { resolution: 1 })]).toEqual([0, 1, 2]);
  });

  it('is fast: 20,000 nodes, 300,000 edges in about a second', () => {
    const random = seededRandom(4);
    const k = 15;
    const indices = Int32Array.from({ length: 20_000 * k }, (_, i) => {
      const node = Math.floor(i / k);
      return random.next() < 0.8 ? node - (node % 100) + random.integer(100) : random.integer(20_000);
    });
    const graph = graphFromNeighbours({ k, indices, similarities: new Float32Array(indices.length).fill(1) });
    const started = performance.now();
    const labels = findCommunities(graph, { resolution: 4 });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(new Set(labels).size).toBeGreaterThan(100);
  });
});

describe('communitiesNear', () => {
  it.each([1, 3, 6, 8, 11, 30])('hits %i exactly on a connected graph', (count) => {
    const { graph } = planted(6, 20, 0.4, 0.05, 2);
    expect(new Set(communitiesNear(graph, count)).size).toBe(count);
  });

  it('finds the planted groups when told their number', () => {
    const { graph, truth } = planted(7, 20, 0.4, 0.03, 8);
    expect(adjustedRandIndex(communitiesNear(graph, 7), truth)).toBeGreaterThan(0.95);
  });

  it('cannot have fewer than unconnected parts or more than nodes', () => {
    const graph = graphOf(4, [
      [0, 1, 1],
      [2, 3, 1],
    ]);
    expect(new Set(communitiesNear(graph, 1)).size).toBe(2);
    expect(new Set(communitiesNear(graph, 9)).size).toBe(4);
  });
});

it('canonicalLabels orders by size, then by first member', () => {
  expect([...canonicalLabels(Int32Array.of(7, 3, 3, -1, 7, 3))]).toEqual([1, 0, 0, 2, 1, 0]);
});
