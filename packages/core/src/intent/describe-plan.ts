import type { TicketId } from '../ids.ts';
import { projectManyPoints } from '../text/project-many-points.ts';
import type { ClusterPlan, ProposedIntent, TicketText } from './clusterer.ts';
import { describeIntent } from './describe-intent.ts';
import type { TextGroups } from './group-by-language.ts';
import type { RunNote } from './intent.ts';

/** A group below this size is no intent: its tickets stay unassigned. */
const smallestIntent = 2;

/** What one label stands for. */
export interface GroupDescription extends Pick<ProposedIntent, 'known' | 'name' | 'nameSource' | 'terms'> {
  /** Default: what a central ticket says. */
  readonly description?: string;
  /** A group whose tickets lie nearer to others than to each other than this share says is none. Default 0: somebody who understands it made it. */
  readonly loosest?: number;
}

/** Why a ticket has no intent. */
export interface LeftOut {
  readonly code: string;
  readonly reason: string;
}

/** Grouped tickets. */
export interface DescribedGroups
  extends Pick<
    TextGroups,
    'labels' | 'neighbours' | 'sample' | 'confidence' | 'lowConfidence' | 'languages'
  > {
  /** By label. */
  readonly descriptions: readonly (GroupDescription | undefined)[];
  /** How sure a ticket's label is, 0..1, where more is known of it than its nearest neighbours. */
  readonly certaintyOf?: (row: number) => number | undefined;
  /** Why a ticket without a group has none, where more is known than that no group is like it. */
  readonly whyNone?: (row: number) => LeftOut | undefined;
}

/**
 * Writes groups of tickets as a plan: intents with their members, most central first; what is left out, with the reason; and the map.
 * @param spoken those of the tickets that have text: the rows of `groups`
 * @param wanted the number of intents that was asked for, if any
 */
export function describePlan(
  tickets: readonly TicketText[],
  spoken: readonly TicketText[],
  groups: DescribedGroups,
  { seed, wanted }: { readonly seed: number; readonly wanted?: number | undefined },
): ClusterPlan {
  const rowOf = new Map(spoken.map(({ ticketId }, row) => [ticketId, row]));
  const membership = membershipOf(groups);
  const sampled = groups.sample === undefined ? undefined : new Set(groups.sample);
  // Neighbours of tickets beyond the sample are approximate: they do not judge.
  const lookedAt = (rows: readonly number[]) =>
    sampled === undefined ? rows : rows.filter((row) => sampled.has(row));
  const rowsByLabel = Map.groupBy(spoken.keys(), (row) => groups.labels[row] ?? -1);
  const intents: ProposedIntent[] = [];
  const unassigned = tickets.filter(({ ticketId }) => !rowOf.has(ticketId)).map(silent);
  for (const [label, rows] of [...rowsByLabel].sort(([a], [b]) => a - b)) {
    const description = groups.descriptions[label];
    if (
      rows.length >= smallestIntent &&
      description !== undefined &&
      meanOf(lookedAt(rows), membership.share) >= (description.loosest ?? 0)
    )
      intents.push(proposeIntent(description, rows, spoken, membership));
    else for (const row of rows) unassigned.push(leaveOut(spoken, groups, row, rows.length));
  }
  const { x, y, method } = projectManyPoints({ ...groups, seed });
  const place = (values: Float32Array) =>
    Float32Array.from(tickets, ({ ticketId }) => values[rowOf.get(ticketId) ?? -1] ?? 0.5);
  return {
    intents,
    unassigned,
    notes: notesOn(groups, intents.length, wanted),
    map: { method, seed, x: place(x), y: place(y) },
  };
}

function silent({ ticketId }: TicketText): ClusterPlan['unassigned'][number] {
  return { ticketId, code: 'no-text', reason: 'The ticket has no text.' };
}

function proposeIntent(
  { known, name, nameSource, terms, description }: GroupDescription,
  rows: readonly number[],
  tickets: readonly TicketText[],
  { certainty, centrality }: Membership,
): ProposedIntent {
  const members = rows
    .map((row) => ({
      ticketId: tickets[row]?.ticketId ?? ('' as TicketId),
      confidence: certainty[row] ?? 0,
      centrality: centrality[row] ?? 0,
      text: tickets[row]?.text ?? '',
      people: tickets[row]?.people ?? [],
    }))
    .sort((a, b) => b.centrality - a.centrality || compareText(a.text, b.text));
  return {
    ...(known === undefined ? {} : { known }),
    name,
    nameSource,
    description: description ?? describeIntent(name, members),
    terms,
    members: members.map(({ ticketId, confidence }) => ({ ticketId, confidence })),
  };
}

/** How a ticket lies in its group. */
interface Membership {
  /** The share of its nearest neighbours' weight that lies in its own group. */
  readonly share: Float32Array;
  /**
   * The share, times the square root of how far the views agree on the groups at all: measured on labelled tickets, the share alone promises
   * too much where the views disagree.
   */
  readonly certainty: Float32Array;
  /** That weight itself: the most central tickets have most of it. */
  readonly centrality: Float32Array;
}

function membershipOf({ labels, neighbours, confidence, certaintyOf }: DescribedGroups): Membership {
  const agreed = Math.sqrt(confidence);
  const { k, indices, similarities } = neighbours;
  const share = new Float32Array(labels.length);
  const certainty = new Float32Array(labels.length);
  const centrality = new Float32Array(labels.length);
  for (const [row, label] of labels.entries()) {
    let [own, all] = [0, 0];
    for (let at = row * k; at < row * k + k; at += 1) {
      const other = indices[at] ?? -1;
      if (other < 0) break;
      const weight = similarities[at] ?? 0;
      all += weight;
      if (labels[other] === label) own += weight;
    }
    share[row] = all === 0 ? 0 : own / all;
    certainty[row] = certaintyOf?.(row) ?? agreed * (share[row] ?? 0);
    centrality[row] = own;
  }
  return { share, certainty, centrality };
}

function leaveOut(
  spoken: readonly TicketText[],
  { neighbours, whyNone }: DescribedGroups,
  row: number,
  companions: number,
): ClusterPlan['unassigned'][number] {
  const nearest = spoken[neighbours.indices[row * neighbours.k] ?? -1]?.ticketId;
  const isAlone = companions < smallestIntent;
  return {
    ticketId: spoken[row]?.ticketId ?? ('' as TicketId),
    code: isAlone ? 'too-few-alike' : 'scattered',
    reason: isAlone
      ? 'No other ticket is enough like it to make an intent.'
      : 'The tickets most like it are not like each other.',
    ...whyNone?.(row),
    ...(nearest === undefined ? {} : { nearest }),
  };
}

function meanOf(rows: readonly number[], values: Float32Array): number {
  return rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / Math.max(1, rows.length);
}

function notesOn(
  { confidence, lowConfidence, languages }: DescribedGroups,
  intents: number,
  wanted: number | undefined,
): RunNote[] {
  const notes: RunNote[] = [];
  if (wanted !== undefined && intents !== wanted) {
    notes.push({ code: 'other-number-of-intents', parameters: { wanted, intents } });
  } else if (lowConfidence && wanted === undefined && intents > 0) {
    notes.push({
      code: 'granularity-uncertain',
      parameters: { intents, confidence: Math.round(confidence * 100) / 100 },
    });
  }
  if (languages.length > 1)
    notes.push({ code: 'languages-apart', parameters: { languages: languages.join(', ') } });
  return notes;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
