/**
 * Likeness of two strings from 0 to 1: one minus the insertions and deletions that turn one into the other, divided by both lengths.
 * Two empty strings are equal. Bit-parallel, so that long documents can be compared (H. Hyyrö, Bit-parallel LCS-length computation revisited, 2004).
 */
export function indelSimilarity(a: string, b: string): number {
  const total = a.length + b.length;
  return total === 0 ? 1 : (2 * longestCommonSubsequence(a, b)) / total;
}

const wordBits = 32;

function longestCommonSubsequence(a: string, b: string): number {
  const words = Math.ceil(a.length / wordBits);
  const places = placesOf(a, words);
  const row = new Uint32Array(words).fill(0xffffffff);
  for (let index = 0; index < b.length; index += 1) {
    const match = places.get(b.charCodeAt(index));
    if (match === undefined) continue;
    let carry = 0;
    for (let word = 0; word < words; word += 1) {
      const before = row[word]!;
      const hit = (before & match[word]!) >>> 0;
      const sum = before + hit + carry;
      carry = sum > 0xffffffff ? 1 : 0;
      row[word] = (sum | (before & ~match[word]!)) >>> 0;
    }
  }
  return countZeros(row, a.length);
}

/** For each character of a text the places where it stands, as bits. */
function placesOf(text: string, words: number): ReadonlyMap<number, Uint32Array> {
  const places = new Map<number, Uint32Array>();
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const bits = places.get(code) ?? new Uint32Array(words);
    bits[Math.floor(index / wordBits)]! |= 1 << (index % wordBits);
    places.set(code, bits);
  }
  return places;
}

function countZeros(row: Uint32Array, length: number): number {
  let zeros = 0;
  for (let index = 0; index < length; index += 1)
    if (((row[Math.floor(index / wordBits)]! >>> (index % wordBits)) & 1) === 0) zeros += 1;
  return zeros;
}
