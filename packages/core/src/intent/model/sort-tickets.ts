import { graphFromNeighbours } from '../../text/graph.ts';
import { type Parallel, runGivingWay } from '../../text/parallel.ts';
import type { Granularity } from '../clusterer.ts';
import type { DiscoveredIntents } from './discovered-intents.ts';
import { joinClosest } from './join-closest.ts';
import { labelMicroGroups } from './label-micro-groups.ts';
import { mergeDuplicates } from './merge-duplicates.ts';
import { planQuestions } from './plan-questions.ts';
import type { Asker } from './question-budget.ts';
import { renameConfusable } from './rename-confusable.ts';
import { settleDoubtful } from './settle-doubtful.ts';
import { type Evidence, emptySorting, type Sorting, spread } from './sorting.ts';

/**
 * Sorts tickets into intents by what a model says: it labels small groups of them, what it says spreads, it reads the tickets that remain
 * doubtful, and compares intents that lie near each other before and after.
 */
export async function sortTickets(
  evidence: Evidence,
  {
    intents,
    asker,
    seed,
    granularity = 'default',
    intentCount,
    parallel,
    abortSignal,
    onProgress,
  }: {
    readonly intents: DiscoveredIntents;
    readonly asker: Asker;
    readonly seed: number;
    readonly granularity?: Granularity;
    /** At most so many intents: those that lie closest to each other become one until it holds. */
    readonly intentCount?: number;
    readonly parallel: Parallel;
    readonly abortSignal?: AbortSignal;
    /** Share of the work, 0..1, and the step just begun. */
    readonly onProgress?: (done: number, step: string) => void;
  },
): Promise<Sorting> {
  const signal = abortSignal === undefined ? {} : { abortSignal };
  const questions = { intents, asker, ...signal };
  const ground = { parallel, ...signal };
  const asked = new Set<string>();
  const plan = planQuestions(evidence, asker.left());

  onProgress?.(0, 'small groups');
  const graph = graphFromNeighbours(evidence.neighbours);
  const [micro = new Int32Array(evidence.tickets.length)] = await parallel.run(
    'communities-near',
    [{ graph, targetCount: plan.groups, seed }],
    signal,
  );
  const start = emptySorting(evidence);
  await labelMicroGroups(evidence, start, micro, {
    ...questions,
    granularity,
    onProgress: (share) => onProgress?.(0.1 + share * 0.6, 'label groups'),
  });
  const spreadOut = await spread(evidence, start, ground);

  onProgress?.(0.7, 'compare intents');
  await mergeDuplicates(evidence, spreadOut, { ...questions, asked, calls: plan.comparing });

  onProgress?.(0.8, 'read doubtful tickets');
  const known = intents.entered();
  const reserve = Math.min(2, plan.comparing);
  const settled = await settleDoubtful(evidence, spreadOut, {
    ...questions,
    ...ground,
    calls: Math.max(0, asker.left().calls - reserve),
  });
  if (intents.entered() > known)
    await mergeDuplicates(evidence, settled, { ...questions, asked, calls: reserve });

  onProgress?.(0.95, 'name intents');
  if (intentCount !== undefined)
    await runGivingWay(joinClosest(evidence, settled, intents, intentCount), abortSignal);
  await renameConfusable(evidence, settled, questions);
  return settled;
}
