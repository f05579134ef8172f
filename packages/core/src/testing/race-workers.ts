import type { GenerateId } from '../ids.ts';
import { ulidGenerator } from '../ids.ts';
import { checkInvariants, type Violation } from '../intent/check-invariants.ts';
import { createTicketAI } from '../pipeline.ts';
import { collectAll } from '../record.ts';
import type { Store } from '../runtime/store.ts';
import { seededRandom } from '../text/random.ts';
import type { TicketAI } from '../ticket-ai.ts';
import { type LifeStep, plainTaxonomy, takeStep, words } from './random-life.ts';
import { wordClusterer } from './word-clusterer.ts';

/** Several workers on one store. */
export interface Race {
  /** A store per worker, or one for all: they must hold the same records. */
  readonly stores: readonly Store[];
  /** What each worker does, one after the other, while the others do theirs. */
  readonly lives: readonly (readonly LifeStep[])[];
  /** Awaited each time a worker thinks: whoever decides when it resolves decides the interleaving. */
  think(): Promise<void>;
  readonly seed: number;
}

/** What is left when all are done. */
export interface RaceResult {
  readonly violations: readonly Violation[];
  /** Words that several intents are about (duplicates), or whose tickets have an intent in part only. */
  readonly doubled: readonly string[];
  /** Words whose tickets have no intent. */
  readonly missed: readonly string[];
}

/** Lets workers live at once, then does what is left, and accounts for every word that customers said. */
export async function raceWorkers({ stores, lives, think, seed }: Race): Promise<RaceResult> {
  let time = 0;
  const now = () => (time += 10);
  const random = seededRandom(seed);
  const generateId: GenerateId = ulidGenerator(now, () => random.next());
  const open = (store: Store, thinking: () => Promise<void>) =>
    createTicketAI({
      store,
      clusterer: wordClusterer(undefined, thinking),
      taxonomy: plainTaxonomy(),
      now,
      generateId,
    });
  const desks = lives.map((_, worker) => open(stores[worker % stores.length]!, think));
  await Promise.all(
    lives.map(async (life, worker) => {
      for (const step of life) await takeStep(desks[worker]!, step);
    }),
  );
  const last = open(stores[0]!, async () => undefined);
  await last.settle();
  // Before a discovery that would pick up what was lost; what nobody has discovered yet is missed rightly.
  const { violations, doubled } = await account(last);
  await last.discover();
  const end = await account(last);
  return {
    violations: [...violations, ...end.violations],
    doubled: [...doubled, ...end.doubled],
    missed: end.missed,
  };
}

async function account(desk: TicketAI): Promise<RaceResult> {
  const store = await desk.store();
  const intentsOf = new Map<string, Set<string | undefined>>();
  for (const { id, externalId } of await collectAll(store.tickets)) {
    const word = words.find((each) => externalId.startsWith(each)) ?? '';
    const { intent } = await desk.tickets.get(id);
    intentsOf.set(word, (intentsOf.get(word) ?? new Set()).add(intent?.id));
  }
  return {
    violations: await checkInvariants(store),
    doubled: [...intentsOf].filter(([, ids]) => ids.size > 1).map(([word]) => word),
    missed: [...intentsOf].filter(([, ids]) => ids.has(undefined)).map(([word]) => word),
  };
}
