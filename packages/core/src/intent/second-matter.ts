import { choiceProbabilities } from '../text/conditional-logit.ts';
import { splitParts } from '../text/split-parts.ts';
import type { MatchDecision, TicketText } from './clusterer.ts';
import { describeCandidates } from './describe-candidates.ts';
import { type ExemplarIndex, exemplarVectors } from './exemplar-index.ts';

/** Parts of a ticket that are looked at, from its beginning: a long mail is told from there. */
const mostParts = 8;

/** What the parts of one ticket ask for. */
interface PartMatch {
  readonly intent: number;
  readonly score: number;
}

/**
 * Finds tickets with two matters: one part asks for the ticket's first intent, another for something else. The score is that of the less certain of
 * the two parts, so that one odd sentence makes no second matter. Gives nothing for tickets of one part.
 */
export function secondMatters(
  index: ExemplarIndex,
  tickets: readonly TicketText[],
  weights: Float64Array,
  primaries: readonly (number | undefined)[],
): readonly MatchDecision['secondary'][] {
  const parted = tickets.map(({ text }) => splitParts(text).slice(0, mostParts));
  const rows = tickets.flatMap((ticket, row) => {
    const parts = parted[row] ?? [];
    return parts.length < 2 ? [] : parts.map((text) => ({ row, part: { ...ticket, text } }));
  });
  const queries = exemplarVectors(
    index,
    rows.map(({ part }) => part),
  );
  const found = tickets.map((): PartMatch[] => []);
  for (const [query, { row, part }] of rows.entries()) {
    const { candidates, options } = describeCandidates(index, part, queries, query);
    const probabilities = choiceProbabilities(options, weights);
    for (const [at, intent] of candidates.entries())
      found[row]?.push({ intent, score: probabilities[at] ?? 0 });
  }
  return found.map((parts, row) => second(index, parts, primaries[row]));
}

function second(
  { intents }: ExemplarIndex,
  parts: readonly PartMatch[],
  primary: number | undefined,
): MatchDecision['secondary'] {
  const best = (matches: readonly PartMatch[]) =>
    matches.reduce<PartMatch | undefined>(
      (top, match) => (top === undefined || match.score > top.score ? match : top),
      undefined,
    );
  const first = best(parts.filter(({ intent }) => intent === primary));
  const other = best(parts.filter(({ intent }) => intent !== primary));
  const intentId = other === undefined ? undefined : intents[other.intent]?.intentId;
  if (first === undefined || other === undefined || intentId === undefined) return undefined;
  return { intentId, score: Math.min(first.score, other.score) };
}
