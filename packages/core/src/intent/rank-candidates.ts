import { choiceProbabilities } from '../text/conditional-logit.ts';
import type { MatchDecision, TicketText } from './clusterer.ts';
import { type CandidateDescription, describeCandidates } from './describe-candidates.ts';
import { type ExemplarIndex, exemplarVectors } from './exemplar-index.ts';

/** Ranks the known intents for each ticket, by weights per feature (see `candidateFeatures`). */
export function rankCandidates(
  index: ExemplarIndex,
  tickets: readonly TicketText[],
  weights: Float64Array,
): MatchDecision[] {
  const queries = exemplarVectors(index, tickets);
  return tickets.map((ticket, row) => {
    const described = describeCandidates(index, ticket, queries, row);
    const { candidates, neighbours } = described;
    const probabilities = choiceProbabilities(described.options, weights);
    const ranked = candidates
      .map((intent, at) => ({ intent, score: probabilities[at] ?? 0 }))
      .sort((a, b) => b.score - a.score || a.intent - b.intent);
    return {
      ticketId: ticket.ticketId,
      candidates: ranked.map(({ intent, score }) => ({ intentId: index.intents[intent]!.intentId, score })),
      noneScore: probabilities[candidates.length] ?? 1,
      reason: explain(index, described, ranked),
      neighbours: neighbours.slice(0, 3).map(({ ticketId, similarity }) => ({ ticketId, similarity })),
    };
  });
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
