import { describe, expect, it } from 'vitest';
import { characterGrams } from './features.ts';
import { fitVocabulary, vectorise } from './vocabulary.ts';

const texts = [
  'card not arrived',
  'card payment declined',
  'payment declined again',
  'exchange rate for dollars',
  'exchange rates abroad',
];

describe('fitVocabulary', () => {
  it('gives unit rows and the same matrix as vectorise on the same texts', () => {
    const { vocabulary, matrix } = fitVocabulary(texts);
    expect(vectorise(vocabulary, texts)).toEqual(matrix);
    for (let row = 0; row < matrix.rows; row++) {
      let squares = 0;
      for (let i = matrix.indptr[row]!; i < matrix.indptr[row + 1]!; i++) squares += matrix.values[i]! ** 2;
      expect(squares).toBeCloseTo(1, 5);
    }
  });

  it('has stems, bigrams without stop words and character grams; numbers of texts bound what counts', () => {
    const { vocabulary } = fitVocabulary(texts, { minDocuments: 2, maxDocumentShare: 1 });
    expect(vocabulary.columns.has('w:payment')).toBe(true);
    expect(vocabulary.columns.has('b:payment declin')).toBe(true);
    expect(vocabulary.columns.has('c: pay')).toBe(true);
    expect(vocabulary.columns.has('w:for')).toBe(false);
    expect(vocabulary.columns.has('w:dollar')).toBe(false);
    const { vocabulary: rare } = fitVocabulary(texts, { minDocuments: 1, maxDocumentShare: 0.2 });
    expect(rare.columns.has('w:payment')).toBe(false);
    expect(rare.columns.has('w:dollar')).toBe(true);
  });

  it('weighs rare features more, with the documented formula', () => {
    const { vocabulary } = fitVocabulary(texts, { minDocuments: 1, maxDocumentShare: 1 });
    const weight = (name: string) => vocabulary.weights[vocabulary.columns.get(name)!];
    expect(weight('w:dollar')).toBeCloseTo(Math.log(6 / 2) + 1, 5);
    expect(weight('w:payment')).toBeCloseTo(Math.log(6 / 3) + 1, 5);
    expect(weight('b:payment declin')).toBeCloseTo(0.7 * (Math.log(6 / 3) + 1), 5);
  });

  it('ignores what it has not learned, placeholders of redactions included', () => {
    const { vocabulary } = fitVocabulary([...texts, '<redacted> card']);
    const matrix = vectorise(vocabulary, ['zebra', '']);
    expect(matrix.indptr).toEqual(new Int32Array(3));
    expect([...vocabulary.columns.keys()].some((name) => name.includes('redacted'))).toBe(false);
  });

  it('cuts characters like char_wb of scikit-learn', () => {
    expect(characterGrams('pin')).toEqual([' pi', 'pin', 'in ', ' pin', 'pin ', ' pin ']);
    expect(characterGrams('a')).toEqual([' a ']);
    expect(characterGrams('<date>')).toEqual([]);
  });
});
