import { createBm25Index } from '../../text/bm25.ts';
import type { NamedIntent } from './show-catalogue.ts';

/** Intents of a catalogue that read most like some words, best first. Made once per call: a catalogue grows between calls. */
export function searchCatalogue<Id extends string>(
  catalogue: readonly NamedIntent<Id>[],
): (words: string, most: number) => readonly Id[] {
  const index = createBm25Index<Id>();
  for (const { intentId, name, description } of catalogue) index.add(intentId, { name, description });
  return (words, most) => index.search(words, { topK: most }).map(({ id }) => id);
}
