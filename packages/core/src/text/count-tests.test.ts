import { describe, expect, it, test } from 'vitest';
import {
  benjaminiHochberg,
  binomialTail,
  chiSquareTail,
  negativeBinomialTail,
  poissonTail,
  sameMix,
  stabilityIndex,
} from './count-tests.ts';
import { logGamma } from './special-functions.ts';

/** P(X >= count) by adding up everything below. */
const byHand = (count: number, logMass: (k: number) => number) =>
  1 - Array.from({ length: count }, (_, k) => Math.exp(logMass(k))).reduce((sum, mass) => sum + mass, 0);
const logFactorial = (k: number) => logGamma(k + 1);

describe('tails agree with sums of the probabilities', () => {
  it.each([
    [1, 0.5],
    [3, 2],
    [10, 10],
    [40, 25],
    [120, 100],
  ])('Poisson: %d or more at mean %d', (count, mean) => {
    expect(poissonTail(count, mean)).toBeCloseTo(
      byHand(count, (k) => k * Math.log(mean) - mean - logFactorial(k)),
      9,
    );
  });

  it.each([
    [1, 0.5, 2],
    [8, 4, 3],
    [30, 20, 10.5],
  ])('negative binomial: %d or more at mean %d, size %d', (count, mean, size) => {
    const mass = (k: number) =>
      logGamma(k + size) -
      logGamma(size) -
      logFactorial(k) +
      size * Math.log(size / (size + mean)) +
      k * Math.log(mean / (size + mean));
    expect(negativeBinomialTail(count, mean, size)).toBeCloseTo(byHand(count, mass), 9);
  });

  it.each([1e10, 1e13, 1e18])('negative binomial of size %d: Poisson', (size) => {
    expect(negativeBinomialTail(30, 12, size) / poissonTail(30, 12)).toBeCloseTo(1, 5);
  });

  it('binomial: 8 or more of 10 at one half', () => {
    expect(binomialTail(8, 10, 0.5)).toBeCloseTo(56 / 1024, 12);
  });
});

describe('known values', () => {
  it('of the gamma function: 5! and the root of pi', () => {
    expect(logGamma(6)).toBeCloseTo(Math.log(120), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  });

  it('of chi-square: the 5 % points of common tables', () => {
    for (const [value, degrees] of [
      [3.841459, 1],
      [5.991465, 2],
      [18.307038, 10],
      [124.342113, 100],
    ] as const)
      expect(chiSquareTail(value, degrees)).toBeCloseTo(0.05, 6);
  });

  it('far out, where 1 minus the rest would be nothing', () => {
    expect(chiSquareTail(1000, 2)).toBeCloseTo(Math.exp(-500), 220);
  });

  it('of Benjamini and Hochberg: the example of their paper believes the first four at .05', () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    expect(benjaminiHochberg(p).filter((value) => value <= 0.05)).toHaveLength(4);
    expect(benjaminiHochberg([...p].reverse()).reverse()).toEqual(benjaminiHochberg(p));
  });
});

test('mixes: the same one is believed the same, another one is not', () => {
  expect(sameMix([100, 200, 300, 1], [50, 100, 150, 1]).p).toBeGreaterThan(0.9);
  expect(sameMix([100, 200, 300], [100, 300, 200]).p).toBeLessThan(1e-6);
  expect(sameMix([], []).p).toBe(1);
  expect(stabilityIndex([100, 100], [100, 100])).toBeCloseTo(0, 12);
  expect(stabilityIndex([500, 500], [800, 200])).toBeGreaterThan(0.25);
});
