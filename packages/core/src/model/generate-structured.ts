import { generateText, type LanguageModel, NoObjectGeneratedError, Output } from 'ai';
import * as z from 'zod';
import { TicketAIError } from '../errors.ts';
import { sha256 } from '../text/sha256.ts';
import type { Ledger, ModelPurpose, ModelUsage } from './ledger.ts';
import { maskPersonalData } from './mask-personal-data.ts';

const defaultOutputTokens = 2000;

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
 * and the real cost settled after it; a reply of the wrong form is sent back once with the reason. The form is a part of the request: with
 * another one it is another request.
 *
 * @throws `budget-exhausted` before anything is spent; `model-failed` (retryable when the provider may recover)
 */
export async function generateStructured<Schema extends z.ZodType>(
  request: StructuredRequest<Schema>,
): Promise<z.infer<Schema>> {
  const { text, restore } = maskPersonalData(request.prompt);
  const key = await requestKey(request, text);
  const repairKey = `${key}:repair`;
  const read = (reply: string) => readReply(request.schema, reply, restore);
  const kept = await keptReading(request.ledger, key, read);
  if (kept !== undefined && 'output' in kept) return kept.output;
  const repaired = await keptReading(request.ledger, repairKey, read);
  if (repaired !== undefined && 'output' in repaired) return repaired.output;
  // A kept reply that fits no more (the form has checks that its schema cannot tell) is refused like a new one.
  const first = kept ?? (await call(request, { key, prompt: text, read }));
  if ('output' in first) return first.output;
  const prompt = `${text}\n\nYour last reply was refused: ${first.problem}\nReply again, in the required form only.`;
  const second = await call(request, { key: repairKey, prompt, read });
  if ('output' in second) return second.output;
  throw new TicketAIError('model-failed', {
    message: `${modelName(request.model)} gave no reply in the required form, also when asked again: ${second.problem}`,
    context: { purpose: request.purpose },
  });
}

/** What a reply says, or why it is refused. */
type Reading<Result> = { readonly output: Result } | { readonly problem: string };

/** A reply with the personal data put back, in the form that was asked for. */
function readReply<Schema extends z.ZodType>(
  schema: Schema,
  reply: string,
  restore: (text: string) => string,
): Reading<z.infer<Schema>> {
  try {
    const { success, data, error } = schema.safeParse(restoreIn(JSON.parse(reply), restore));
    return success ? { output: data } : { problem: problemOf(error) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** Puts personal data back into the texts of a value: inside JSON a quotation mark of theirs would end the text. */
function restoreIn(value: unknown, restore: (text: string) => string): unknown {
  if (typeof value === 'string') return restore(value);
  if (Array.isArray(value)) return value.map((item: unknown) => restoreIn(item, restore));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restoreIn(item, restore)]));
}

/** Goes back to the model: without personal data, which the reply has again. */
function problemOf(error: unknown): string {
  return maskPersonalData(error instanceof Error ? error.message : String(error)).text.slice(0, 500);
}

async function keptReading<Result>(
  ledger: Ledger,
  key: string,
  read: (reply: string) => Reading<Result>,
): Promise<Reading<Result> | undefined> {
  const reply = await ledger.findReply(key);
  return reply === undefined ? undefined : read(reply);
}

/** One paid call. Its reply is kept when it can be read. */
async function call<Result>(
  request: StructuredRequest<z.ZodType>,
  attempt: {
    readonly key: string;
    readonly prompt: string;
    readonly read: (reply: string) => Reading<Result>;
  },
): Promise<Reading<Result>> {
  const { ledger, price } = request;
  const estimate = priced(worstCase(request, attempt.prompt), price);
  const reservation = await ledger.reserve({
    key: attempt.key,
    purpose: request.purpose,
    model: modelName(request.model),
    estimate,
    ...(request.ticketIds === undefined ? {} : { ticketIds: request.ticketIds }),
  });
  try {
    const { text, usage } = await askModel(request, attempt.prompt);
    const reading = attempt.read(text);
    await ledger.settle(reservation, {
      usage: priced(usageOf(usage), price),
      reply: 'output' in reading ? text : '',
    });
    return reading;
  } catch (error) {
    if (!NoObjectGeneratedError.isInstance(error)) {
      await ledger.cancel(reservation);
      throw modelFailure(error, request);
    }
    const usage = error.usage === undefined ? estimate : priced(usageOf(error.usage), price);
    await ledger.settle(reservation, { usage, reply: '' });
    return { problem: problemOf(error.cause instanceof Error ? error.cause : error) };
  }
}

async function askModel(request: StructuredRequest<z.ZodType>, prompt: string) {
  const { model, instructions, schema, abortSignal, timeoutMs = 60_000 } = request;
  const result = await generateText({
    model,
    instructions,
    prompt,
    output: Output.object({ schema }),
    maxOutputTokens: request.maxOutputTokens ?? defaultOutputTokens,
    temperature: 0,
    timeout: timeoutMs,
    ...(abortSignal === undefined ? {} : { abortSignal }),
  });
  // Reading it throws when the model gave no object of this form.
  void result.output;
  return result;
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
  const { model, purpose, instructions, schema } = request;
  const form = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return sha256(JSON.stringify([modelName(model), purpose, instructions, prompt, form]));
}

function modelName(model: LanguageModel): string {
  return typeof model === 'string' ? model : `${model.provider}/${model.modelId}`;
}

/** About 4 characters a token; providers report the truth afterwards. */
function estimateTokens(text: string): number {
  return Math.ceil(text.length / 3.5);
}

function worstCase(
  { instructions, maxOutputTokens = defaultOutputTokens }: StructuredRequest<z.ZodType>,
  prompt: string,
): Tokens {
  const inputTokens = estimateTokens(instructions + prompt);
  return { inputTokens, outputTokens: maxOutputTokens, cachedInputTokens: 0 };
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
