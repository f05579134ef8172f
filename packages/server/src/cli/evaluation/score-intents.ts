import { type ClusteringMetrics, clusteringMetrics, hierarchicalMetrics } from '@ticket-ai/core/evaluation';
import type { AssignedTicket } from '../assigned-tickets.ts';
import type { EvalResult } from './eval-result.ts';
import type { GoldLabels, LevelLabels } from './read-labels.ts';

/** A ticket's place, as scores read it. */
export type Placed = Pick<AssignedTicket, 'rowId' | 'intent'>;

/** Scores intents against the chosen labels. Every labelled ticket counts; one that got no intent is a cluster of its own. */
export function scoreIntents(
  gold: Pick<GoldLabels, 'labels'>,
  tickets: readonly Placed[],
): ClusteringMetrics {
  const intentOf = new Map(tickets.map(({ rowId, intent }) => [rowId, intent?.id]));
  return score(gold.labels, (id) => intentOf.get(id));
}

/**
 * Scores each gold level from the top down: intents, and the taxonomy's level of the same number. The chosen labels are the last level; only
 * intents are scored against them, unless they are a numbered level themselves.
 */
export function scoreLevels(
  { column, labels, above }: GoldLabels,
  tickets: readonly Placed[],
): EvalResult['levels'] {
  const placeOf = new Map(tickets.map((ticket) => [ticket.rowId, ticket.intent]));
  return [...above, { column, labels }].map((level) => {
    const number = Number(/^label_l([123])$/i.exec(level.column)?.[1] ?? 0);
    const intents = score(level.labels, (id) => placeOf.get(id)?.id);
    const taxonomy = score(level.labels, (id) => {
      const place = placeOf.get(id);
      return place === undefined ? undefined : JSON.stringify(place.path.slice(0, number));
    });
    return {
      label: level.column,
      items: intents.items,
      goldClusters: intents.goldClusters,
      intents: pickFigures(intents),
      ...(number === 0
        ? {}
        : { taxonomy: { ...pickFigures(taxonomy), predictedClusters: taxonomy.predictedClusters } }),
    };
  });
}

/**
 * Scores paths as wholes: the levels above the chosen labels beside the taxonomy's levels of the same number, the chosen labels beside
 * intents.
 */
export function scorePaths(
  { column, labels, above }: GoldLabels,
  tickets: readonly Placed[],
): EvalResult['hierarchical'] {
  const placeOf = new Map(tickets.map((ticket) => [ticket.rowId, ticket.intent]));
  const levels: readonly LevelLabels[] = [...above, { column, labels }];
  const ids = [...new Set(levels.flatMap((level) => [...level.labels.keys()]))];
  return hierarchicalMetrics(
    ids.map((id) => levels.map((level) => level.labels.get(id))),
    ids.map((id) => {
      const place = placeOf.get(id);
      return levels.map((_, at) => (at < above.length ? place?.path[at] : place?.id));
    }),
  );
}

function score(
  labels: ReadonlyMap<string, string>,
  clusterOf: (id: string) => string | undefined,
): ClusteringMetrics {
  return clusteringMetrics([...labels.values()], [...labels.keys()].map(clusterOf));
}

const pickFigures = ({ accuracy, ari, ami }: ClusteringMetrics) => ({ accuracy, ari, ami });
