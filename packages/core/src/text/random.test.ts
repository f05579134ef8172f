import { expect, it } from 'vitest';
import { hashText, seededRandom, shuffleInPlace } from './random.ts';

it('repeats itself for the same seed and differs for another', () => {
  const draw = (seed: number | string) => Array.from({ length: 20 }, seededRandom(seed).next);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw('seven')).toEqual(draw('seven'));
});

it('is even enough: mean near one half, all integers below the limit', () => {
  const random = seededRandom(1);
  const sum = Array.from({ length: 20_000 }, () => random.next()).reduce((total, value) => total + value, 0);
  expect(sum / 20_000).toBeCloseTo(0.5, 1);
  expect(new Set(Array.from({ length: 500 }, () => random.integer(10))).size).toBe(10);
});

it('shuffles without losing items', () => {
  const shuffled = shuffleInPlace(
    Int32Array.from({ length: 50 }, (_, i) => i),
    seededRandom(3),
  );
  expect([...shuffled]).not.toEqual([...shuffled].sort((a, b) => a - b));
  expect([...shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

it('hashes like FNV-1a', () => {
  expect(hashText('') >>> 0).toBe(0x811c9dc5);
  expect(hashText('a') >>> 0).toBe(0xe40c292c);
});
