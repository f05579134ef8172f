import { namesIn } from './names-in-message.ts';

/** A short line of capitalised words only: a signature. */
const signatureLine = /^\s*((?:\p{Lu}[\p{L}'-]*\.?\s*){1,3})(?:[,/|].*)?$/gmu;

/** From which share of its appearances in such places on a word is a name. */
const nameShare = 0.3;

/**
 * Words that are people's names in these texts, lower case: those that messages often greet or are signed with, measured by all their
 * appearances, and that are never written small. *Callum* is one, *Paypal* is not.
 */
export function personNames(texts: readonly string[]): ReadonlySet<string> {
  const asName = new Map<string, number>();
  const capital = new Map<string, number>();
  const small = new Set<string>();
  for (const text of texts) {
    for (const name of namesIn(text)) if (!/\s/u.test(name)) add(asName, name.toLowerCase());
    for (const match of text.matchAll(signatureLine)) {
      // The first line is a subject.
      if (match.index === 0) continue;
      for (const word of (match[1] ?? '').match(/\p{L}{2,}/gu) ?? []) add(asName, word.toLowerCase());
    }
    for (const [word] of text.matchAll(/\p{L}{2,}/gu)) {
      const lower = word.toLowerCase();
      if (word === lower) small.add(lower);
      else add(capital, lower);
    }
  }
  return new Set(
    [...asName]
      .filter(([word, count]) => !small.has(word) && count >= nameShare * (capital.get(word) ?? 0))
      .map(([word]) => word),
  );
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
