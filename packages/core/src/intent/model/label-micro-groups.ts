import { normaliseMasked } from '../../model/normalise-masked.ts';
import { chooseExemplars } from '../../text/choose-exemplars.ts';
import { clusterMembers, clusterTerms } from '../../text/cluster-terms.ts';
import type { NeighbourLists } from '../../text/neighbour-lists.ts';
import { personNames } from '../../text/person-names.ts';
import { surfaceWords } from '../../text/tokenise.ts';
import type { Granularity } from '../clusterer.ts';
import type { DiscoveredIntents, FoundId } from './discovered-intents.ts';
import { type GroupLabels, groupsPerCall, labelGroups, type TicketGroup } from './label-groups.ts';
import type { Asker } from './question-budget.ts';
import { type Evidence, type Sorting, ticketsOf } from './sorting.ts';

const exemplarsPerGroup = 6;
const contrastsPerGroup = 2;
const termsPerGroup = 8;
/** Calls at a time once the catalogue has formed. */
const callsAtOnce = 4;

/** A small group of rows and what a model is shown of it. */
interface MicroGroup extends TicketGroup {
  readonly rows: readonly number[];
  /** The rows of its exemplars. */
  readonly shown: readonly number[];
}

/**
 * Has a model name small groups of tickets, the largest first. While a call still finds new intents, the next waits for it and sees them, so that
 * nothing is named twice; when they dry up, calls go side by side. Changes `sorting`: a group's rows get its intent, the examples the model saw
 * get what it said of each.
 * @param micro group of each row
 */
export async function labelMicroGroups(
  evidence: Evidence,
  sorting: Sorting,
  micro: Int32Array,
  {
    intents,
    asker,
    granularity = 'default',
    onProgress,
    abortSignal,
  }: {
    readonly intents: DiscoveredIntents;
    readonly asker: Asker;
    readonly granularity?: Granularity;
    readonly onProgress?: (share: number) => void;
    readonly abortSignal?: AbortSignal;
  },
): Promise<void> {
  const names = await asker.namesOf(evidence.tickets.map(({ ticketId }) => ticketId));
  const groups = describeMicroGroups(evidence, micro, names);
  let [next, width] = [0, 1];
  while (next < groups.length && asker.stopped() === undefined && asker.left().calls > 0) {
    const wave = Array.from({ length: width }, (_, at) =>
      groups.slice(next + at * groupsPerCall, next + (at + 1) * groupsPerCall),
    ).filter((batch) => batch.length > 0);
    const catalogue = intents.catalogue();
    const before = intents.entered();
    const results = await Promise.all(
      wave.map((batch) =>
        asker.ask((models) =>
          labelGroups({
            models,
            catalogue,
            groups: batch,
            granularity,
            ...(abortSignal === undefined ? {} : { abortSignal }),
          }),
        ),
      ),
    );
    for (const [at, batch] of wave.entries()) enterLabels(sorting, intents, batch, results[at]);
    next += wave.length * groupsPerCall;
    width = intents.entered() > before ? 1 : callsAtOnce;
    onProgress?.(Math.min(1, next / groups.length));
  }
}

function enterLabels(
  { labels, told }: Sorting,
  intents: DiscoveredIntents,
  batch: readonly MicroGroup[],
  result: GroupLabels<FoundId> | undefined,
): void {
  if (result === undefined) return;
  for (const [at, { rows, shown }] of batch.entries()) {
    const label = result.labels[at];
    if (label === undefined) continue;
    const number = intents.enter(label.choice, result.newIntents);
    for (const row of rows) labels[row] = number;
    for (const [place, row] of shown.entries()) {
      labels[row] = intents.enter(label.exemplars[place] ?? label.choice, result.newIntents);
      told[row] = 1;
    }
  }
}

function describeMicroGroups(
  evidence: Evidence,
  micro: Int32Array,
  names: ReadonlyMap<string, readonly string[]>,
): readonly MicroGroup[] {
  const { tickets, copies, neighbours, matrix } = evidence;
  const members = clusterMembers(micro);
  const texts = tickets.map(({ ticketId, text }) => normaliseMasked(text, names.get(ticketId)));
  const terms = clusterTerms(texts, micro, { top: termsPerGroup, without: nameWords(tickets, names) });
  const shown = members.map((rows) => chooseExemplars(matrix, [...rows], exemplarsPerGroup));
  return members
    .map((rows, label) => ({
      rows: [...rows],
      shown: shown[label] ?? [],
      size: rows.reduce((sum, row) => sum + (copies[row] ?? 0), 0),
      terms: (terms[label] ?? []).map(({ surface }) => surface),
      exemplars: ticketsOf(evidence, shown[label] ?? []),
      contrast: ticketsOf(evidence, shown[nearestOther(neighbours, micro, rows)] ?? []).slice(
        0,
        contrastsPerGroup,
      ),
    }))
    .sort((a, b) => b.size - a.size || (a.rows[0] ?? 0) - (b.rows[0] ?? 0));
}

/** The other group most of a group's neighbours lie in; -1 without one. */
function nearestOther(
  { k, indices, similarities }: NeighbourLists,
  micro: Int32Array,
  rows: Int32Array,
): number {
  const weights = new Map<number, number>();
  for (const row of rows) {
    for (let at = row * k; at < row * k + k; at += 1) {
      const other = micro[indices[at] ?? -1] ?? -1;
      if (other >= 0 && other !== micro[row])
        weights.set(other, (weights.get(other) ?? 0) + (similarities[at] ?? 0));
    }
  }
  return [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? -1;
}

/**
 * The words of people's names, as terms are written. A term shows nothing of a name: it is lower case, and of any ticket of its group. So one that
 * is somebody's name anywhere is none, though now and then a good word is lost with it.
 */
function nameWords(
  tickets: Evidence['tickets'],
  names: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const told = [...names.values()].flat().flatMap(surfaceWords);
  const signed = personNames(tickets.map(({ text }) => text));
  return new Set([...told, ...signed].flatMap((word) => [word, `${word}s`]));
}
