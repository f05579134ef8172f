import { namesIn } from './names-in-message.ts';

/** A word of a signature: `Oyelaran`, `O'Neill`, `J.R.`. */
const signatureWord = /^\p{Lu}[\p{L}'.-]*$/u;
/** Longer lines are sentences. */
const longestSignature = 80;

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
    // The first line is a subject.
    for (const line of text.split('\n').slice(1))
      for (const word of signatureWords(line)) add(asName, word.toLowerCase());
    // Addresses write everybody small.
    const prose = text.split(/\s+/u).filter((word) => !word.includes('@'));
    for (const [word] of prose.join(' ').matchAll(/\p{L}{2,}/gu)) {
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

/** The words of a line of one to three capitalised words, with whatever follows a comma or stroke; none when it is no such line. */
function signatureWords(line: string): readonly string[] {
  if (line.length > longestSignature) return [];
  const [name = ''] = line.split(/[,/|]/u, 1);
  const words = name.trim().split(/\s+/u);
  return words.length <= 3 && words.every((word) => signatureWord.test(word))
    ? (name.match(/\p{L}{2,}/gu) ?? [])
    : [];
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
