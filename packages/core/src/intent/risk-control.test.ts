import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../text/random.ts';
import { certifyThreshold, type ScoredJudgement, wilsonUpperBound } from './risk-control.ts';

interface World {
  /** Chance that a match with this score is wrong. */
  readonly errorAt: (score: number) => number;
  readonly auditShare: number;
}

const worlds: readonly World[] = [
  { errorAt: (score) => 1 - score, auditShare: 0.05 },
  { errorAt: (score) => 0.5 * (1 - score), auditShare: 0.05 },
  { errorAt: (score) => 0.03 + 0.4 * (1 - score) ** 2, auditShare: 0.2 },
];

/** Judgements as the stages make them: all below a threshold that held when they were made, and a few of those above. */
function judge({ errorAt, auditShare }: World, count: number, seed: number): ScoredJudgement[] {
  const random = seededRandom(seed);
  const judgements: ScoredJudgement[] = [];
  while (judgements.length < count) {
    const score = Math.sqrt(random.next());
    const isWrong = random.next() < errorAt(score);
    const isAudit = score > 0.8;
    if (isAudit && random.next() >= auditShare) continue;
    judgements.push({ score, isWrong, weight: isAudit ? 1 / auditShare : 1 });
  }
  return judgements;
}

/** The true share of wrong matches above a threshold, where scores have density 2s. */
function trueError({ errorAt }: World, threshold: number): number {
  let [wrong, all] = [0, 0];
  for (let score = threshold; score < 1; score += 0.001) {
    wrong += 2 * score * errorAt(score);
    all += 2 * score;
  }
  return all === 0 ? 0 : wrong / all;
}

/** How often a certified threshold breaks its promise, and how often one is certified at all. */
function violations(
  target: number,
  read: (judgements: ScoredJudgement[]) => ScoredJudgement[] = (all) => all,
) {
  let [broken, certified] = [0, 0];
  for (const [at, world] of worlds.entries()) {
    for (let seed = 0; seed < 150; seed++) {
      const judgements = read(judge(world, 900, seed * 10 + at));
      const { threshold } = certifyThreshold(judgements, { targetError: target });
      if (threshold === undefined) continue;
      certified += 1;
      if (trueError(world, threshold) > target) broken += 1;
    }
  }
  return { broken: broken / certified, certified };
}

test('a certified threshold keeps its promise about nine times in ten, over populations and targets', () => {
  for (const target of [0.08, 0.1, 0.15]) {
    const { broken, certified } = violations(target);
    expect(certified).toBeGreaterThan(20);
    expect(broken).toBeLessThan(0.12);
  }
});

test('counting weighted judgements as if each were one promises too much', () => {
  // As many copies as a judgement weighs: the share is the same, the sample only looks larger.
  const copied = (all: ScoredJudgement[]) =>
    all.flatMap((one) => Array.from({ length: Math.round(one.weight) }, () => ({ ...one, weight: 1 })));
  expect(violations(0.1, copied).broken).toBeGreaterThan(2 * violations(0.1).broken);
});

test('where the judge errs as often as the target allows, nothing is certified', () => {
  const random = seededRandom(5);
  const judgements = Array.from({ length: 2000 }, () => ({
    score: random.next(),
    isWrong: random.next() < 0.05,
    weight: 1,
  }));
  const { threshold, errorBound } = certifyThreshold(judgements, { targetError: 0.04 });
  expect(threshold).toBeUndefined();
  expect(errorBound).toBeGreaterThan(0.04);
});

test('fewer than 30 effective judgements certify nothing, however right they are', () => {
  const right = (weight: number) => ({ score: 0.9, isWrong: false, weight });
  const judged = (count: number) => Array.from({ length: count }, () => right(1));
  expect(certifyThreshold(judged(29), { targetError: 0.2 }).threshold).toBeUndefined();
  expect(certifyThreshold(judged(40), { targetError: 0.2 }).threshold).toBeDefined();
  expect(certifyThreshold([...judged(40), right(400)], { targetError: 0.2 }).threshold).toBeUndefined();
  expect(certifyThreshold([], { targetError: 0.2 }).threshold).toBeUndefined();
});

test('what is certified is within the bound, and a looser target never raises the threshold', () => {
  const judgement = fc.record({
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    isWrong: fc.boolean(),
    weight: fc.constantFrom(1, 4, 20),
  });
  fc.assert(
    fc.property(fc.array(judgement, { maxLength: 300 }), (judgements) => {
      const strict = certifyThreshold(judgements, { targetError: 0.3 });
      const loose = certifyThreshold(judgements, { targetError: 0.6 });
      if (strict.threshold === undefined) return;
      expect(strict.errorBound).toBeLessThanOrEqual(0.3);
      expect(strict.effectiveJudgements).toBeGreaterThanOrEqual(30);
      expect(loose.threshold).toBeLessThanOrEqual(strict.threshold);
    }),
  );
});

test('the bound is Wilson’s', () => {
  expect(wilsonUpperBound(0, 30, 1.28)).toBeCloseTo(0.0518, 4);
  expect(wilsonUpperBound(0.1, 100, 1.28)).toBeCloseTo(0.1452, 3);
  expect(wilsonUpperBound(0, 0, 1.28)).toBe(1);
});
