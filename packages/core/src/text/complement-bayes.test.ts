import { describe, expect, it } from 'vitest';
import { classifyRow, fitComplementBayes } from './complement-bayes.ts';
import { fitVocabulary, vectorise } from './vocabulary.ts';

const cards = ['card lost', 'lost my card abroad', 'the card is lost', 'card stolen', 'stolen bank card'];
const refunds = ['refund please', 'want my refund', 'refund for shoes', 'where is the refund'];

describe('complement naive Bayes', () => {
  const { vocabulary, matrix } = fitVocabulary([...cards, ...refunds]);
  const labels = Int32Array.from([...cards.map(() => 0), ...refunds.map(() => 1)]);
  const classifier = fitComplementBayes(matrix, labels, 2);
  const classOf = (text: string) => classifyRow(classifier, vectorise(vocabulary, [text]), 0);

  it('finds the class whose words a row has', () => {
    expect(classOf('my card was stolen')).toBe(0);
    expect(classOf('no refund until today')).toBe(1);
  });

  it('is not swayed by the size of a class', () => {
    const many = Array.from({ length: 60 }, (_, at) => cards[at % cards.length]!);
    const fitted = fitVocabulary([...many, ...refunds], { minDocuments: 1, maxDocumentShare: 1 });
    const sizes = Int32Array.from([...many.map(() => 0), ...refunds.map(() => 1)]);
    const model = fitComplementBayes(fitted.matrix, sizes, 2);
    expect(classifyRow(model, vectorise(fitted.vocabulary, ['refund for a card']), 0)).toBe(1);
  });

  it('gives a row without known features to class 0', () => {
    expect(classOf('zzz')).toBe(0);
  });
});
