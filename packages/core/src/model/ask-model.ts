import { generateText, jsonSchema, type LanguageModel, Output } from 'ai';
import type * as z from 'zod';
import type { TokenCount } from './price.ts';

/** A JSON Schema, as `z.toJSONSchema` makes it. */
export type JsonForm = z.core.JSONSchema.BaseSchema;

/** One request as it leaves: personal data is masked already. */
export interface ModelMessage {
  readonly instructions: string;
  /** What the provider reads after the instructions: the stable prefix and the data of this call. */
  readonly text: string;
  readonly form: JsonForm;
  readonly maxOutputTokens: number;
}

/** What came back. */
export interface RawReply {
  readonly text: string;
  /** `stop`, or why the model stopped early: `length`, `content-filter`. */
  readonly finish: string;
  readonly tokens: TokenCount;
}

/**
 * One request to an AI SDK model. The form goes to the provider, but what comes back is not judged here: a reply that fits only in part is
 * still worth reading. Fails as the provider fails; nothing is tried again.
 */
export async function askModel(
  model: LanguageModel,
  message: ModelMessage,
  options: { readonly timeoutMs: number; readonly abortSignal?: AbortSignal },
): Promise<RawReply> {
  const { text, finishReason, usage } = await generateText({
    model,
    instructions: message.instructions,
    prompt: message.text,
    output: { ...Output.object({ schema: jsonSchema(message.form) }), parseCompleteOutput: async () => ({}) },
    maxOutputTokens: message.maxOutputTokens,
    temperature: 0,
    maxRetries: 0,
    timeout: options.timeoutMs,
    ...(options.abortSignal === undefined ? {} : { abortSignal: options.abortSignal }),
  });
  return {
    text,
    finish: finishReason,
    tokens: {
      inputTokens: usage.inputTokens ?? 0,
      outputTokens: usage.outputTokens ?? 0,
      cachedInputTokens: usage.inputTokenDetails.cacheReadTokens ?? 0,
    },
  };
}

/** Provider and model. */
export function modelName(model: LanguageModel): string {
  return typeof model === 'string' ? model : `${model.provider}/${model.modelId}`;
}
