import { clusterTerms } from '../../text/cluster-terms.ts';
import { normaliseText } from '../../text/normalise.ts';
import type { DescribedGroups, GroupDescription } from '../describe-plan.ts';
import { describeGroups, type TicketGroups } from '../group-tickets.ts';
import { type DiscoveredIntents, nothingAsked } from './discovered-intents.ts';
import { type Evidence, type Sorting, wholeText } from './sorting.ts';

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
  { groups }: TicketGroups,
  evidence: Evidence,
  { labels, told, confidence }: Sorting,
  intents: DiscoveredIntents,
): FoundGroups {
  const seen = new Set<number>();
  for (const [row, community] of evidence.communities.entries())
    if ((told[row] ?? 0) > 0) seen.add(community);
  const isSorted = (row: number) => (labels[row] ?? -1) >= 0 && seen.has(evidence.communities[row] ?? -1);

  // Keys of final groups: the model's by number, those of words below zero.
  const keyOfRow = Int32Array.from(evidence.communities, (community, row) =>
    isSorted(row) ? intents.resolve(labels[row] ?? nothingAsked) : -1 - community,
  );
  const keyOf = evidence.rowOf.map((row, ticket) =>
    row >= 0 ? (keyOfRow[row] ?? -1) : keyByNeighbours(groups, evidence.rowOf, keyOfRow, ticket),
  );
  const sizes = new Map<number, number>();
  for (const key of keyOf) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  const order = [...sizes.keys()]
    .filter((key) => key !== nothingAsked)
    .sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0) || b - a);
  const labelOf = new Map(order.map((key, label) => [key, label]));
  const finalLabels = keyOf.map((key) => labelOf.get(key) ?? -1);

  const texts = evidence.tickets.map((ticket) => normaliseText(wholeText(ticket)));
  const labelOfRow = keyOfRow.map((key) => labelOf.get(key) ?? -1);
  const terms = clusterTerms(texts, labelOfRow, { top: termsPerIntent });
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
      const known = intents.knownAs(key);
      return {
        ...(known === undefined ? {} : { known }),
        ...intents.naming(key),
        nameSource: 'model',
        terms: words,
      };
    }),
    certaintyOf(ticket) {
      const row = evidence.rowOf[ticket] ?? -1;
      if (row < 0 || (keyOf[ticket] ?? -1) < 0) return undefined;
      return (told[row] ?? 0) > 0 ? toldCertainty : confidence[row];
    },
    whyNone: (row) =>
      keyOf[row] === nothingAsked
        ? { code: 'no-request', reason: 'The model found nothing asked for in it.' }
        : undefined,
  };
}

/** A ticket outside of the sample goes where the nearest tickets of the sample are; without any, where its words put it. */
function keyByNeighbours(
  { labels, neighbours }: TicketGroups['groups'],
  rowOf: Int32Array,
  keyOfRow: Int32Array,
  ticket: number,
): number {
  const { k, indices, similarities } = neighbours;
  const votes = new Map<number, number>();
  for (let at = ticket * k; at < ticket * k + k; at += 1) {
    const key = keyOfRow[rowOf[indices[at] ?? -1] ?? -1];
    if (key !== undefined) votes.set(key, (votes.get(key) ?? 0) + (similarities[at] ?? 0) ** 2);
  }
  return [...votes].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? -1 - (labels[ticket] ?? 0);
}
