import type { Parallel } from '../../text/parallel.ts';
import { nameKey } from '../name-key.ts';
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
    enterDecisions(sorting, intents, batches, results);
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

/**
 * Enters what was said of single tickets. The groups were all labelled before, so a new intent is believed only when two tickets of the same
 * round need it; one alone is more likely a known intent in other words.
 */
function enterDecisions(
  { labels, told }: Sorting,
  intents: DiscoveredIntents,
  batches: readonly (readonly number[])[],
  results: readonly (Adjudications<FoundId> | undefined)[],
): void {
  const decided = batches.flatMap((rows, batch) =>
    rows.flatMap((row, at) => {
      const decision = results[batch]?.decisions[at];
      return decision === undefined || decision.kind === 'abstain' ? [] : [{ row, batch, decision }];
    }),
  );
  const proposalOf = ({ batch, decision }: (typeof decided)[number]) =>
    decision.kind === 'new'
      ? results[batch]?.newIntents.find(({ key }) => key === decision.key)?.name
      : undefined;
  const wanted = Map.groupBy(decided, (each) => nameKey(proposalOf(each) ?? ''));
  for (const each of decided) {
    const name = proposalOf(each);
    if (each.decision.kind === 'new' && (wanted.get(nameKey(name ?? ''))?.length ?? 0) < 2) continue;
    labels[each.row] = intents.enter(each.decision, results[each.batch]?.newIntents ?? []);
    told[each.row] = 2;
  }
}
