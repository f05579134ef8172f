import type { TicketId } from '../ids.ts';
import type { ClusterName } from '../text/phrases.ts';
import { projectPoints } from '../text/project-points.ts';
import type { Catalogue, Clusterer, ClusterPlan, ProposedIntent, TicketText } from './clusterer.ts';
import { type ExemplarIndex, indexExemplars, matchTexts } from './exemplar-index.ts';
import { groupByLanguage, type TextGroups } from './group-by-language.ts';
import type { RunNote } from './intent.ts';

/** A group below this size is no intent: its tickets stay unassigned. */
const smallestIntent = 2;
/** A group whose tickets lie nearer to others than to each other is no intent either: spam, thanks, what fits nowhere. */
const loosestIntent = 0.3;
/** Workspaces whose exemplars are kept at hand. */
const mostIndexes = 16;
/** Words of a message that may name its intent. */
const nameWords = 50;

/**
 * The built-in clusterer: no model, no key, deterministic. Discovery groups a graph of nearest neighbours over word and character
 * features; matching lets the nearest exemplars of the known intents vote.
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
    name: 'lexical@1',
    async discover({ tickets, granularity, intentCount, seed = 1, parallel, abortSignal, onProgress }) {
      const spoken = tickets.filter(({ text, replies }) => `${text}${replies}`.trim() !== '');
      const texts = spoken.map(({ text, replies, language }) => ({
        text: replies === '' ? text : `${text}\n${replies}`,
        nameable: `${firstWords(text)}\n${firstWords(replies)}`,
        language,
      }));
      const groups = await groupByLanguage(texts, {
        seed,
        ...(granularity === undefined ? {} : { granularity }),
        ...(intentCount === undefined ? {} : { targetCount: intentCount }),
        ...(parallel === undefined ? {} : { parallel }),
        ...(abortSignal === undefined ? {} : { abortSignal }),
        ...(onProgress === undefined ? {} : { onProgress: (done, step) => onProgress({ done, step }) }),
      });
      return describePlan(tickets, spoken, groups, seed);
    },
    async assign({ tickets, catalogue }) {
      return { decisions: matchTexts(indexOf(catalogue), tickets) };
    },
  };
}

function describePlan(
  tickets: readonly TicketText[],
  spoken: readonly TicketText[],
  groups: TextGroups,
  seed: number,
): ClusterPlan {
  const rowOf = new Map(spoken.map(({ ticketId }, row) => [ticketId, row]));
  const membership = membershipOf(groups);
  const rowsByLabel = Map.groupBy(spoken.keys(), (row) => groups.labels[row] ?? -1);
  const intents: ProposedIntent[] = [];
  const unassigned = tickets.filter(({ ticketId }) => !rowOf.has(ticketId)).map(silent);
  for (const [label, rows] of [...rowsByLabel].sort(([a], [b]) => a - b)) {
    const name = groups.names[label];
    if (
      rows.length >= smallestIntent &&
      name !== undefined &&
      meanOf(rows, membership.share) >= loosestIntent
    )
      intents.push(proposeIntent(name, rows, spoken, membership));
    else for (const row of rows) unassigned.push(leaveOut(spoken, groups, row, rows.length));
  }
  const { x, y, method } = projectPoints({ neighbours: groups.neighbours, labels: groups.labels, seed });
  const place = (values: Float32Array) =>
    Float32Array.from(tickets, ({ ticketId }) => values[rowOf.get(ticketId) ?? -1] ?? 0.5);
  return {
    intents,
    unassigned,
    notes: notesOn(groups, intents.length),
    map: { method, seed, x: place(x), y: place(y) },
  };
}

/** The beginning says what it is about; the rest of a long mail is about everything. */
function firstWords(text: string): string {
  return text.split(/\s+/, nameWords).join(' ');
}

function silent({ ticketId }: TicketText): ClusterPlan['unassigned'][number] {
  return { ticketId, code: 'no-text', reason: 'The ticket has no text.' };
}

function proposeIntent(
  { name, terms }: ClusterName,
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
    }))
    .sort((a, b) => b.centrality - a.centrality || compareText(a.text, b.text));
  return {
    name,
    nameSource: 'lexical',
    description: firstSentence(members[0]?.text ?? ''),
    terms: terms.map(({ surface }) => surface),
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

function membershipOf({ labels, neighbours, confidence }: TextGroups): Membership {
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
    certainty[row] = agreed * (share[row] ?? 0);
    centrality[row] = own;
  }
  return { share, certainty, centrality };
}

function leaveOut(
  spoken: readonly TicketText[],
  { neighbours }: TextGroups,
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
    ...(nearest === undefined ? {} : { nearest }),
  };
}

function meanOf(rows: readonly number[], values: Float32Array): number {
  return rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / Math.max(1, rows.length);
}

function notesOn({ confidence, lowConfidence, languages }: TextGroups, intents: number): RunNote[] {
  const notes: RunNote[] = [];
  if (lowConfidence && intents > 0) {
    notes.push({
      code: 'granularity-uncertain',
      parameters: { intents, confidence: Math.round(confidence * 100) / 100 },
    });
  }
  if (languages.length > 1)
    notes.push({ code: 'languages-apart', parameters: { languages: languages.join(', ') } });
  return notes;
}

function firstSentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 160 ? line : `${line.slice(0, 157).replace(/\s+\S*$/, '')} ...`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
