import { characterTriples } from '../text/character-triples.ts';

/** A known word that an unknown one probably stands for. */
export interface NearWord {
  readonly word: string;
  /** 0 to 1. */
  readonly similarity: number;
}

const minimumLength = 5;
const minimumDice = 0.7;
/** What a known word inside a compound counts, as in *Kreditkartenrechnung*. */
const compoundSimilarity = 0.7;

/** Finds the known words nearest in spelling: typos by shared character triples, compounds by a known beginning or end. */
export function createNearWords(vocabulary: Iterable<string>): (word: string) => readonly NearWord[] {
  const known = [...vocabulary].filter((word) => word.length >= minimumLength);
  const triples = new Map<string, number[]>();
  const sizes = known.map((word, position) => {
    const own = characterTriples(word);
    for (const triple of own) {
      const list = triples.get(triple);
      if (list === undefined) triples.set(triple, [position]);
      else list.push(position);
    }
    return own.size;
  });
  const remembered = new Map<string, readonly NearWord[]>();

  function look(word: string): readonly NearWord[] {
    if (word.length < minimumLength) return [];
    const parts = known.filter(
      (other) => word.length > other.length + 2 && (word.startsWith(other) || word.endsWith(other)),
    );
    if (parts.length > 0) return longestParts(word, parts);
    const own = characterTriples(word);
    const shared = new Map<number, number>();
    for (const triple of own)
      for (const position of triples.get(triple) ?? []) shared.set(position, (shared.get(position) ?? 0) + 1);
    let best: NearWord | undefined;
    for (const [position, count] of shared) {
      const similarity = (2 * count) / (own.size + (sizes[position] ?? 0));
      const candidate = known[position];
      if (candidate !== undefined && similarity >= Math.max(minimumDice, best?.similarity ?? 0))
        best = { word: candidate, similarity };
    }
    return best === undefined ? [] : [best];
  }

  return (word) => {
    const found = remembered.get(word) ?? look(word);
    remembered.set(word, found);
    return found;
  };
}

/** The longest known beginning and the longest known end. */
function longestParts(word: string, parts: readonly string[]): readonly NearWord[] {
  const longest = (fits: (part: string) => boolean) =>
    parts
      .filter(fits)
      .reduce<string | undefined>(
        (best, part) => (best !== undefined && best.length >= part.length ? best : part),
        undefined,
      );
  const found = new Set([longest((part) => word.startsWith(part)), longest((part) => word.endsWith(part))]);
  return [...found].flatMap((part) =>
    part === undefined ? [] : [{ word: part, similarity: compoundSimilarity }],
  );
}
