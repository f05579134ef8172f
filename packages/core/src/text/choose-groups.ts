import type { chooseLinkage, LinkageChoice } from './choose-linkage.ts';
import {
  countLabels,
  type ResolutionChoice,
  type ResolutionPoint,
  resolutionGrid,
} from './choose-resolution.ts';
import { canonicalLabels } from './communities.ts';
import { confirmEdges } from './confirm-edges.ts';
import { type Graph, graphFromNeighbours } from './graph.ts';
import type { RunTasks, TextViews } from './text-views.ts';

/** Groups of distinct texts. */
export interface GroupChoice {
  /** 0 .. count - 1 by descending size. */
  readonly labels: Int32Array;
  readonly count: number;
  /** How they were cut: by modularity, or by merging communities that are alike on average. */
  readonly method: 'communities' | 'linkage';
  /** Rounds of self-training that helped. */
  readonly rounds: number;
  /** Agreement of the views on the groups, 0..1. */
  readonly confidence: number;
  /** The number of groups is a guess: tell the user. */
  readonly lowConfidence: boolean;
  /** Communities and agreement at every resolution tried. */
  readonly curve: readonly ResolutionPoint[];
}

/** How groups are chosen. */
export interface ChooseGroupsOptions {
  readonly seed: number;
  /** The wanted number of groups, given the number found. */
  readonly wanted: (found: number) => number;
  readonly run: RunTasks;
}

const graphNeighbours = 15;
/** Communities at about resolution 2 are fine enough to be merged by likeness. */
const linkageStart = resolutionGrid.findIndex((resolution) => resolution > 1.9);
/** Merging needs so many more communities than there shall be groups. */
const linkageRoom = 1.2;
/** Of a wanted number of groups, so many must be left after self-training. */
const leastKept = 0.95;
/** Views that agree less are no witnesses. */
const leastAgreement = 0.45;

/**
 * Chooses groups by one principle throughout: what the texts themselves ask for shows up in views that know nothing of each other, so of several ways
 * to group, the one on which the views agree most is taken. It decides on the resolution of communities (`chooseResolution`), on merging by
 * likeness instead (`chooseLinkage`), and on sorting the texts anew by the words of their groups (`selfTrain`).
 */
export async function chooseGroups(views: TextViews, options: ChooseGroupsOptions): Promise<GroupChoice> {
  const { run } = options;
  const graphs = views.dense.map(({ neighbours }) =>
    graphFromNeighbours(neighbours, { keep: graphNeighbours }),
  );
  const ofViews = await communitiesOf(graphs, options);
  const [fused = []] = await communitiesOf([confirmEdges(views.graph, ofViews.flat())], options);
  const [cut] = await run('choose-resolution', [{ resolutions: resolutionGrid, fused, views: ofViews }]);
  const starts = {
    fused: fused[linkageStart]!,
    views: ofViews.map((labelings) => labelings[linkageStart]!),
    vectors: views.dense.map(({ vectors }) => vectors),
  };
  const [linked] = await run('choose-linkage', [starts]);
  const isLinked =
    linked !== undefined &&
    countLabels(starts.fused) >= linkageRoom * cut!.count &&
    linked.agreement > cut!.peak;
  const found: Found = isLinked ? { ...linked, method: 'linkage' } : { ...cut!, method: 'communities' };
  const count = countLabels(found.labels);
  const wanted = Math.max(1, options.wanted(count));
  const kept = wanted === count ? found : await cutTo(wanted, found, cut!, starts, views, ofViews, options);
  const [trained] = await run('self-train', [
    {
      matrix: views.matrix,
      kinds: views.vocabulary.kinds,
      labels: kept.labels,
      byWords: kept.views[0]!,
      byCharacters: kept.views[1]!,
    },
  ]);
  // Sorting anew may empty small groups; whoever asked for a number gets about that number.
  const isTrained = wanted === count || countLabels(trained!.labels) >= leastKept * wanted;
  const labels = canonicalLabels(isTrained ? trained!.labels : kept.labels);
  return {
    labels,
    count: countLabels(labels),
    method: kept.method,
    rounds: isTrained ? trained!.rounds : 0,
    confidence: Math.max(0, kept.agreement),
    lowConfidence: found.atEdge || found.agreement < leastAgreement,
    curve: cut!.curve,
  };
}

/** Communities of each graph at each resolution of the grid. Every second resolution is a task of its own: two threads share even one graph. */
async function communitiesOf(
  graphs: readonly Graph[],
  { seed, run }: ChooseGroupsOptions,
): Promise<readonly (readonly Int32Array[])[]> {
  const halves = [0, 1].map((half) => resolutionGrid.filter((_, at) => at % 2 === half));
  const found = await run(
    'communities',
    graphs.flatMap((graph) => halves.map((resolutions) => ({ graph, resolutions, seed }))),
  );
  return graphs.map((_, graph) =>
    resolutionGrid.map((_, at) => found[2 * graph + (at % 2)]![Math.floor(at / 2)]!),
  );
}

interface Found extends Pick<LinkageChoice, 'labels' | 'views' | 'agreement' | 'atEdge'> {
  readonly method: GroupChoice['method'];
}

/** As many groups as wanted, by the method that was found to be right, else by communities. */
async function cutTo(
  targetCount: number,
  found: Found,
  cut: ResolutionChoice,
  starts: Omit<Parameters<typeof chooseLinkage>[0], 'targetCount'>,
  { graph }: TextViews,
  ofViews: readonly (readonly Int32Array[])[],
  { seed, run }: ChooseGroupsOptions,
): Promise<Found> {
  if (found.method === 'linkage') {
    const [linked] = await run('choose-linkage', [{ ...starts, targetCount }]);
    if (linked !== undefined) return { ...linked, method: 'linkage' };
  }
  const [labels] = await run('communities-near', [
    { graph, targetCount: Math.min(graph.nodes, targetCount), seed },
  ]);
  const near = cut.curve.reduce(
    (best, point, at) =>
      Math.abs(point.count - targetCount) < Math.abs(cut.curve[best]!.count - targetCount) ? at : best,
    0,
  );
  return {
    labels: labels!,
    views: ofViews.map((labelings) => labelings[near]!),
    agreement: cut.curve[near]!.agreement,
    atEdge: false,
    method: 'communities',
  };
}
