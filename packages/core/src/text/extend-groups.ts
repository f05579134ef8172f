import { countLabels } from './choose-resolution.ts';
import { canonicalLabels } from './communities.ts';
import { communitiesNear } from './communities-near.ts';
import type { Graph } from './graph.ts';
import type { Stepwise } from './stepwise.ts';

/** Groups found on a sample, and the graph of the whole. */
export interface ExtendGroupsInput {
  readonly graph: Graph;
  /** The nodes that were in the sample, and the group of each. */
  readonly sample: Int32Array;
  readonly labels: Int32Array;
  readonly seed: number;
}

/** Pieces per group: small enough to be of one group, large enough to have members in the sample. */
const piecesPerGroup = 6;

/**
 * Carries the groups of a sample over to all: the whole is cut into many small communities, and each becomes part of the group that most of its
 * sampled members are in. A piece that nobody was sampled of joins the group it has most edges to; one without any edge stands alone.
 * @returns a label per node, 0 .. count - 1 by descending size
 */
export function* extendGroups({ graph, sample, labels, seed }: ExtendGroupsInput): Stepwise<Int32Array> {
  const groups = countLabels(labels);
  const pieces = communitiesNear(graph, piecesPerGroup * groups, { seed });
  yield;
  const members: Votes = new Map();
  for (const [at, node] of sample.entries()) vote(members, pieces[node]!, labels[at]!, 1);
  const links: Votes = new Map();
  for (let node = 0; node < graph.nodes; node++) {
    const piece = pieces[node]!;
    if (members.has(piece)) continue;
    for (let i = graph.indptr[node]!; i < graph.indptr[node + 1]!; i++) {
      const other = members.get(pieces[graph.neighbours[i]!]!);
      if (other !== undefined) vote(links, piece, winner(other), graph.weights[i]!);
    }
  }
  const groupOf = (piece: number) => {
    const votes = members.get(piece) ?? links.get(piece);
    return votes === undefined ? groups + piece : winner(votes);
  };
  return canonicalLabels(pieces.map(groupOf));
}

/** Weight of each group, by piece. */
type Votes = Map<number, Map<number, number>>;

function vote(votes: Votes, piece: number, group: number, weight: number): void {
  const own = votes.get(piece) ?? new Map<number, number>();
  votes.set(piece, own.set(group, (own.get(group) ?? 0) + weight));
}

/** The group with most weight; the larger group (lower label) of equal ones. */
function winner(votes: ReadonlyMap<number, number>): number {
  return [...votes].reduce((best, each) =>
    each[1] > best[1] || (each[1] === best[1] && each[0] < best[0]) ? each : best,
  )[0];
}
