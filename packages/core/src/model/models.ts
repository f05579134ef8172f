import type * as z from 'zod';
import type { RunId } from '../ids.ts';
import { generateItems, type ItemReply, type ItemsRequest } from './generate-items.ts';
import { generateStructured, type ModelRequest } from './generate-structured.ts';
import type { BudgetLimits } from './ledger.ts';
import type { ModelGround, NamesOf } from './paid-reply.ts';

/**
 * The models of one workspace, as stages hand them to the parts: whoever asks through it is masked, budgeted, metered, never pays twice for
 * the same reply, and keeps to the provider's limits however many ask at once.
 */
export interface Models {
  /** Provider and model, for traces and fingerprints. */
  readonly name: string;
  /** Questions are counted and not asked: what is said of items is not a model's word, and nothing may be written because of it. */
  readonly isDryRun?: boolean;
  /** One question, one object. @throws `budget-exhausted` before anything is spent; `model-failed`, `aborted` */
  generate<Schema extends z.ZodType>(request: ModelRequest<Schema>): Promise<z.infer<Schema>>;
  /**
   * One question about several items: one bad item never spoils the others, but is asked again and then abstained.
   * @throws as `generate`, when nothing could be asked at all
   */
  generateItems<Item extends z.ZodObject, Entry extends z.ZodType = z.ZodNever>(
    request: ItemsRequest<Item, Entry>,
  ): Promise<ReadonlyMap<string, ItemReply<z.infer<Item>, z.infer<Entry>>>>;
  /** The names of people each ticket tells, for what is worked out from texts before anything is asked. */
  readonly namesOf: NamesOf;
  /** What may still be spent, by the tightest of the budget's bounds; empty when nothing is bounded. */
  left(): Promise<BudgetLimits>;
  /** The same models on the account of a run: its calls count towards the budget per run. */
  forRun(runId: RunId): Models;
}

/** Binds a model to a ledger. */
export function openModels(ground: ModelGround): Models {
  return {
    name: ground.client.name,
    ...(ground.ledger.isDryRun === true ? { isDryRun: true } : {}),
    generate: (request) => generateStructured(ground, request),
    generateItems: (request) => generateItems(ground, request),
    namesOf: ground.namesOf ?? (async () => new Map()),
    left: () => ground.ledger.left(ground.runId),
    forRun: (runId) => openModels({ ...ground, runId }),
  };
}
