import { APICallError, generateText, jsonSchema, type LanguageModel, Output } from 'ai';
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
  options: {
    readonly timeoutMs: number;
    readonly abortSignal?: AbortSignal;
    /** The provider takes no forms: the instructions ask for it. Default false. */
    readonly formInWords?: boolean;
  },
): Promise<RawReply> {
  const { form, instructions } = message;
  const { text, finishReason, usage } = await generateText({
    model,
    ...(options.formInWords === true
      ? { instructions: `${instructions}\n\n${inWords(form)}` }
      : {
          instructions,
          output: { ...Output.object({ schema: jsonSchema(form) }), parseCompleteOutput: async () => ({}) },
        }),
    prompt: message.text,
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

const inWords = (form: JsonForm): string =>
  `Reply with one JSON object that fits this JSON Schema, and with nothing else:\n${JSON.stringify(form)}`;

/** Whether a provider refused a request because it cannot hold the model to a form, and not for anything else in it. */
export function refusesForm(error: unknown): boolean {
  if (!APICallError.isInstance(error) || (error.statusCode !== 400 && error.statusCode !== 422)) return false;
  const said = `${error.message}\n${(error.responseBody ?? '').slice(0, 2000)}`;
  return /response_?format|json_?schema|structured.?outputs?|response_?schema|guided_json/iu.test(said);
}

/** Provider and model. */
export function modelName(model: LanguageModel): string {
  return typeof model === 'string' ? model : `${model.provider}/${model.modelId}`;
}
