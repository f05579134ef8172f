import { expect, test } from 'vitest';
import { type Choice, choiceProbabilities, fitConditionalLogit } from './conditional-logit.ts';
import { seededRandom } from './random.ts';

const truth = Float64Array.of(2, -1, 0.5);

function choices(count: number): Choice[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, () => {
    const options = Float64Array.from({ length: 12 }, () => 2 * random.next() - 1);
    const draw = random.next();
    const [a = 0, b = 0, c = 0] = choiceProbabilities(options, truth);
    return { options, chosen: [a, a + b, a + b + c, 1].findIndex((below) => draw < below) };
  });
}

test('finds the weights by which choices were made', () => {
  const weights = fitConditionalLogit(choices(4000), 3, { strength: 1 });
  for (const [at, weight] of weights.entries()) expect(weight).toBeCloseTo(truth[at]!, 0);
  expect(Math.hypot(...weights.map((weight, at) => weight - truth[at]!))).toBeLessThan(0.25);
});

test('without choices the prior holds; few choices move it little', () => {
  const prior = Float64Array.of(1, 1, 1);
  expect(fitConditionalLogit([], 3, { prior })).toEqual(prior);
  const moved = fitConditionalLogit(choices(5), 3, { prior, strength: 100 });
  expect(Math.hypot(...moved.map((weight) => weight - 1))).toBeLessThan(0.1);
});

test('a choice of weight 3 counts like three choices', () => {
  const some = choices(40);
  const thrice = fitConditionalLogit([...some, ...some, ...some], 3);
  const weighted = fitConditionalLogit(
    some.map((choice) => ({ ...choice, weight: 3 })),
    3,
  );
  for (const [at, weight] of weighted.entries()) expect(weight).toBeCloseTo(thrice[at]!, 9);
});
