/** The different runs of three characters of a word or name, its beginning and end marked. */
export function characterTriples(text: string): Set<string> {
  const padded = `^${text}$`;
  const found = new Set<string>();
  for (let start = 0; start + 3 <= padded.length; start += 1) found.add(padded.slice(start, start + 3));
  return found;
}

/** How alike two texts are spelled: the Dice coefficient of their character triples, 0 to 1. */
export function spellingLikeness(a: string, b: string): number {
  const [own, others] = [characterTriples(a), characterTriples(b)];
  return (2 * own.intersection(others).size) / (own.size + others.size);
}
