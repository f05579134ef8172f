import type { Parallel } from '../../text/parallel.ts';
import { type Adjudications, adjudicate, ticketsPerCall } from './adjudicate.ts';
import type { DiscoveredIntents, FoundId } from './discovered-intents.ts';
import type { Asker } from './question-budget.ts';
import { type Evidence, type Sorting, spread, ticketsOf } from './sorting.ts';

/** After so many calls what was learned is spread before the next are chosen. */
const callsPerRound = 8;

/**
 * Has a model read the tickets whose intent is least certain, as many as the calls allow, and spreads what it says.
 * @param calls how many calls it may take
 */
export async function settleDoubtful(
  evidence: Evidence,
  start: Sorting,
  {
    intents,
    asker,
    calls,
    ...rest
  }: {
    readonly intents: DiscoveredIntents;
    readonly asker: Asker;
    readonly calls: number;
    readonly parallel: Parallel;
    readonly abortSignal?: AbortSignal;
  },
): Promise<Sorting> {
  let sorting = start;
  for (let left = calls; left > 0; left -= callsPerRound) {
    const batches = doubtfulBatches(sorting, Math.min(left, callsPerRound));
    if (batches.length === 0 || asker.stopped() !== undefined) break;
    const catalogue = intents.catalogue();
    const hintsOf = (row: number) =>
      [sorting.labels[row] ?? -1, sorting.second[row] ?? -1]
        .filter((number) => number > 0)
        .map((number): FoundId => `found ${intents.resolve(number)}`);
    const results = await Promise.all(
      batches.map((rows) =>
        asker.ask((models) =>
          adjudicate({
            models,
            catalogue,
            tickets: ticketsOf(evidence, rows).map((ticket, place) => ({
              ...ticket,
              hints: hintsOf(rows[place] ?? -1),
            })),
            ...(rest.abortSignal === undefined ? {} : { abortSignal: rest.abortSignal }),
          }),
        ),
      ),
    );
    for (const [at, rows] of batches.entries()) enterDecisions(sorting, intents, rows, results[at]);
    sorting = await spread(evidence, sorting, rest);
  }
  return sorting;
}

/** The most doubtful rows, in batches of rows that seem to ask for the same. */
function doubtfulBatches(sorting: Sorting, calls: number): number[][] {
  const { labels } = sorting;
  const rows = [...labels.keys()]
    .map((row) => ({ row, doubt: doubtOf(sorting, row) }))
    .filter(({ doubt }) => doubt > 0)
    .sort((a, b) => b.doubt - a.doubt || a.row - b.row)
    .slice(0, calls * ticketsPerCall)
    .map(({ row }) => row)
    .sort((a, b) => (labels[a] ?? 0) - (labels[b] ?? 0) || a - b);
  return Array.from({ length: Math.ceil(rows.length / ticketsPerCall) }, (_, at) =>
    rows.slice(at * ticketsPerCall, (at + 1) * ticketsPerCall),
  );
}

/**
 * How likely a row's label is wrong, as an order only: nobody read it and two classes are as near; or it was seen in a group whose label the
 * tickets around it contradict, which is what a model's mistake about a whole group looks like.
 */
function doubtOf({ labels, told, best, second, confidence }: Sorting, row: number): number {
  const certainty = confidence[row] ?? 0;
  if (told[row] === 0) return (second[row] ?? -1) < 0 ? 0 : 1 - certainty;
  return told[row] === 1 && best[row] !== labels[row] ? certainty : 0;
}

function enterDecisions(
  { labels, told }: Sorting,
  intents: DiscoveredIntents,
  rows: readonly number[],
  result: Adjudications<FoundId> | undefined,
): void {
  for (const [at, row] of rows.entries()) {
    const decision = result?.decisions[at];
    if (result === undefined || decision === undefined || decision.kind === 'abstain') continue;
    labels[row] = intents.enter(decision, result.newIntents);
    told[row] = 2;
  }
}
