import { normaliseText } from './normalise.ts';
import type { Stepwise } from './stepwise.ts';

const rowsPerStep = 256;

/**
 * A whole number below 2^53 per text that looks like chance: the same for texts that are equal after `normaliseText`, another one with
 * another seed. Texts with the lowest keys are a fair sample that does not depend on the order of the texts. Two independent 32-bit
 * hashes: among a million texts, two different ones share a key once in 20,000 times.
 */
export function* textKeys(texts: readonly string[], seed: number): Stepwise<Float64Array> {
  const keys = new Float64Array(texts.length);
  for (let row = 0; row < texts.length; row++) {
    if (row % rowsPerStep === 0) yield;
    keys[row] = keyOf(normaliseText(texts[row]!), seed);
  }
  return keys;
}

/**
 * The texts with the lowest keys, each distinct one once.
 * @returns the row of each, keys ascending; of equal texts the first row
 */
export function lowestKeys(keys: Float64Array, count: number): Int32Array {
  const ascending = keys.slice().sort();
  const place = new Map<number, number>();
  for (let at = 0; at < ascending.length && place.size < count; at++) {
    if (!place.has(ascending[at]!)) place.set(ascending[at]!, place.size);
  }
  const rows = new Int32Array(place.size).fill(-1);
  for (let row = keys.length - 1; row >= 0; row--) {
    const at = place.get(keys[row]!);
    if (at !== undefined) rows[at] = row;
  }
  return rows;
}

/** How many texts are different. */
export function countDistinct(keys: Float64Array): number {
  const ascending = keys.slice().sort();
  let count = 0;
  for (let at = 0; at < ascending.length; at++) if (at === 0 || ascending[at] !== ascending[at - 1]) count++;
  return count;
}

/** cyrb53 (public domain, by bryc): two multiplicative hashes that stir each other at the end. */
function keyOf(text: string, seed: number): number {
  let [first, second] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    first = Math.imul(first ^ unit, 2654435761);
    second = Math.imul(second ^ unit, 1597334677);
  }
  first = Math.imul(first ^ (first >>> 16), 2246822507) ^ Math.imul(second ^ (second >>> 13), 3266489909);
  second = Math.imul(second ^ (second >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
  return (second & 0x1fffff) * 0x100000000 + (first >>> 0);
}
