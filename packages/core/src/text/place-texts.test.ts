import { expect, test } from 'vitest';
import { fitComplementBayes } from './complement-bayes.ts';
import { buildInvertedIndex } from './nearest-neighbours.ts';
import { placeTexts } from './place-texts.ts';
import { runToEnd } from './stepwise.ts';
import { fitVocabulary } from './vocabulary.ts';

test('a text that shares letters with the sample, but no word, has nobody near it', () => {
  const sample = ['card lost abroad', 'lost my card', 'password forgotten', 'forgot the password'];
  const labels = Int32Array.of(0, 0, 1, 1);
  const { vocabulary, matrix } = fitVocabulary(sample);
  const { neighbours } = runToEnd(
    placeTexts(
      {
        vocabulary,
        labels,
        index: buildInvertedIndex(matrix, { maxDocumentShare: 1 }),
        classifier: fitComplementBayes(matrix, labels, 2),
      },
      { texts: ['the card', 'passwordy lostling'], own: Int32Array.of(-1, -1), k: 2 },
    ),
  );
  expect([...neighbours.indices.subarray(0, 2)].every((other) => other >= 0)).toBe(true);
  expect([...neighbours.indices.subarray(2)]).toEqual([-1, -1]);
});
