import type { RunId } from '../ids.ts';
import { sha256 } from '../text/sha256.ts';
import type { JsonForm } from './ask-model.ts';
import type { Ledger, ModelPurpose } from './ledger.ts';
import { meteredCall } from './metered-call.ts';
import type { ModelClient } from './model-client.ts';
import { estimateTokens, priced, type TokenCount } from './price.ts';

/** What all questions to a model have in common. */
export interface ModelQuestion {
  readonly purpose: ModelPurpose;
  /** Names the prompt and its version, e.g. `adjudicate@1`; kept with the call, for traces. */
  readonly promptVersion?: string;
  /** Who the model is and what it must do; the same in every call. No data: it is not masked. */
  readonly instructions: string;
  /** What many calls have in common, such as the catalogue of intents. It stands before the data, so that providers can cache it. */
  readonly prefix?: string;
  /** Names of people in the texts, besides those that the tickets tell: masked as personal data is. */
  readonly names?: readonly string[];
  /** Tickets whose text is in the prompt: names they tell are masked, and erasing one deletes the kept reply. */
  readonly ticketIds?: readonly string[];
  /** How long one attempt may take. Default 60,000. */
  readonly timeoutMs?: number;
  readonly abortSignal?: AbortSignal;
  /** Has the reply sent as it is made, and is told its text so far, masked; begins anew when the call is tried again. Not called for a reply that is kept. */
  readonly onText?: (soFar: string) => void;
}

/**
 * Finds the names of people that each ticket tells: of who asked, and of those its messages greet and are signed with. Without it, only the
 * names a text itself greets and is signed with are known.
 */
export type NamesOf = (ticketIds: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;

/** What questions are asked with: one model, one book. */
export interface ModelGround {
  readonly client: ModelClient;
  readonly ledger: Ledger;
  /** The run that pays. */
  readonly runId?: RunId;
  readonly namesOf?: NamesOf;
}

/** The names of people to be masked in a question. */
export async function namesFor(
  { namesOf }: ModelGround,
  { names = [], ticketIds = [] }: Pick<ModelQuestion, 'names' | 'ticketIds'>,
): Promise<readonly string[]> {
  const told = namesOf === undefined || ticketIds.length === 0 ? undefined : await namesOf(ticketIds);
  return [...new Set([...names, ...[...(told?.values() ?? [])].flat()])];
}

/** A question as it leaves: masked, with the form of its reply. */
export interface MaskedQuestion {
  readonly question: ModelQuestion;
  readonly prefix: string;
  readonly prompt: string;
  readonly form: JsonForm;
  readonly maxOutputTokens: number;
}

/** A reply, and the way to have it repaired. */
export interface RepairableReply {
  readonly text: string;
  /** Asks once more, about what was wrong. The reply is kept when `keep` says so. */
  repair(asked: MaskedQuestion, keep: (text: string) => boolean): Promise<string>;
}

/**
 * Asks a question, or finds the reply that was paid for already; the same holds for its repair.
 * @throws `budget-exhausted` before anything is spent; `model-failed`, `aborted`
 */
export async function askQuestion(ground: ModelGround, asked: MaskedQuestion): Promise<RepairableReply> {
  const key = await questionKey(ground, asked);
  // Kept whatever it says: when the process dies before the repair, it is not paid twice.
  const text = await paidReply(ground, asked, { key, keep: () => true });
  return {
    text,
    repair: (repair, keep) => paidReply(ground, repair, { key: `${key}:repair`, keep }),
  };
}

/** Everything that determines the reply. */
function questionKey(
  { client }: ModelGround,
  { question, prefix, prompt, form }: MaskedQuestion,
): Promise<string> {
  const { purpose, instructions } = question;
  return sha256(JSON.stringify([client.name, purpose, instructions, prefix, prompt, form]));
}

/** The reply paid for already, or a new one: its worst case is reserved before, its real cost settled after. */
async function paidReply(
  ground: ModelGround,
  asked: MaskedQuestion,
  { key, keep }: { readonly key: string; readonly keep: (text: string) => boolean },
): Promise<string> {
  const kept = await ground.ledger.findReply(key);
  if (kept !== undefined) return kept;
  const { client, ledger, runId } = ground;
  const {
    purpose,
    promptVersion,
    instructions,
    ticketIds,
    timeoutMs = 60_000,
    abortSignal,
    onText,
  } = asked.question;
  const message = {
    instructions,
    text: asked.prefix === '' ? asked.prompt : `${asked.prefix}\n\n${asked.prompt}`,
    form: asked.form,
    maxOutputTokens: asked.maxOutputTokens,
  };
  const planned = {
    key,
    purpose,
    model: client.name,
    estimate: priced(worstCase(asked), client.price),
    ...(promptVersion === undefined ? {} : { promptVersion }),
    ...(ticketIds === undefined ? {} : { ticketIds }),
    ...(runId === undefined ? {} : { runId }),
  };
  return meteredCall({ link: client.link, ledger }, planned, abortSignal, async () => {
    const { text, tokens, costUsd } = await client.ask(message, {
      timeoutMs,
      ...(abortSignal === undefined ? {} : { abortSignal }),
      ...(onText === undefined ? {} : { onText }),
    });
    const usage = { ...priced(tokens, client.price), ...(costUsd === undefined ? {} : { costUsd }) };
    return { result: text, usage, reply: keep(text) ? text : '' };
  });
}

/** The longest reply, and nothing of the prompt in the provider's cache. */
export function worstCase({ question, prefix, prompt, form, maxOutputTokens }: MaskedQuestion): TokenCount {
  const texts = [question.instructions, prefix, prompt, JSON.stringify(form)];
  const inputTokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  return { inputTokens, outputTokens: maxOutputTokens, cachedInputTokens: 0 };
}
