import { expect, it } from 'vitest';
import { confirmEdges } from './confirm-edges.ts';
import { graphFromNeighbours } from './graph.ts';

const graph = graphFromNeighbours({
  k: 2,
  indices: Int32Array.from([1, 2, 0, 2, 0, 1]),
  similarities: Float32Array.from([0.8, 0.4, 0.8, 0.6, 0.4, 0.6]),
});
/** Weight of the edge between two nodes. */
const weight = (of: typeof graph, from: number, to: number) => {
  const edges = of.neighbours.subarray(of.indptr[from], of.indptr[from + 1]);
  return of.weights[of.indptr[from]! + edges.indexOf(to)];
};

it('keeps edges that all partitions hold together and weakens the others, alike from both ends', () => {
  const confirmed = confirmEdges(graph, [Int32Array.from([0, 0, 1]), Int32Array.from([0, 0, 0])]);
  expect(weight(confirmed, 0, 1)).toBeCloseTo(0.8);
  expect(weight(confirmed, 1, 2)).toBeCloseTo(0.6 * 0.55);
  expect(weight(confirmed, 2, 1)).toBe(weight(confirmed, 1, 2));
  expect(weight(graph, 1, 2)).toBeCloseTo(0.6);
});

it('never cuts an edge', () => {
  const confirmed = confirmEdges(graph, [Int32Array.from([0, 1, 2])]);
  expect([...confirmed.weights].every((each) => each > 0)).toBe(true);
});
