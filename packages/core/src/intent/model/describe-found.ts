import { clusterTerms } from '../../text/cluster-terms.ts';
import { normaliseText } from '../../text/normalise.ts';
import type { DescribedGroups, GroupDescription } from '../describe-plan.ts';
import { describeGroups, type TicketGroups } from '../group-tickets.ts';
import { type DiscoveredIntents, nothingAsked } from './discovered-intents.ts';
import type { Evidence, Sorting } from './sorting.ts';

/** How sure a ticket's intent is that a model read itself. */
const toldCertainty = 0.95;
const termsPerIntent = 10;

/** Sorted tickets, back on all tickets with text. */
export interface FoundGroups extends DescribedGroups {
  /** Share of the tickets whose intent a model has to do with. */
  readonly sortedShare: number;
}

/**
 * Joins what a model found with what words say of the rest. Groups of words in which the model saw no single ticket keep what words say of them, as
 * if there were no model; everywhere else the model's intents hold.
 */
export function describeFound(
  { spoken, groups }: TicketGroups,
  evidence: Evidence,
  { labels, told, confidence }: Sorting,
  intents: DiscoveredIntents,
): FoundGroups {
  const seen = new Set<number>();
  for (const [row, community] of evidence.communities.entries()) if (told[row] === 1) seen.add(community);
  const isSorted = (row: number) => (labels[row] ?? -1) >= 0 && seen.has(evidence.communities[row] ?? -1);

  // Keys of final groups: the model's by number, those of words below zero.
  const keys = evidence.rowOf.values().map((row) => {
    if (!isSorted(row)) return -1 - (evidence.communities[row] ?? 0);
    return intents.resolve(labels[row] ?? nothingAsked);
  });
  const keyOf = Int32Array.from(keys);
  const sizes = new Map<number, number>();
  for (const key of keyOf) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  const order = [...sizes.keys()]
    .filter((key) => key !== nothingAsked)
    .sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0) || b - a);
  const labelOf = new Map(order.map((key, label) => [key, label]));
  const finalLabels = keyOf.map((key) => labelOf.get(key) ?? -1);

  const texts = spoken.map(({ text, replies }) => normaliseText(`${text}\n${replies}`));
  const terms = clusterTerms(texts, finalLabels, { top: termsPerIntent });
  const lexical = describeGroups(groups);
  return {
    labels: finalLabels,
    neighbours: groups.neighbours,
    // A model sees the same request in two languages as one intent.
    languages: order.some((key) => key > 0) ? groups.languages.slice(0, 1) : groups.languages,
    confidence: groups.confidence,
    lowConfidence: groups.lowConfidence && order.every((key) => key < 0),
    sortedShare: keyOf.filter((key) => key >= 0).length / Math.max(1, keyOf.length),
    descriptions: order.map((key, label): GroupDescription | undefined => {
      if (key < 0) return lexical[-1 - key];
      const words = (terms[label] ?? []).map(({ surface }) => surface);
      return { ...intents.naming(key), nameSource: 'model', terms: words };
    }),
    certaintyOf(ticket) {
      const row = evidence.rowOf[ticket] ?? -1;
      if ((keyOf[ticket] ?? -1) < 0) return undefined;
      return told[row] === 1 ? toldCertainty : confidence[row];
    },
    whyNone: (row) =>
      keyOf[row] === nothingAsked
        ? { code: 'no-request', reason: 'The model found nothing asked for in it.' }
        : undefined,
  };
}
