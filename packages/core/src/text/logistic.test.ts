import { expect, test } from 'vitest';
import { fitLogistic } from './logistic.ts';
import { buildInvertedIndex } from './nearest-neighbours.ts';
import { seededRandom } from './random.ts';
import { rowsOfClasses } from './rows-of-classes.ts';
import { openClassScorer } from './score-classes.ts';
import { normaliseRows, type SparseMatrix } from './sparse.ts';

function matrixOf(rows: readonly (readonly number[])[]): SparseMatrix {
  const columns = rows[0]?.length ?? 0;
  const indptr = Int32Array.from({ length: rows.length + 1 }, (_, row) => row * columns);
  const indices = Int32Array.from({ length: rows.length * columns }, (_, at) => at % columns);
  const matrix = { rows: rows.length, columns, indptr, indices, values: Float32Array.from(rows.flat()) };
  normaliseRows(matrix);
  return matrix;
}

/** Points around one corner per class, some of them astray. */
function cloud(classes: number, each: number, seed = 1) {
  const random = seededRandom(seed);
  const labels = Int32Array.from({ length: classes * each }, (_, row) => row % classes);
  const rows = [...labels].map((label) =>
    Array.from({ length: classes }, (_, column) => (column === label ? 0.7 : 0) + random.next()),
  );
  return { matrix: matrixOf(rows), labels };
}

test('reaches the optimum of multinomial logistic regression: every gradient is zero', () => {
  const [classes, cost] = [4, 5];
  const { matrix, labels } = cloud(classes, 15);
  const model = fitLogistic(matrix, labels, classes, { cost, rounds: 300, passes: 20 });
  const score = openClassScorer(buildInvertedIndex(matrix, { maxDocumentShare: 1 }), model);
  // At the optimum a dual variable is cost x P(class) for other classes, and cost x (1 - P(class)) for the own.
  const { coefficients } = model;
  for (let row = 0; row < matrix.rows; row++) {
    const scores = [...score(matrix, row).scores];
    const total = scores.reduce((sum, value) => sum + Math.exp(value), 0);
    for (let at = coefficients.indptr[row]!; at < coefficients.indptr[row + 1]!; at++) {
      const own = coefficients.indices[at]!;
      const wanted = (labels[row] === own ? 1 : 0) - Math.exp(scores[own]!) / total;
      expect(coefficients.values[at]! / cost).toBeCloseTo(wanted, 2);
    }
  }
});

test('tells classes apart that it has seen, and gives the same for the same', () => {
  const { matrix, labels } = cloud(5, 20);
  const model = fitLogistic(matrix, labels, 5);
  expect(fitLogistic(matrix, labels, 5)).toEqual(model);
  const fresh = cloud(5, 20, 2);
  const score = openClassScorer(buildInvertedIndex(matrix, { maxDocumentShare: 1 }), model);
  const right = [...fresh.labels].filter((label, row) => {
    const { scores } = score(fresh.matrix, row);
    return scores.indexOf(Math.max(...scores)) === label;
  });
  expect(right.length / fresh.labels.length).toBeGreaterThan(0.8);
});

test('a row that is left out has no say', () => {
  const { matrix, labels } = cloud(2, 4);
  const score = openClassScorer(
    buildInvertedIndex(matrix, { maxDocumentShare: 1 }),
    fitLogistic(matrix, labels, 2),
  );
  const own = score(matrix, 0).scores[0]!;
  expect(score(matrix, 0).similarities[0]).toBeCloseTo(1);
  const without = score(matrix, 0, 0);
  expect(without.similarities[0]).toBe(0);
  expect(without.scores[0]).toBeLessThan(own);
});

test('many classes are each learned from the nearest ones and a sample, few from all', () => {
  const few = cloud(3, 5);
  expect(rowsOfClasses(few.matrix, few.labels, 3).map(({ length }) => length)).toEqual([15, 15, 15]);
  const many = cloud(140, 8);
  const rows = rowsOfClasses(many.matrix, many.labels, 140);
  expect(rows).toHaveLength(140);
  for (const [own, chosen] of rows.entries()) {
    expect(chosen.filter((row) => many.labels[row] === own)).toHaveLength(8);
    expect(chosen.length).toBeLessThan(500);
    expect(new Set(chosen).size).toBe(chosen.length);
  }
});

test('no rows and one class are no trouble', () => {
  const nothing = matrixOf([]);
  expect([...fitLogistic(nothing, new Int32Array(0), 0).bias]).toEqual([]);
  expect(fitLogistic(matrixOf([[1]]), Int32Array.of(0), 1).bias).toHaveLength(1);
});
