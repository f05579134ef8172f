import { seedLanguage } from './filing-words.ts';
import type { LeafIndex } from './leaf-index.ts';
import type { SeedLanguage } from './read-pack.ts';
import type { IntentToFile } from './taxonomy.ts';

/** What of an intent speaks for its category, and how loudly. The shares add up to 1. */
const shares = { name: 0.4, terms: 0.15, examples: 0.45 } as const;

/** The language an intent's tickets are written in. */
export function languageOf({ intent, examples }: IntentToFile): SeedLanguage {
  return seedLanguage([intent.name, ...examples].join('\n'));
}

/**
 * How well each leaf fits an intent: its name, its characteristic words, and the mean of its examples. A name of unknown words says
 * nothing, rather than "none".
 */
export function scoreIntent(index: LeafIndex, item: IntentToFile): Float64Array {
  const language = languageOf(item);
  const total = new Float64Array(index.leaves.length);
  let used = 0;
  const add = (texts: readonly string[], share: number) => {
    const scored = texts.map((text) => index.score(text, language));
    if (scored.every((scores) => scores.every((score) => score === 0))) return;
    used += share;
    for (const scores of scored) scores.forEach((score, leaf) => { total[leaf]! += (share * score) / texts.length; });
  };
  add([item.intent.name], shares.name);
  add([item.intent.terms.slice(0, 8).join(' ')], shares.terms);
  add(item.examples.slice(0, 12), shares.examples);
  return used === 0 ? total : total.map((score) => score / used);
}

/** The words an intent and a leaf have in common, strongest first. */
export function sharedWords(index: LeafIndex, item: IntentToFile, leaf: number): readonly string[] {
  return index.sharedWords([item.intent.name, ...item.intent.terms, ...item.examples].join('\n'), languageOf(item), leaf);
}
