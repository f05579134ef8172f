import { generateText, type LanguageModel, NoObjectGeneratedError, Output } from 'ai';
import type * as z from 'zod';
import { TicketAIError } from '../errors.ts';
import { sha256 } from '../text/sha256.ts';
import type { Ledger, ModelPurpose, ModelUsage } from './ledger.ts';
import { maskPersonalData } from './mask-personal-data.ts';

/** What a model charges, in US dollars per million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
}

/** One question to a model, and the form its answer must have. */
export interface StructuredRequest<Schema extends z.ZodType> {
  readonly ledger: Ledger;
  readonly model: LanguageModel;
  readonly purpose: ModelPurpose;
  /** Who the model is and what it must do; the part that is the same in every call, so that providers can cache it. */
  readonly instructions: string;
  /** The data of this call; personal data is masked before it leaves. */
  readonly prompt: string;
  readonly schema: Schema;
  /** Tickets whose text is in the prompt: erasing one deletes the kept reply. */
  readonly ticketIds?: readonly string[];
  readonly price?: ModelPrice;
  /** Default 2,000. */
  readonly maxOutputTokens?: number;
  /** Default 60,000. */
  readonly timeoutMs?: number;
  readonly abortSignal?: AbortSignal;
}

/**
 * Asks a model for an object of a given form. A reply already paid for is not asked for again; the worst case is reserved before the call
 * and the real cost settled after it; a reply of the wrong form is sent back once with the reason.
 *
 * @throws `budget-exhausted` before anything is spent; `model-failed` (retryable when the provider may recover)
 */
export async function generateStructured<Schema extends z.ZodType>(
  request: StructuredRequest<Schema>,
): Promise<z.infer<Schema>> {
  const masked = maskPersonalData(request.prompt);
  const key = await requestKey(request, masked.text);
  const kept = await request.ledger.findReply(key);
  if (kept !== undefined) return request.schema.parse(JSON.parse(masked.restore(kept)));
  const first = await call(request, key, masked.text);
  if ('output' in first) return restoreInto(request.schema, first.output, masked.restore);
  const repairPrompt = `${masked.text}\n\nYour last reply was refused: ${first.problem}\nReply again, in the required form only.`;
  const second = await call(request, `${key}:repair`, repairPrompt);
  if ('output' in second) return restoreInto(request.schema, second.output, masked.restore);
  throw new TicketAIError('model-failed', {
    message: `${modelName(request.model)} gave no reply in the required form, also when asked again: ${second.problem}`,
    context: { purpose: request.purpose },
  });
}

type Reply = { readonly output: unknown } | { readonly problem: string };

async function call<Schema extends z.ZodType>(
  request: StructuredRequest<Schema>,
  key: string,
  prompt: string,
): Promise<Reply> {
  const {
    ledger,
    model,
    purpose,
    instructions,
    schema,
    abortSignal,
    maxOutputTokens = 2000,
    timeoutMs = 60_000,
  } = request;
  const estimate = priced(
    {
      inputTokens: estimateTokens(instructions + prompt),
      outputTokens: maxOutputTokens,
      cachedInputTokens: 0,
    },
    request.price,
  );
  const reservation = await ledger.reserve({
    key,
    purpose,
    model: modelName(model),
    estimate,
    ...(request.ticketIds === undefined ? {} : { ticketIds: request.ticketIds }),
  });
  try {
    const result = await generateText({
      model,
      instructions,
      prompt,
      output: Output.object({ schema }),
      maxOutputTokens,
      temperature: 0,
      timeout: timeoutMs,
      ...(abortSignal === undefined ? {} : { abortSignal }),
    });
    const output: unknown = result.output;
    await ledger.settle(reservation, {
      usage: priced(usageOf(result.usage), request.price),
      reply: JSON.stringify(output),
    });
    return { output };
  } catch (error) {
    if (!NoObjectGeneratedError.isInstance(error)) {
      await ledger.cancel(reservation);
      throw modelFailure(error, request);
    }
    const usage = error.usage === undefined ? estimate : priced(usageOf(error.usage), request.price);
    await ledger.settle(reservation, { usage, reply: '' });
    return { problem: error.cause instanceof Error ? error.cause.message.slice(0, 500) : error.message };
  }
}

function modelFailure(
  error: unknown,
  request: {
    readonly model: LanguageModel;
    readonly purpose: ModelPurpose;
    readonly abortSignal?: AbortSignal;
  },
): TicketAIError {
  if (request.abortSignal?.aborted)
    return new TicketAIError('aborted', { message: 'Stopped on request.', cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new TicketAIError('model-failed', {
    message: `${modelName(request.model)} could not be asked: ${message.slice(0, 300)}`,
    context: { purpose: request.purpose },
    cause: error,
    retryable: true,
  });
}

/** Everything that determines the reply. */
async function requestKey(request: StructuredRequest<z.ZodType>, prompt: string): Promise<string> {
  return sha256(JSON.stringify([modelName(request.model), request.purpose, request.instructions, prompt]));
}

function modelName(model: LanguageModel): string {
  return typeof model === 'string' ? model : `${model.provider}/${model.modelId}`;
}

function restoreInto<Schema extends z.ZodType>(
  schema: Schema,
  output: unknown,
  restore: (text: string) => string,
): z.infer<Schema> {
  return schema.parse(JSON.parse(restore(JSON.stringify(output))));
}

/** About 4 characters a token; providers report the truth afterwards. */
function estimateTokens(text: string): number {
  return Math.ceil(text.length / 3.5);
}

interface Tokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens: number;
}

function usageOf(usage: {
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
  readonly inputTokenDetails?: { readonly cacheReadTokens?: number | undefined };
}): Tokens {
  return {
    inputTokens: usage.inputTokens ?? 0,
    outputTokens: usage.outputTokens ?? 0,
    cachedInputTokens: usage.inputTokenDetails?.cacheReadTokens ?? 0,
  };
}

function priced(tokens: Tokens, price: ModelPrice | undefined): ModelUsage {
  const costUsd =
    price === undefined ? 0 : (tokens.inputTokens * price.input + tokens.outputTokens * price.output) / 1e6;
  return { ...tokens, costUsd };
}
