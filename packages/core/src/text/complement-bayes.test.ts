import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyRows, fitComplementBayes } from './complement-bayes.ts';
import type { SparseMatrix } from './sparse.ts';
import { fitVocabulary, vectorise } from './vocabulary.ts';

const cards = ['card lost', 'lost my card abroad', 'the card is lost', 'card stolen', 'stolen bank card'];
const refunds = ['refund please', 'want my refund', 'refund for shoes', 'where is the refund'];

describe('complement naive Bayes', () => {
  const { vocabulary, matrix } = fitVocabulary([...cards, ...refunds]);
  const labels = Int32Array.from([...cards.map(() => 0), ...refunds.map(() => 1)]);
  const classifier = fitComplementBayes(matrix, labels, 2);
  const classOf = (text: string) => classifyRows(classifier, vectorise(vocabulary, [text]), 0, 1)[0];

  it('finds the class whose words a row has', () => {
    expect(classOf('my card was stolen')).toBe(0);
    expect(classOf('no refund until today')).toBe(1);
  });

  it('is not swayed by the size of a class', () => {
    const many = Array.from({ length: 60 }, (_, at) => cards[at % cards.length]!);
    const fitted = fitVocabulary([...many, ...refunds], { minDocuments: 1, maxDocumentShare: 1 });
    const sizes = Int32Array.from([...many.map(() => 0), ...refunds.map(() => 1)]);
    const model = fitComplementBayes(fitted.matrix, sizes, 2);
    expect([...classifyRows(model, vectorise(fitted.vocabulary, ['refund for a card']), 0, 1)]).toEqual([1]);
  });

  it('is the classifier of its paper, whatever the matrix', () => {
    const cells = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }), {
      minLength: 3,
      maxLength: 9,
    });
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: 4 }), (rows, classes) => {
        const labels = Int32Array.from(rows, (_, at) => at % classes);
        const found = classifyRows(
          fitComplementBayes(sparse(rows), labels, classes),
          sparse(rows),
          0,
          rows.length,
        );
        for (const [at, row] of rows.entries()) {
          const scores = scoresByDefinition(rows, labels, classes, row);
          expect(scores[found[at]!]).toBeCloseTo(Math.max(...scores), 9);
        }
      }),
    );
  });

  it('gives a row without known features to class 0', () => {
    expect(classOf('zzz')).toBe(0);
  });
});

function sparse(rows: readonly (readonly number[])[]): SparseMatrix {
  const [indptr, indices, values] = [[0], [] as number[], [] as number[]];
  for (const row of rows) {
    for (const [column, value] of row.entries()) {
      if (value === 0) continue;
      indices.push(column);
      values.push(value);
    }
    indptr.push(indices.length);
  }
  return {
    rows: rows.length,
    columns: rows[0]?.length ?? 0,
    indptr: Int32Array.from(indptr),
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  };
}

/** Table 4 of the paper, without its transforms of counts: a dense weight per class and column. */
function scoresByDefinition(
  rows: readonly (readonly number[])[],
  labels: Int32Array,
  classes: number,
  row: readonly number[],
): number[] {
  return Array.from({ length: classes }, (_, label) => {
    const outside = row.map(
      (_, column) =>
        1 + rows.reduce((sum, cells, at) => sum + (labels[at] === label ? 0 : (cells[column] ?? 0)), 0),
    );
    const total = outside.reduce((sum, value) => sum + value, 0);
    const weights = outside.map((value) => -Math.log(value / total));
    const length = weights.reduce((sum, value) => sum + value, 0);
    return row.reduce((sum, value, column) => sum + (value * (weights[column] ?? 0)) / length, 0);
  });
}
