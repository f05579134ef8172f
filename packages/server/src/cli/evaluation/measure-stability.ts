import { seededRandom, TicketAIError } from '@ticket-ai/core';
import {
  type ClusterStability,
  doubtfulJaccard,
  neighbourSilhouette,
  numberLabels,
  type Resample,
  resampleStability,
  stableJaccard,
  textLikeness,
} from '@ticket-ai/core/evaluation';
import type { AssignedTicket } from '../assigned-tickets.ts';
import { clusterFile, type TicketRow } from '../cluster-file.ts';
import type { Configuration } from '../configuration-args.ts';
import { readWholeTexts } from '../read-texts.ts';
import type { OpenTicketFile } from './open-ticket-file.ts';

/** Part of the tickets that each resample clusters. */
const sampleShare = 0.8;

/** How an intent fared. */
export interface IntentStability extends Omit<ClusterStability, 'partner'> {
  readonly id: string;
  readonly name: string;
  readonly tickets: number;
  readonly verdict: 'stable' | 'doubtful' | 'unstable';
  /** Mean neighbour silhouette of its tickets. */
  readonly silhouette: number;
  /** The intent it is mixed with most. */
  readonly partner?: { readonly name: string; readonly share: number };
}

/** What `eval stability` found. */
export interface StabilityReport {
  readonly tickets: number;
  /** Share of the tickets that lie in stable intents; tickets without intent count as not. */
  readonly inStable: number;
  readonly silhouette: number;
  /** Least stable first. */
  readonly intents: readonly IntentStability[];
}

type Watch = OpenTicketFile['watch'];

/** Clusters the tickets, then parts of them, and looks which intents come back. @throws `invalid-input` when there is no intent at all */
export async function measureStability(
  rows: readonly TicketRow[],
  configuration: Configuration,
  resamples: number,
  watch: Watch,
): Promise<StabilityReport> {
  const whole = await clusterFile({ rows, rejected: [] }, { ...configuration, ...watch });
  const texts = await readWholeTexts(whole.composition.desk).finally(whole.composition.close);
  const { tickets } = whole;
  const { labels, names: ids } = numberLabels(tickets.map(({ intent }) => intent?.id));
  if (ids.length === 0)
    throw new TicketAIError('invalid-input', {
      message: 'No intent was found, so there is none to look at.',
    });
  const { neighbours } = await textLikeness(
    tickets.map(({ ticket }) => `${ticket.subject}\n${texts.get(ticket.id) ?? ''}`),
    { abortSignal: watch.abortSignal },
  );
  const silhouettes = neighbourSilhouette(labels, neighbours);
  const found: Resample[] = [];
  for (let number = 1; number <= resamples; number += 1)
    found.push(await resample(rows, tickets, `${configuration.seed} ${number}`, { configuration, ...watch }));
  const byId = new Map(whole.discovery.intents.map((intent) => [intent.id as string, intent]));
  const nameOf = (cluster: number) => byId.get(ids[cluster] ?? '')?.name ?? '';
  const intents = resampleStability(labels, found).map(
    ({ partner, ...stability }, cluster): IntentStability => {
      const members = [...labels.keys()].filter((item) => labels[item] === cluster);
      return {
        id: ids[cluster] ?? '',
        name: nameOf(cluster),
        tickets: members.length,
        verdict: verdictOn(stability.jaccard),
        ...stability,
        silhouette: meanOf(members.map((item) => silhouettes[item] ?? 0)),
        ...(partner === undefined
          ? {}
          : { partner: { name: nameOf(partner.cluster), share: partner.share } }),
      };
    },
  );
  const stable = intents.filter(({ verdict }) => verdict === 'stable');
  return {
    tickets: tickets.length,
    inStable: stable.reduce((sum, intent) => sum + intent.tickets, 0) / tickets.length,
    silhouette: meanOf([...silhouettes]),
    intents: intents.sort((a, b) => a.jaccard - b.jaccard || (a.name < b.name ? -1 : 1)),
  };
}

/** Clusters a random part; clusters are told apart by ids that mean nothing outside of it. */
async function resample(
  rows: readonly TicketRow[],
  tickets: readonly AssignedTicket[],
  seed: string,
  { configuration, ...watch }: Watch & { readonly configuration: Configuration },
): Promise<Resample> {
  const { next } = seededRandom(seed);
  const drawn = rows.filter(() => next() < sampleShare);
  const part = await clusterFile({ rows: drawn, rejected: [] }, { ...configuration, ...watch });
  await part.composition.close();
  const positionOf = new Map(tickets.map(({ rowId }, position) => [rowId, position]));
  return {
    items: Int32Array.from(part.tickets, ({ rowId }) => positionOf.get(rowId) ?? -1),
    labels: numberLabels(part.tickets.map(({ intent }) => intent?.id)).labels,
  };
}

function verdictOn(jaccard: number): IntentStability['verdict'] {
  return jaccard >= stableJaccard ? 'stable' : jaccard >= doubtfulJaccard ? 'doubtful' : 'unstable';
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
