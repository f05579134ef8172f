import { mostCentral } from '../../text/choose-exemplars.ts';
import type { DiscoveredIntents } from './discovered-intents.ts';
import { judgePairs, pairsPerCall, type ShownIntentExample } from './judge-pairs.ts';
import type { Asker } from './question-budget.ts';
import { type Evidence, type Sorting, ticketsOf } from './sorting.ts';

/** Tickets shown of each side; another set when asked again. */
const ticketsShown = 3;
/** Share of an intent's neighbourhood that must lie in the other for the two to be compared. */
const leastShared = 0.04;
/** A special case of another intent with fewer tickets than this goes into it. */
const smallestSpecialCase = 3;

/** Two intents by number. */
export interface IntentPair {
  readonly a: number;
  readonly b: number;
}

/**
 * Has a model compare intents whose tickets lie among each other's, and makes those one that it calls the same twice: once each way round, with
 * other tickets shown, because a wrong merge costs more than a missed one. A pair is asked about once per discovery: `asked` remembers.
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
  const rows = Map.groupBy(sorting.labels.keys(), (row) => sorting.labels[row] ?? -1);
  const show = (number: number, turn: number): ShownIntentExample => ({
    name: intents.naming(number).name,
    tickets: ticketsOf(
      evidence,
      mostCentral(evidence.matrix, rows.get(number) ?? [], ticketsShown * 2).filter(
        (_, at) => at % 2 === turn,
      ),
    ),
  });
  const size = (number: number) => rows.get(number)?.length ?? 0;
  const candidates = closePairs(evidence, sorting).filter(({ a, b }) => !asked.has(`${a} ${b}`));
  for (let used = 0, next = 0; next < candidates.length && used < calls; next += pairsPerCall) {
    const pairs = candidates.slice(next, next + pairsPerCall);
    for (const { a, b } of pairs) asked.add(`${a} ${b}`);
    const alike = await ask(pairs, 0, (verdict, { a }) => isOne(verdict, size(a)));
    used += 1;
    if (alike.length === 0 || used >= calls) continue;
    const turned = alike.map(({ a, b }) => ({ a: b, b: a }));
    for (const { a, b } of await ask(turned, 1, (verdict, { b: small }) =>
      isOne(turnedRound(verdict), size(small)),
    ))
      intents.merge(...(size(a) < size(b) ? ([a, b] as const) : ([b, a] as const)));
    used += 1;
  }
  for (const [row, label] of sorting.labels.entries())
    if (label > 0) sorting.labels[row] = intents.resolve(label);

  async function ask(
    pairs: readonly IntentPair[],
    turn: number,
    holds: (verdict: string | undefined, pair: IntentPair) => boolean,
  ): Promise<readonly IntentPair[]> {
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

/** Pairs whose tickets lie among each other's, closest first; `a` is the smaller one. */
export function closePairs({ neighbours }: Evidence, { labels }: Sorting): readonly IntentPair[] {
  const { k, indices, similarities } = neighbours;
  const totals = new Map<number, number>();
  const shared = new Map<string, number>();
  for (const [row, own] of labels.entries()) {
    if (own <= 0) continue;
    for (let at = row * k; at < row * k + k; at += 1) {
      const other = labels[indices[at] ?? -1] ?? -1;
      if (other <= 0) continue;
      const weight = similarities[at] ?? 0;
      totals.set(own, (totals.get(own) ?? 0) + weight);
      const key = own < other ? `${own} ${other}` : `${other} ${own}`;
      if (own !== other) shared.set(key, (shared.get(key) ?? 0) + weight / 2);
    }
  }
  return [...shared]
    .map(([key, weight]) => {
      const [x = 0, y = 0] = key.split(' ').map(Number);
      const [a, b] = (totals.get(x) ?? 0) <= (totals.get(y) ?? 0) ? [x, y] : [y, x];
      return { a, b, share: weight / Math.max(1e-9, totals.get(a) ?? 0) };
    })
    .filter(({ share }) => share >= leastShared)
    .sort((p, q) => q.share - p.share || p.a - q.a || p.b - q.b);
}
