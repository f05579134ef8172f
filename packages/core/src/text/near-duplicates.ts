import { normaliseText, signature } from './normalise.ts';
import { hashText } from './random.ts';
import { surfaceWords } from './tokenise.ts';

/** Texts grouped by saying the same thing in (nearly) the same words. */
export interface DuplicateGroups {
  /** Group of each text, numbered by first appearance. */
  readonly group: Int32Array;
  /** First text of each group. */
  readonly representatives: Int32Array;
  /** Number of texts in each group. */
  readonly sizes: Int32Array;
}

/**
 * Groups exact duplicates (equal after `normaliseText`) and near ones: cosine of words and word pairs at least `similarity` AND the same negations and
 * small numbers, so "I can pay" never joins "I cannot pay". Candidates come from MinHash (Broder 1997; 32 hashes in bands of 4), so a pair
 * just above the limit is missed now and then. The groups do not depend on the order of the texts.
 * @param options.similarity default .92
 */
export function groupDuplicates(
  texts: readonly string[],
  options: { readonly similarity?: number } = {},
): DuplicateGroups {
  const { similarity = 0.92 } = options;
  const normalised = texts.map(normaliseText);
  const distinct = [...new Set(normalised)];
  const leaders = mergeNear(distinct, similarity);
  const leaderOf = new Map(distinct.map((text, i) => [text, leaders[i]!]));
  return numberGroups(normalised.map((text) => leaderOf.get(text)!));
}

function numberGroups(leaders: readonly number[]): DuplicateGroups {
  const numbers = new Map<number, number>();
  const [representatives, sizes]: [number[], number[]] = [[], []];
  const group = Int32Array.from(leaders, (leader, at) => {
    const known = numbers.get(leader) ?? numbers.size;
    if (known === numbers.size) {
      numbers.set(leader, known);
      representatives.push(at);
      sizes.push(0);
    }
    sizes[known]! += 1;
    return known;
  });
  return { group, representatives: Int32Array.from(representatives), sizes: Int32Array.from(sizes) };
}

/** For each text, the lowest position among all texts it is linked with. */
function mergeNear(texts: readonly string[], similarity: number): Int32Array {
  const parent = Int32Array.from(texts, (_, i) => i);
  const root = (at: number): number => {
    let top = at;
    while (parent[top] !== top) top = parent[top]!;
    parent[at] = top;
    return top;
  };
  const bags = texts.map(bagOf);
  const signatures = texts.map(signature);
  const firstInBand = new Map<string, number[]>();
  for (let at = 0; at < texts.length; at++) {
    for (const band of bandsOf(bags[at]!)) {
      const key = `${band}|${signatures[at]}`;
      const earlier = firstInBand.get(key);
      if (earlier === undefined) {
        firstInBand.set(key, [at]);
        continue;
      }
      for (const other of earlier) {
        const [a, b] = [root(at), root(other)];
        if (a !== b && cosine(bags[at]!, bags[other]!) >= similarity) parent[Math.max(a, b)] = Math.min(a, b);
      }
      if (earlier.length < maxCompared) earlier.push(at);
    }
  }
  return parent.map((_, at) => root(at));
}

const maxCompared = 64;
const hashes = 32;
const bandSize = 4;

type Bag = ReadonlyMap<string, number>;

function bagOf(text: string): Bag {
  const bag = new Map<string, number>();
  const words = surfaceWords(text);
  for (let i = 0; i < words.length; i++) {
    bag.set(words[i]!, (bag.get(words[i]!) ?? 0) + 1);
    if (i === 0) continue;
    const pair = `${words[i - 1]} ${words[i]}`;
    bag.set(pair, (bag.get(pair) ?? 0) + 1);
  }
  return bag;
}

/** The MinHash of the bag's features, as one key per band. */
function* bandsOf(bag: Bag): Generator<string> {
  const least = new Uint32Array(hashes).fill(0xffffffff);
  for (const feature of bag.keys()) {
    const hash = hashText(feature);
    for (let h = 0; h < hashes; h++) {
      let mixed = Math.imul(hash ^ Math.imul(h + 1, 0x9e3779b9), 0x85ebca6b);
      mixed = (mixed ^ (mixed >>> 15)) >>> 0;
      if (mixed < least[h]!) least[h] = mixed;
    }
  }
  for (let band = 0; band < hashes; band += bandSize)
    yield `${band}:${least.subarray(band, band + bandSize).join()}`;
}

function cosine(a: Bag, b: Bag): number {
  let dot = 0;
  for (const [feature, count] of a) dot += count * (b.get(feature) ?? 0);
  return dot === 0 ? 0 : dot / Math.sqrt(squares(a) * squares(b));
}

const squares = (bag: Bag) => bag.values().reduce((sum, count) => sum + count * count, 0);
