import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustedMutualInformation, adjustedRandIndex, agreement } from './agreement.ts';

const labels = (...values: number[]) => Int32Array.from(values);

describe('agreement', () => {
  it.each([
    [labels(0, 0, 1, 1), labels(0, 0, 1, 1), 1],
    [labels(0, 0, 1, 1), labels(1, 1, 0, 0), 1],
    [labels(0, 0, 1, 2), labels(0, 0, 1, 1), 4 / 7],
    [labels(0, 0, 1, 1), labels(0, 0, 1, 2), 4 / 7],
    [labels(0, 0, 0, 0), labels(0, 1, 2, 3), 0],
    [labels(0, 0, 1, 1), labels(0, 1, 0, 1), -0.5],
  ])('ARI of the examples in the documentation of scikit-learn: %s, %s', (a, b, expected) => {
    expect(adjustedRandIndex(a, b)).toBeCloseTo(expected, 10);
  });

  it('AMI of examples worked out by hand', () => {
    expect(adjustedMutualInformation(labels(0, 0, 1, 1), labels(0, 0, 1, 1))).toBeCloseTo(1, 10);
    expect(adjustedMutualInformation(labels(0, 0, 0, 0), labels(0, 1, 2, 3))).toBeCloseTo(0, 10);
    // Two halves crossed: MI = 0; of the 6 splits of b two equal a, so E[MI] = ln 2 / 3 and AMI = (0 - ln2/3) / (ln2 - ln2/3) = -1/2.
    expect(adjustedMutualInformation(labels(0, 0, 1, 1), labels(0, 1, 0, 1))).toBeCloseTo(-0.5, 10);
    // a = 2 + 1 + 1, b = 2 + 2: MI = ln 2, H(a) = 1.5 ln 2, H(b) = ln 2. The pair of a falls into one half of b in 2 of 6 cases (MI = ln 2),
    // else MI = ln2/2, so E = (2/6) ln2 + (4/6) ln2/2 = 2/3 ln2 and AMI = (1 - 2/3) / (1.25 - 2/3) = 4/7.
    expect(adjustedMutualInformation(labels(0, 0, 1, 2), labels(0, 0, 1, 1))).toBeCloseTo(4 / 7, 10);
  });

  it('AMI of the larger example in the tests of scikit-learn', () => {
    const a = labels(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3);
    const b = labels(1, 1, 1, 1, 2, 1, 2, 2, 2, 2, 3, 1, 3, 3, 3, 2, 2);
    expect(adjustedMutualInformation(a, b)).toBeCloseTo(0.27821, 4);
    const many = (values: Int32Array) =>
      Int32Array.from({ length: values.length * 110 }, (_, i) => values[i % values.length]!);
    expect(adjustedMutualInformation(many(a), many(b))).toBeCloseTo(0.38, 2);
  });

  it('is symmetric, at most 1, 1 for equal partitions, blind to names and order', () => {
    const pair = fc.integer({ min: 2, max: 40 }).chain((n) => {
      const labeling = fc.array(fc.nat(5), { minLength: n, maxLength: n });
      return fc.tuple(labeling, labeling);
    });
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const [x, y] = [Int32Array.from(a), Int32Array.from(b)];
        const there = agreement(x, y);
        const back = agreement(y, x);
        expect(there.ari).toBeCloseTo(back.ari, 9);
        expect(there.ami).toBeCloseTo(back.ami, 9);
        expect(there.ami).toBeLessThanOrEqual(1 + 1e-9);
        expect(
          agreement(
            x,
            x.map((label) => 100 - label),
          ),
        ).toEqual({ ari: expect.closeTo(1, 9), ami: expect.closeTo(1, 9) });
        const turned = agreement(x.toReversed(), y.toReversed());
        expect(turned.ami).toBeCloseTo(there.ami, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('is about 0 for unrelated partitions, however many clusters, and fast for 2,000', () => {
    const n = 6000;
    const scattered = (count: number, step: number) =>
      Int32Array.from({ length: n }, (_, i) => ((i * step) % 7919) % count);
    const started = performance.now();
    const { ami, ari } = agreement(scattered(2000, 31), scattered(1500, 77));
    expect(Math.abs(ami)).toBeLessThan(0.03);
    expect(Math.abs(ari)).toBeLessThan(0.01);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('refuses different lengths', () => {
    expect(() => agreement(labels(1), labels(1, 2))).toThrow(RangeError);
  });
});
