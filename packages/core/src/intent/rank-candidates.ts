import { choiceProbabilities } from '../text/conditional-logit.ts';
import type { MatchDecision, TicketText } from './clusterer.ts';
import { type CandidateDescription, describeCandidates } from './describe-candidates.ts';
import { type ExemplarIndex, exemplarVectors } from './exemplar-index.ts';
import { secondMatters } from './second-matter.ts';

/** Ranks the known intents for each ticket, by weights per feature (see `candidateFeatures`). */
export function rankCandidates(
  index: ExemplarIndex,
  tickets: readonly TicketText[],
  weights: Float64Array,
): MatchDecision[] {
  const queries = exemplarVectors(index, tickets);
  const ranked = tickets.map((ticket, row) => {
    const described = describeCandidates(index, ticket, queries, row);
    const probabilities = choiceProbabilities(described.options, weights);
    const options = described.candidates
      .map((intent, at) => ({ intent, score: probabilities[at] ?? 0 }))
      .sort((a, b) => b.score - a.score || a.intent - b.intent);
    return { described, options, noneScore: probabilities[options.length] ?? 1 };
  });
  const primaries = ranked.map(({ options }) => options[0]?.intent);
  const seconds = secondMatters(index, tickets, weights, primaries);
  return ranked.map(({ described, options, noneScore }, row) => ({
    ticketId: tickets[row]!.ticketId,
    candidates: options.map(({ intent, score }) => ({ intentId: index.intents[intent]!.intentId, score })),
    noneScore,
    ...(seconds[row] === undefined ? {} : { secondary: seconds[row] }),
    reason: explain(index, described, options),
    neighbours: described.neighbours
      .slice(0, 3)
      .map(({ ticketId, similarity }) => ({ ticketId, similarity })),
  }));
}

function explain(
  { intents }: ExemplarIndex,
  { neighbours }: CandidateDescription,
  [best, second]: readonly { readonly intent: number; readonly score: number }[],
): string {
  if (best === undefined) return 'It shares no telling word with any known intent.';
  const name = intents[best.intent]?.name ?? '';
  const votes = neighbours.filter(({ intent }) => intent === best.intent).length;
  const rival = second === undefined ? undefined : intents[second.intent]?.name;
  const margin = (best.score - (second?.score ?? 0)).toFixed(2);
  const lead = rival === undefined ? `margin ${margin}` : `margin ${margin} to "${rival}"`;
  return neighbours.length === 0
    ? `Its words are those of the name "${name}"; ${lead}.`
    : `${votes} of ${neighbours.length} nearest tickets are of "${name}"; ${lead}.`;
}
