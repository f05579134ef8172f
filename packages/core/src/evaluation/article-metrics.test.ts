import { expect, test } from 'vitest';
import { judgeArticle, scoreArticles } from './article-metrics.ts';

const golden = [
  { text: 'Scan the code', words: ['scan', 'qr'] },
  { text: 'Enter the digits', words: ['enter|type', 'digit'] },
  { text: 'Save the recovery codes', words: ['recovery'] },
];

test('a step is right when one sentence holds all words of a golden step, however it is worded', () => {
  const verdict = judgeArticle({
    golden,
    steps: ['Type in the six digits and scan the QR code.', 'Discover the QR code.', 'Scan it again.'],
  });
  expect(verdict.wrong).toEqual(['Discover the QR code.', 'Scan it again.']);
  expect(verdict.missing.map(({ text }) => text)).toEqual(['Save the recovery codes']);
  expect(verdict.precision).toBeCloseTo(1 / 3);
  expect(verdict.recall).toBeCloseTo(2 / 3);
});

test('over many articles every step counts the same; an article that was not written lacks all its steps', () => {
  const scores = scoreArticles([
    { golden, steps: ['Scan the QR code.', 'Enter the digits.', 'Keep the recovery codes.', 'Dance.'] },
    { golden: golden.slice(0, 1), steps: [] },
  ]);
  expect(scores).toEqual({ precision: 0.75, recall: 0.75, repeated: 0 });
  expect(scoreArticles([])).toEqual({ precision: 1, recall: 1, repeated: 0 });
});

test('a step that says nothing new is right, and repeated', () => {
  const steps = ['Scan the QR code.', 'Scan the QR code and enter the digits.', 'Scan the QR code again.'];
  expect(judgeArticle({ golden, steps })).toMatchObject({ wrong: [], repeated: [steps[2]] });
  expect(scoreArticles([{ golden, steps }]).repeated).toBeCloseTo(1 / 3);
});
