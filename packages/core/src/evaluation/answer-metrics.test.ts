import { expect, test } from 'vitest';
import { type GoldenQuestion, judgeAnswer, type ShownAnswer, scoreAnswers } from './answer-metrics.ts';
import { compareMeans } from './compare-means.ts';
import { bestThreshold, calibrationError, falseAnswersAt } from './risk-coverage.ts';

const golden = (known: Partial<GoldenQuestion> = {}): GoldenQuestion => ({
  id: 'q',
  question: 'How much?',
  answerable: true,
  document: 'fees.md',
  quote: 'A card costs **12 EUR**.',
  mustContain: ['12 EUR'],
  mustNot: ['15 EUR'],
  tags: [],
  ...known,
});
const answer = (text: string, document = 'fees.md', confidence = 0.9): ShownAnswer => ({
  status: 'answered',
  confidence,
  sentences: [{ text, citations: [{ document, quote: text }] }],
});
const none: ShownAnswer = { status: 'abstained', confidence: 0, sentences: [] };

test('an answer is right when it says it and rests on the place or one that says the same', () => {
  expect(judgeAnswer(golden(), answer('A card costs 12 EUR.'))).toMatchObject({
    right: true,
    quoteOverlap: 1,
  });
  expect(judgeAnswer(golden(), answer('A card costs 12 EUR.', 'other.md')).right).toBe(true);
  expect(judgeAnswer(golden(), answer('Ours: 12 EUR.', 'other.md')).right).toBe(false);
  expect(judgeAnswer(golden(), answer('A card costs 13 EUR.')).right).toBe(false);
  expect(judgeAnswer(golden(), answer('A card costs 12 EUR, not 15 EUR.')).right).toBe(false);
  expect(judgeAnswer(golden({ document: 'sub/fees.md' }), answer('12 EUR')).rightDocument).toBe(true);
  expect(judgeAnswer(golden(), none)).toMatchObject({ shown: false, right: false });
  expect(judgeAnswer(golden({ answerable: false }), answer('A card costs 12 EUR.')).right).toBe(false);
});

test('false answers and the curve count what a reader would see', () => {
  const verdicts = [
    judgeAnswer(golden(), answer('A card costs 12 EUR.', 'fees.md', 0.9)),
    judgeAnswer(golden({ answerable: false }), answer('No.', 'fees.md', 0.6)),
    judgeAnswer(golden(), answer('A card costs 12 EUR.', 'fees.md', 0.5)),
    judgeAnswer(golden({ answerable: false }), none),
  ];
  const scores = scoreAnswers(verdicts);
  expect(scores).toMatchObject({ answered: 1, right: 1, falseAnswers: 0.5 });
  expect(scores.curve.map(({ answered, falseAnswers }) => [answered, falseAnswers])).toEqual([
    [0.5, 0],
    [0.5, 0.5],
    [1, 0.5],
  ]);
  expect(falseAnswersAt(scores.curve, 0.6)).toBe(0.5);
  expect(scoreAnswers([])).toMatchObject({ answered: undefined, calibrationError: undefined });
});

test('confidence that is kept costs no calibration error', () => {
  const rows = (confidence: number, right: number) =>
    Array.from({ length: 10 }, (_, row) => ({ confidence, right: row < right }));
  expect(calibrationError(rows(0.8, 8))).toBeCloseTo(0);
  expect(calibrationError([...rows(0.8, 3), ...rows(0.2, 2)])).toBeCloseTo(0.25);
});

test('the best threshold is the one with the fewest false answers at that share', () => {
  const question = (answerable: boolean, good: number, bad: number) => ({
    answerable,
    scores: { good, bad },
  });
  const questions = [
    question(true, 3, 1),
    question(true, 2, 1),
    question(false, 1, 5),
    question(false, 1, 0),
  ];
  expect(bestThreshold(questions, 1)).toEqual({ score: 'good', threshold: 2, answered: 1, falseAnswers: 0 });
  expect(bestThreshold([], 1)).toBeUndefined();
});

test('a paired comparison finds a difference that holds item by item', () => {
  const before = Array.from({ length: 60 }, (_, item) => item % 2);
  const after = before.map((value, item) => (item % 3 === 0 ? 1 : value));
  const { difference, low } = compareMeans(before, after);
  expect(difference).toBeCloseTo(1 / 6);
  expect(low).toBeGreaterThan(0);
  expect(compareMeans(before, before)).toMatchObject({ difference: 0, low: 0, high: 0 });
});
