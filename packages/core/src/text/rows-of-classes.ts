import { buildInvertedIndex, queryNeighbours } from './nearest-neighbours.ts';
import { normaliseRows, type SparseMatrix } from './sparse.ts';

/** Up to this many classes, each is told apart from all others. */
const fewClasses = 128;
/** Above, from the classes nearest to it ... */
const nearClasses = 12;
/** ... and from every so-manieth row of the rest, so that there are so many of them. */
const farRows = 256;

/**
 * The rows that each class of a classifier is learned from: its own and those it could be confused with. Few classes: all rows. Many: those of
 * the nearest classes by centroid, rows without features, and an even sample of the rest, so that learning takes time in proportion to the rows.
 */
export function rowsOfClasses(matrix: SparseMatrix, labels: Int32Array, classes: number): Int32Array[] {
  if (classes <= fewClasses) {
    const all = Int32Array.from(labels.keys());
    return Array.from({ length: classes }, () => all);
  }
  const own = Array.from({ length: classes }, (): number[] => []);
  for (const [row, label] of labels.entries()) own[label]?.push(row);
  const means = centroids(matrix, own);
  const near = queryNeighbours(buildInvertedIndex(means), means, { k: nearClasses, excludeSelf: true });
  const empty = [...labels.keys()].filter((row) => matrix.indptr[row] === matrix.indptr[row + 1]);
  const stride = Math.max(1, Math.floor(labels.length / farRows));
  return own.map((rows, at) => {
    const chosen = new Set([...rows, ...empty]);
    for (const other of near.indices.subarray(at * nearClasses, (at + 1) * nearClasses))
      for (const row of own[other] ?? []) chosen.add(row);
    for (let row = at % stride; row < labels.length; row += stride) chosen.add(row);
    return Int32Array.from(chosen).sort();
  });
}

/** The sum of each class's rows, scaled to length 1. */
function centroids(
  { columns, indptr, indices, values }: SparseMatrix,
  own: readonly number[][],
): SparseMatrix {
  const sums = new Float32Array(columns);
  const starts = new Int32Array(own.length + 1);
  const [outIndices, outValues]: [number[], number[]] = [[], []];
  for (const [at, rows] of own.entries()) {
    const touched = new Set<number>();
    for (const row of rows) {
      for (let i = indptr[row]!; i < indptr[row + 1]!; i++) {
        sums[indices[i]!]! += values[i]!;
        touched.add(indices[i]!);
      }
    }
    for (const column of touched) {
      outIndices.push(column);
      outValues.push(sums[column]!);
      sums[column] = 0;
    }
    starts[at + 1] = outIndices.length;
  }
  const means: SparseMatrix = {
    rows: own.length,
    columns,
    indptr: starts,
    indices: Int32Array.from(outIndices),
    values: Float32Array.from(outValues),
  };
  normaliseRows(means);
  return means;
}
