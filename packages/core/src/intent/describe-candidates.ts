import type { TicketId } from '../ids.ts';
import type { SparseMatrix } from '../text/sparse.ts';
import type { TicketText } from './clusterer.ts';
import { type ExemplarIndex, familiarShare } from './exemplar-index.ts';

/** Nearest tickets that vote. */
const voters = 10;
/** Candidates per ticket. */
const mostCandidates = 8;
/** Of these, so many may come from the nearest tickets alone. */
const nearCandidates = 3;
/** From this similarity on, a ticket says what an exemplar says, in nearly the same words. */
const sameWords = 0.95;

/** What {@link describeCandidates} says of an option; the last four are those of the option "none of them". */
export const candidateFeatures = [
  'log probability of the classifier',
  'score of the classifier',
  'share of the votes',
  'nearest exemplar',
  'three nearest exemplars',
  'cosine to the centroid',
  'lead in log probability',
  'lead in similarity',
  'has the nearest exemplar',
  'number of exemplars',
  'near duplicate',
  'none: always',
  'none: unfamiliar words',
  'none: no familiar word',
  'none: log probability of the background',
] as const;

/** The intents that may be right for one ticket, as numbers that a ranker can weigh. */
export interface CandidateDescription {
  /** Positions in the index's intents. */
  readonly candidates: readonly number[];
  /** Per candidate, then for none of them: one number per {@link candidateFeatures}. */
  readonly options: Float64Array;
  /** Nearest first. */
  readonly neighbours: readonly {
    readonly intent: number;
    readonly ticketId: TicketId;
    readonly similarity: number;
  }[];
}

/** The best by score, and among them the intents of the nearest tickets. */
function chooseCandidates(
  scores: Float32Array,
  neighbours: CandidateDescription['neighbours'],
  isRelated: (intent: number) => boolean,
): number[] {
  const byScore = [...scores.subarray(0, -1).keys()]
    .filter(isRelated)
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, mostCandidates);
  const near = [...new Set(neighbours.map(({ intent }) => intent))].slice(0, nearCandidates);
  return [...new Set([...byScore.slice(0, mostCandidates - nearCandidates), ...near, ...byScore])].slice(
    0,
    mostCandidates,
  );
}

interface Evidence {
  readonly votes: number;
  readonly nearest: number;
  readonly nearestThree: number;
  readonly centroid: number;
}

/** Finds and describes the candidates of one ticket. A ticket that is an exemplar itself is described as if it were none. */
export function describeCandidates(
  index: ExemplarIndex,
  ticket: TicketText,
  queries: SparseMatrix,
  query: number,
): CandidateDescription {
  const leaveOut = index.rowOfTicket.get(ticket.ticketId);
  const { similarities, scores, touched } = index.score(queries, query, leaveOut);
  const evidence = gather(index, similarities, touched);
  const candidates = chooseCandidates(
    scores,
    evidence.neighbours,
    (intent) => evidence.of(intent).nearest > 0,
  );
  const logTotal = logSumExp(scores);
  const logs = candidates.map((intent) => Math.max(-12, scores[intent]! - logTotal));
  const nearest = candidates.map((intent) => evidence.of(intent).nearest);
  const width = candidateFeatures.length;
  const options = new Float64Array((candidates.length + 1) * width);
  for (const [at, intent] of candidates.entries()) {
    const { votes, nearestThree, centroid } = evidence.of(intent);
    options.set(
      [
        logs[at]!,
        clamp(scores[intent]!, -10, 10) / 5,
        votes,
        nearest[at]!,
        nearestThree,
        centroid,
        clamp(logs[at]! - bestOther(logs, at, -12), -6, 6),
        nearest[at]! - bestOther(nearest, at, 0),
        evidence.neighbours[0]?.intent === intent ? 1 : 0,
        Math.log1p(index.intents[intent]!.exemplars.length) / Math.log(65),
        nearest[at]! >= sameWords ? 1 : 0,
      ],
      at * width,
    );
  }
  const familiar = familiarShare(index, ticket);
  options.set(
    [1, 1 - familiar, familiar === 0 ? 1 : 0, Math.max(-12, scores.at(-1)! - logTotal)],
    candidates.length * width + width - 4,
  );
  return { candidates, options, neighbours: evidence.neighbours };
}

/** Evidence per intent, of one pass over the rows that share a word with the ticket. */
function gather(
  { intents, rows, lengths }: ExemplarIndex,
  similarities: Float32Array,
  touched: Int32Array,
): { readonly of: (intent: number) => Evidence; readonly neighbours: CandidateDescription['neighbours'] } {
  const sums = new Float64Array(intents.length);
  const nearestThree = new Float32Array(intents.length * 3);
  const neighbours: { intent: number; ticketId: TicketId; similarity: number }[] = [];
  let farthest = 0;
  for (let at = 0; at < touched.length; at++) {
    const { intent, ticketId } = rows[touched[at]!]!;
    const similarity = similarities[touched[at]!]!;
    sums[intent]! += similarity;
    keepNearest(nearestThree, intent * 3, similarity);
    if (ticketId === undefined || (neighbours.length === voters && similarity < farthest)) continue;
    neighbours.push({ intent, ticketId, similarity });
    neighbours.sort((a, b) => b.similarity - a.similarity || (a.ticketId < b.ticketId ? -1 : 1));
    neighbours.length = Math.min(voters, neighbours.length);
    farthest = neighbours.at(-1)!.similarity;
  }
  const votes = new Float64Array(intents.length);
  for (const { intent, similarity } of neighbours) votes[intent]! += similarity ** 2;
  const all = Math.max(
    1e-9,
    votes.reduce((sum, vote) => sum + vote, 0),
  );
  return {
    neighbours,
    of: (intent) => ({
      votes: votes[intent]! / all,
      nearest: nearestThree[intent * 3]!,
      nearestThree:
        (nearestThree[intent * 3]! + nearestThree[intent * 3 + 1]! + nearestThree[intent * 3 + 2]!) / 3,
      centroid: sums[intent]! / Math.max(1e-9, lengths[intent]!),
    }),
  };
}

/** Keeps the three greatest values, greatest first. */
function keepNearest(values: Float32Array, from: number, value: number): void {
  if (value <= values[from + 2]!) return;
  let at = from + 2;
  while (at > from && values[at - 1]! < value) {
    values[at] = values[at - 1]!;
    at--;
  }
  values[at] = value;
}

function bestOther(values: readonly number[], at: number, otherwise: number): number {
  return values.reduce((best, value, other) => (other === at ? best : Math.max(best, value)), otherwise);
}

function logSumExp(values: Float32Array): number {
  const highest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return highest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - highest), 0));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
