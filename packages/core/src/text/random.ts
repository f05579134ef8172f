/** A source of repeatable pseudo-random numbers. Every algorithm here that needs chance takes one (or a seed). */
export interface Random {
  /** The next number in [0, 1), 32 bits of precision. */
  next(): number;
  /** The next whole number in [0, limit). */
  integer(limit: number): number;
}

/**
 * A generator that gives the same sequence for the same seed on every machine.
 * SplitMix32 spreads the seed over the state of sfc32 (Chris Doty-Humphrey's small fast counter generator, PractRand).
 * @param seed any number or string
 */
export function seededRandom(seed: number | string): Random {
  const spread = splitMix32(typeof seed === 'number' ? seed | 0 : hashText(seed));
  let a = spread();
  let b = spread();
  let c = spread();
  let counter = 1;
  const next = () => {
    const result = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return (result >>> 0) / 4294967296;
  };
  for (let round = 0; round < 12; round++) next();
  return { next, integer: (limit) => Math.floor(next() * limit) };
}

/** Puts the items in random order, in place (Fisher-Yates), and returns the same array. */
export function shuffleInPlace<T extends Int32Array | unknown[]>(items: T, random: Random): T {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const kept = items[last]!;
    items[last] = items[other]!;
    items[other] = kept;
  }
  return items;
}

/** 32-bit FNV-1a hash of a string's UTF-16 units, as a signed integer. Not for secrets. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

function splitMix32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) | 0;
  };
}
