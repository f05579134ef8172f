import type { LanguageModel } from 'ai';
import type * as z from 'zod';
import { generateStructured, type ModelPrice, type StructuredRequest } from './generate-structured.ts';
import type { Ledger } from './ledger.ts';

/** One question to the workspace's model: what {@link StructuredRequest} says, without what the workspace knows already. */
export type ModelRequest<Schema extends z.ZodType> = Omit<
  StructuredRequest<Schema>,
  'ledger' | 'model' | 'price'
>;

/**
 * The models of one workspace, as stages hand them to the parts: whoever asks through it is masked, budgeted, metered and never pays twice
 * for the same reply.
 */
export interface Models {
  /** Provider and model, for traces and fingerprints. */
  readonly name: string;
  /** @throws `budget-exhausted` before anything is spent; `model-failed` */
  generate<Schema extends z.ZodType>(request: ModelRequest<Schema>): Promise<z.infer<Schema>>;
}

/** What {@link openModels} joins. */
export interface OpenModelsOptions {
  /** Any AI SDK language model that can give structured output. */
  readonly model: LanguageModel;
  /** Keeps replies and watches the budget. */
  readonly ledger: Ledger;
  readonly price?: ModelPrice;
}

/** Binds a model to a ledger. */
export function openModels({ model, ledger, price }: OpenModelsOptions): Models {
  const fixed = { ledger, model, ...(price === undefined ? {} : { price }) };
  return {
    name: typeof model === 'string' ? model : `${model.provider}/${model.modelId}`,
    generate: (request) => generateStructured({ ...request, ...fixed }),
  };
}
