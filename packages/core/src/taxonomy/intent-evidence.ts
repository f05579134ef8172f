import { seedLanguage } from './filing-words.ts';
import type { LeafIndex } from './leaf-index.ts';
import type { SeedLanguage } from './read-pack.ts';
import type { IntentToFile } from './taxonomy.ts';

/** What of an intent speaks for its category, and how loudly; and how much unknown words in it speak against all. */
const name = { share: 0.4, caution: 0.5 } as const;
const terms = { share: 0.15, caution: 0.5 } as const;
const examples = { share: 0.45, caution: 0.25 } as const;
/** Many examples that agree a little are as good as one that agrees much: the power of their number by which scores grow. */
const agreement = 0.3;
/** Examples that are read. */
const exampleCount = 12;

/** The language an intent's tickets are written in, mostly. */
export function languageOf({ intent, examples }: IntentToFile): SeedLanguage {
  return seedLanguage([intent.name, ...examples].join('\n'));
}

/**
 * How well each leaf fits an intent: its name, its characteristic words, and the mean of its examples. A name of unknown words says
 * nothing, rather than "none".
 */
export function scoreIntent(index: LeafIndex, item: IntentToFile): Float64Array {
  const texts = item.examples.slice(0, exampleCount);
  const parts = [
    { texts: [item.intent.name], ...name, gain: 1 },
    { texts: [item.intent.terms.slice(0, 8).join(' ')], ...terms, gain: 1 },
    { texts, ...examples, gain: texts.length ** agreement },
  ];
  const language = languageOf(item);
  const scored = parts.flatMap(({ texts, share, caution, gain }) => {
    const mean = meanOf(texts.map((text) => index.score(text, seedLanguage(text, language), caution)));
    return mean === undefined ? [] : [{ mean, share, gain }];
  });
  const used = scored.reduce((sum, { share }) => sum + share, 0);
  return Float64Array.from(index.leaves, (_, leaf) =>
    scored.reduce((sum, { mean, share, gain }) => sum + (gain * share * (mean[leaf] ?? 0)) / used, 0),
  );
}

/** Nothing when no score is above 0. */
function meanOf(scores: readonly Float64Array[]): Float64Array | undefined {
  const [first] = scores;
  if (first === undefined || scores.every((each) => each.every((score) => score === 0))) return undefined;
  return first.map((_, leaf) => scores.reduce((sum, each) => sum + (each[leaf] ?? 0), 0) / scores.length);
}

/** The words an intent and a leaf have in common, strongest first. */
export function sharedWords(index: LeafIndex, item: IntentToFile, leaf: number): readonly string[] {
  return index.sharedWords(
    [item.intent.name, ...item.intent.terms, ...item.examples].join('\n'),
    languageOf(item),
    leaf,
  );
}
