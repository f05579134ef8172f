import { mostCentral } from '../../text/choose-exemplars.ts';
import { closePairs, type IntentPair } from './close-pairs.ts';
import type { DiscoveredIntents } from './discovered-intents.ts';
import { judgePairs, pairsPerCall, type ShownIntentExample } from './judge-pairs.ts';
import type { Asker } from './question-budget.ts';
import { type Evidence, rowsToShow, type Sorting, ticketsOf } from './sorting.ts';

/** Tickets shown of each side; another set each time a pair is asked about. */
const ticketsShown = 3;
const turns = 3;
/** Share of an intent's neighbourhood that must lie in the other for the two to be compared. */
const leastShared = 0.04;
/** A special case of another intent with fewer tickets than this goes into it. */
const smallestSpecialCase = 3;
/** Intents with more than this share of the tickets become one only when the model says so a third time. */
const largeShare = 0.005;

/**
 * Has a model compare intents whose tickets lie among each other's, and makes those one that it calls the same twice (three times where both are
 * large): each way round, with other tickets shown, because a wrong merge costs more than a missed one. A pair is asked about once per
 * discovery: `asked` remembers.
 */
export async function mergeDuplicates(
  evidence: Evidence,
  sorting: Sorting,
  {
    intents,
    asker,
    asked,
    calls,
    abortSignal,
  }: {
    readonly intents: DiscoveredIntents;
    readonly asker: Asker;
    readonly asked: Set<string>;
    /** How many calls it may take, confirmations included. */
    readonly calls: number;
    readonly abortSignal?: AbortSignal;
  },
): Promise<void> {
  const rows = rowsToShow(sorting);
  const sizes = Map.groupBy(sorting.labels.keys(), (row) => sorting.labels[row] ?? -1);
  const show = (number: number, turn: number): ShownIntentExample => ({
    name: intents.naming(number).name,
    tickets: ticketsOf(
      evidence,
      mostCentral(evidence.matrix, rows.get(number) ?? [], ticketsShown * turns).filter(
        (_, at) => at % turns === turn,
      ),
    ),
  });
  const size = (number: number) => sizes.get(number)?.length ?? 0;
  const candidates = closePairs(evidence, sorting).filter(
    ({ a, b, share }) => share >= leastShared && !asked.has(`${a} ${b}`),
  );
  const alike: Pick<IntentPair, 'a' | 'b'>[] = [];
  const confirmations = () => Math.ceil(alike.length / pairsPerCall);
  for (
    let used = 0;
    used * pairsPerCall < candidates.length && used + 1 + confirmations() <= calls;
    used += 1
  ) {
    const pairs = candidates.slice(used * pairsPerCall, (used + 1) * pairsPerCall);
    for (const { a, b } of pairs) asked.add(`${a} ${b}`);
    alike.push(...(await ask(pairs, 0, (verdict, { a }) => isOne(verdict, size(a)))));
  }
  const twice = await confirm(alike, 1);
  const isLarge = ({ a, b }: Pick<IntentPair, 'a' | 'b'>) =>
    Math.min(size(a), size(b)) > sorting.labels.length * largeShare;
  const agreed = [...twice.filter((pair) => !isLarge(pair)), ...(await confirm(twice.filter(isLarge), 2))];
  for (const { a, b } of agreed)
    intents.merge(...(size(a) < size(b) ? ([a, b] as const) : ([b, a] as const)));
  for (const [row, label] of sorting.labels.entries())
    if (label > 0) sorting.labels[row] = intents.resolve(label);

  /** The same pairs again, the other way round than the last time, with other tickets. */
  async function confirm(
    pairs: readonly Pick<IntentPair, 'a' | 'b'>[],
    turn: number,
  ): Promise<readonly Pick<IntentPair, 'a' | 'b'>[]> {
    const confirmed: Pick<IntentPair, 'a' | 'b'>[] = [];
    for (let next = 0; next < pairs.length; next += pairsPerCall) {
      const turned = pairs.slice(next, next + pairsPerCall).map(({ a, b }) => ({ a: b, b: a }));
      confirmed.push(
        ...(await ask(
          turned,
          turn,
          (verdict, { a, b }) => isOne(verdict, size(a)) || isOne(turnedRound(verdict), size(b)),
        )),
      );
    }
    return confirmed;
  }

  async function ask(
    pairs: readonly Pick<IntentPair, 'a' | 'b'>[],
    turn: number,
    holds: (verdict: string | undefined, pair: Pick<IntentPair, 'a' | 'b'>) => boolean,
  ): Promise<readonly Pick<IntentPair, 'a' | 'b'>[]> {
    const shown = pairs.map(({ a, b }) => ({ a: show(a, turn), b: show(b, turn) }));
    const verdicts = await asker.ask((models) =>
      judgePairs({ models, pairs: shown, ...(abortSignal === undefined ? {} : { abortSignal }) }),
    );
    return pairs.filter((pair, at) => holds(verdicts?.[at], pair));
  }
}

function isOne(verdict: string | undefined, sizeOfA: number): boolean {
  return verdict === 'same' || (verdict === 'a_in_b' && sizeOfA < smallestSpecialCase);
}

function turnedRound(verdict: string | undefined): string | undefined {
  return verdict === 'a_in_b' ? 'b_in_a' : verdict === 'b_in_a' ? 'a_in_b' : verdict;
}
