import { expect, test } from 'vitest';
import { chooseExemplars, mostCentral } from './choose-exemplars.ts';
import { fitVocabulary } from './vocabulary.ts';

const texts = ['card lost', 'card lost today', 'card lost', 'refund missing', 'card lost abroad'];
const { matrix } = fitVocabulary(texts, { minDocuments: 1, maxDocumentShare: 1 });
const rows = [...texts.keys()];

test('begins at the heart and goes to the odd one out', () => {
  expect(chooseExemplars(matrix, rows, 2)).toEqual([0, 3]);
  expect(mostCentral(matrix, rows, 4)).not.toContain(3);
});

test('gives each row once, and no more than there are', () => {
  expect(chooseExemplars(matrix, rows, 9).toSorted()).toEqual(rows);
  expect(chooseExemplars(matrix, [], 3)).toEqual([]);
});
