import { checkInvariants, type Violation } from '../intent/check-invariants.ts';
import { createTicketAI } from '../pipeline.ts';
import { collectAll } from '../record.ts';
import type { Store } from '../runtime/store.ts';
import { simulatedOracle } from './oracle/simulated-oracle.ts';
import { plainTaxonomy } from './random-life.ts';
import { wordClusterer } from './word-clusterer.ts';

/** Workers of one workspace that all have tickets to ask a model about. */
export interface ModelCallRace {
  /** A store per worker, or one for all: they must hold the same records. */
  readonly stores: readonly Store[];
  readonly workers: number;
  /** What customers ask for; every ticket looks as if it asked for what is known, `known`. */
  readonly wishes: readonly string[];
  /** So many tickets ask for each. */
  readonly each: number;
  /** Awaited in each call: whoever decides when it resolves decides the interleaving. */
  think(): Promise<void>;
}

/** What is left when all is decided. */
export interface ModelCallRaceResult {
  readonly violations: readonly Violation[];
  /** Wishes whose tickets have several intents (duplicates), or one in part only. */
  readonly doubled: readonly string[];
  /** One for each wish, and the known one. */
  readonly intents: number;
  /** Calls that were under way at once, at most. */
  readonly mostAtOnce: number;
  /** Tickets that were asked about, as often as they were. */
  readonly asked: readonly string[];
}

/** Lets workers ask a model side by side about tickets of which nobody can tell that they need new intents, and accounts for every wish. */
export async function raceModelCalls({
  stores,
  workers,
  wishes,
  each,
  think,
}: ModelCallRace): Promise<ModelCallRaceResult> {
  const wishOf = (text: string) => text.split(' ')[1] ?? '';
  const texts = wishes.flatMap((wish) =>
    Array.from({ length: each }, (_, at) => `parcel ${wish} number ${at}`),
  );
  const first = 'parcel known';
  const oracle = simulatedOracle({ gold: [first, ...texts].map((text) => ({ text, label: wishOf(text) })) });
  let [atOnce, mostAtOnce] = [0, 0];
  const model: typeof oracle.model = {
    ...oracle.model,
    async doGenerate(options) {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await think();
      atOnce -= 1;
      return oracle.model.doGenerate(options);
    },
  };
  const desks = stores.map((store) =>
    createTicketAI({
      store,
      model,
      clusterer: wordClusterer(),
      taxonomy: plainTaxonomy(),
      work: 'workers',
      matching: { auditShare: 1, batchWaitMs: 0 },
    }),
  );
  const desk = desks[0]!;
  const draft = (body: string) => ({ externalId: body, body });
  await desk.ingest([draft(first)]);
  await desk.discover();
  await desk.settle();
  for (const { id } of await desk.intents.list()) await desk.intents.rename(id, 'Ask about known');
  await desk.ingest(texts.map(draft));
  const working = await Promise.all(
    Array.from({ length: workers }, (_, at) => desks[at % desks.length]!.startWorker({ sweepMs: 5 })),
  );
  const store = await desk.store();
  const due = () => ({ status: ['waiting', 'leased'], dueAt: { below: Date.now() + 5000 } }) as const;
  // What a worker left to another, and the other did not see, is looked at again after a while: here at once.
  do while ((await store.jobs.count(due())) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  while ((await desk.matching.resume()).undecided > 0);
  await Promise.all(working.map((worker) => worker.close()));
  const intentsOf = new Map<string, Set<string | undefined>>();
  for (const { id, externalId } of await collectAll(store.tickets)) {
    const { intent } = await desk.tickets.get(id);
    intentsOf.set(wishOf(externalId), (intentsOf.get(wishOf(externalId)) ?? new Set()).add(intent?.id));
  }
  return {
    violations: await checkInvariants(store),
    doubled: [...intentsOf].filter(([, ids]) => ids.size > 1).map(([wish]) => wish),
    intents: (await desk.intents.list()).length,
    mostAtOnce,
    asked: (await collectAll(store.modelCalls)).flatMap(({ ticketIds }) => ticketIds),
  };
}
