import type { Catalogue, Clusterer } from './clusterer.ts';
import { describePlan } from './describe-plan.ts';
import { type ExemplarIndex, indexExemplars } from './exemplar-index.ts';
import { describeGroups, groupTickets } from './group-tickets.ts';
import { rankCandidates } from './rank-candidates.ts';
import { learnWeights, readWeights, writeWeights } from './ranker-weights.ts';

/** Workspaces whose exemplars are kept at hand. */
const mostIndexes = 16;

/**
 * The built-in clusterer: no model, no key, deterministic. Discovery groups a graph of nearest neighbours over word and character
 * features; matching weighs what a classifier learned from the exemplars of the known intents says, and which of them are nearest.
 */
export function lexicalClusterer(): Clusterer {
  const indexes = new Map<string, { readonly version: number; readonly index: ExemplarIndex }>();

  /** One index per workspace, the latest; the least recently used one goes when there are too many. */
  function indexOf(catalogue: Catalogue): ExemplarIndex {
    const known = indexes.get(catalogue.workspaceId);
    const index = known?.version === catalogue.version ? known.index : indexExemplars(catalogue);
    indexes.delete(catalogue.workspaceId);
    indexes.set(catalogue.workspaceId, { version: catalogue.version, index });
    const [oldest] = indexes.keys();
    if (indexes.size > mostIndexes && oldest !== undefined) indexes.delete(oldest);
    return index;
  }

  return {
    name: 'lexical@2',
    async discover(options) {
      const { spoken, groups, notes } = await groupTickets(options);
      const descriptions = describeGroups(groups);
      const plan = describePlan(
        options.tickets,
        spoken,
        { ...groups, descriptions },
        { seed: options.seed ?? 1, wanted: options.intentCount },
      );
      return { ...plan, notes: [...plan.notes, ...notes] };
    },
    async assign({ tickets, catalogue, state }) {
      return { decisions: rankCandidates(indexOf(catalogue), tickets, readWeights(state)) };
    },
    async learn({ judged, catalogue }) {
      return { state: writeWeights(learnWeights(indexOf(catalogue), judged)) };
    },
  };
}
