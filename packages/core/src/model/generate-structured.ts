import { parsePartialJson } from 'ai';
import * as z from 'zod';
import { TicketAIError } from '../errors.ts';
import { jsonInReply } from './json-in-reply.ts';
import { type PersonalDataMask, personalDataMask, restoreIn } from './mask-personal-data.ts';
import {
  askQuestion,
  type MaskedQuestion,
  type ModelGround,
  type ModelQuestion,
  namesFor,
} from './paid-reply.ts';

const defaultOutputTokens = 2000;

/** One question to a model, and the form its answer must have. */
export interface ModelRequest<Schema extends z.ZodType> extends ModelQuestion {
  /** The data of this call, after the prefix. */
  readonly prompt: string;
  readonly schema: Schema;
  /** Default 2,000. */
  readonly maxOutputTokens?: number;
  /** Is told what the reply says while it is made: the JSON so far, closed where it ends, personal data put back. It may yet be refused. */
  readonly onProgress?: (soFar: unknown) => void;
}

/**
 * Asks a model for an object of a given form. A reply already paid for is not asked for again; the worst case is reserved before the call
 * and the real cost settled after it; a reply of the wrong form is sent back once with the reason. The form is a part of the request: with
 * another one it is another request.
 *
 * @throws `budget-exhausted` before anything is spent; `model-failed` (retryable when the provider may recover)
 */
export async function generateStructured<Schema extends z.ZodType>(
  ground: ModelGround,
  request: ModelRequest<Schema>,
): Promise<z.infer<Schema>> {
  const mask = personalDataMask();
  const asked = maskRequest({ ...request, names: await namesFor(ground, request) }, mask);
  const read = (reply: string) => readReply(request.schema, reply, mask);
  const { onProgress } = request;
  let last = Promise.resolve();
  const onText = (soFar: string) => {
    last = last.then(async () => {
      const { value } = await parsePartialJson(jsonInReply(soFar));
      onProgress?.(restoreIn(value, mask));
    });
  };
  const { text, repair } = await askQuestion(
    ground,
    onProgress === undefined ? asked : { ...asked, question: { ...asked.question, onText } },
  );
  await last;
  const first = read(text);
  if ('output' in first) return first.output;
  const prompt = `${asked.prompt}\n\nYour last reply was refused: ${first.problem}\nReply again, in the required form only.`;
  const second = read(await repair({ ...asked, prompt }, (reply) => 'output' in read(reply)));
  if ('output' in second) return second.output;
  throw new TicketAIError('model-failed', {
    message: `${ground.client.name} gave no reply in the required form, also when asked again: ${second.problem}`,
    context: { purpose: request.purpose },
  });
}

/** The request as it leaves; the prefix is masked first, so that it reads the same in every call. */
export function maskRequest(request: ModelRequest<z.ZodType>, mask: PersonalDataMask): MaskedQuestion {
  return {
    question: request,
    prefix: mask.mask(request.prefix ?? ''),
    prompt: mask.mask(request.prompt, request.names),
    form: z.toJSONSchema(request.schema, { io: 'input', unrepresentable: 'any' }),
    maxOutputTokens: request.maxOutputTokens ?? defaultOutputTokens,
  };
}

/** What a reply says, or why it is refused. */
type Reading<Result> = { readonly output: Result } | { readonly problem: string };

/** A reply with the personal data put back, in the form that was asked for. */
function readReply<Schema extends z.ZodType>(
  schema: Schema,
  reply: string,
  mask: PersonalDataMask,
): Reading<z.infer<Schema>> {
  try {
    const { success, data, error } = schema.safeParse(restoreIn(JSON.parse(jsonInReply(reply)), mask));
    return success ? { output: data } : { problem: problemOf(error, mask) };
  } catch {
    return { problem: reply.trim() === '' ? 'it is empty' : 'it is no JSON' };
  }
}

/** Goes back to the model, and into errors: without personal data, which the reply has again. */
function problemOf(error: z.ZodError, mask: PersonalDataMask): string {
  return mask.mask(z.prettifyError(error)).slice(0, 500);
}
