import {
  APICallError,
  generateText,
  jsonSchema,
  type LanguageModel,
  type LanguageModelUsage,
  Output,
  streamText,
} from 'ai';
import type * as z from 'zod';
import { estimateTokens, type TokenCount } from './price.ts';

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
  /** What the provider says it charged, in US dollars, where it does. */
  readonly costUsd?: number;
}

/** How much of a request a provider is trusted to take. */
export interface AskingWay {
  /** The provider takes no forms: the instructions ask for it. */
  readonly formInWords: boolean;
  /** The model may be told to choose the likeliest words; some decide that for themselves. */
  readonly temperature: boolean;
}

/** All of it: the way to begin with. */
export const fullWay: AskingWay = { formInWords: false, temperature: true };

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
    /** Has the reply sent as it is made, and is told what is there so far. */
    readonly onText?: (soFar: string) => void;
  } & Partial<AskingWay>,
): Promise<RawReply> {
  const { onText } = options;
  const asked = requestOf(model, message, options);
  if (onText !== undefined)
    return readStream(streamText({ ...asked, onError: () => {} }).stream, model, message, onText);
  const { text, finishReason, usage } = await generateText(asked);
  return { text, finish: finishReason, tokens: tokensOf(usage), ...chargedBy(model, usage) };
}

/** A provider that streams may forget to count: then the tokens are estimated. */
async function readStream(
  parts: AsyncIterable<StreamPart>,
  model: LanguageModel,
  message: ModelMessage,
  onText: (soFar: string) => void,
): Promise<RawReply> {
  let text = '';
  for await (const part of parts) {
    if (part.type === 'error') throw part.error;
    if (part.type === 'abort') throw new DOMException('The call was given up.', 'AbortError');
    if (part.type === 'text-delta') {
      text += part.text;
      onText(text);
    }
    if (part.type === 'finish') {
      const { inputTokens = 0, outputTokens = 0, ...rest } = tokensOf(part.totalUsage);
      const sent = [message.instructions, message.text, JSON.stringify(message.form)].join('\n');
      return {
        text,
        finish: part.finishReason,
        ...chargedBy(model, part.totalUsage),
        tokens: {
          ...rest,
          inputTokens: inputTokens || estimateTokens(sent),
          outputTokens: outputTokens || estimateTokens(text),
        },
      };
    }
  }
  throw new TypeError('The reply broke off.');
}

type StreamPart = ReturnType<typeof streamText>['stream'] extends AsyncIterable<infer Part> ? Part : never;

function tokensOf(usage: LanguageModelUsage): TokenCount {
  return {
    inputTokens: usage.inputTokens ?? 0,
    outputTokens: usage.outputTokens ?? 0,
    cachedInputTokens: usage.inputTokenDetails.cacheReadTokens ?? 0,
  };
}

/** OpenRouter bills by what the provider it chose charges, and says so in each reply; its credits are US dollars. Others mean other things by `cost`. */
function chargedBy(model: LanguageModel, { raw }: LanguageModelUsage): Pick<RawReply, 'costUsd'> {
  const cost = raw?.cost;
  const isBilled = /^openrouter\b/.test(modelName(model)) && typeof cost === 'number' && cost >= 0;
  return isBilled ? { costUsd: cost } : {};
}

function requestOf(
  model: LanguageModel,
  { form, instructions, text, maxOutputTokens }: ModelMessage,
  options: Parameters<typeof askModel>[2],
) {
  return {
    model,
    ...(options.formInWords === true
      ? { instructions: `${instructions}\n\n${formAsWords(form)}` }
      : {
          instructions,
          output: { ...Output.object({ schema: jsonSchema(form) }), parseCompleteOutput: async () => ({}) },
        }),
    prompt: text,
    maxOutputTokens,
    ...(options.temperature === false ? {} : { temperature: 0 }),
    maxRetries: 0,
    timeout: options.timeoutMs,
    ...(options.abortSignal === undefined ? {} : { abortSignal: options.abortSignal }),
  };
}

const formAsWords = (form: JsonForm): string =>
  `Reply with one JSON object that fits this JSON Schema, and with nothing else:\n${JSON.stringify(form)}`;

/**
 * The next simpler way to ask, where the provider refused a part of the request that can be done without, before the model saw it; else
 * `undefined`.
 */
export function simplerWay(way: AskingWay, error: unknown): AskingWay | undefined {
  if (!APICallError.isInstance(error)) return undefined;
  const said = `${error.message}\n${(error.responseBody ?? '').slice(0, 2000)}`;
  const withoutTemperature = way.temperature ? { ...way, temperature: false } : undefined;
  const inWords = way.formInWords ? undefined : { ...way, formInWords: true };
  // OpenRouter knows a provider for each parameter, but none for all of them; it does not say which is too much.
  if (error.statusCode === 404)
    return /no endpoints found that can handle/iu.test(said) ? (withoutTemperature ?? inWords) : undefined;
  if (error.statusCode !== 400 && error.statusCode !== 422) return undefined;
  if (/response_?format|json_?schema|structured.?outputs?|response_?schema|guided_json/iu.test(said))
    return inWords;
  return /temperature/iu.test(said) ? withoutTemperature : undefined;
}

/** Provider and model. */
export function modelName(model: LanguageModel): string {
  return typeof model === 'string' ? model : `${model.provider}/${model.modelId}`;
}
