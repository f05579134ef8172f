import type { LanguageModel } from 'ai';
import { answerDisambiguateNames, answerJudgePairs } from './answer-about-pairs.ts';
import { answerAdjudicate } from './answer-adjudicate.ts';
import { answerDraftArticle } from './answer-draft-article.ts';
import { answerLabelGroups } from './answer-label-groups.ts';
import { answerPlaceIntents, answerProposeCategories, answerReviewCategories } from './answer-taxonomy.ts';
import { type GoldTicket, goldLabels } from './gold-labels.ts';
import type { OracleAnswer } from './oracle-answer.ts';
import { type OracleFaults, oracleWorld } from './oracle-world.ts';
import { type GranularityShift, shiftGranularity } from './shift-granularity.ts';

/** A model of the AI SDK's current specification. */
type OracleModel = Extract<LanguageModel, { readonly specificationVersion: 'v4' }>;
type Reply = Awaited<ReturnType<OracleModel['doGenerate']>>;

/** A message of a chat, as every provider has them. */
export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** Calls and tokens so far; a token is taken for 4 characters. */
export interface OracleUsage {
  readonly calls: number;
  /** Instructions, prompt and the JSON schema of the reply. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The part of the input that a provider with automatic prefix caching (from 1,024 tokens on) would have had in its cache. */
  readonly cachedInputTokens: number;
}

/** Who the oracle is and how it errs. */
export interface SimulatedOracleOptions extends OracleFaults {
  /** The truth. */
  readonly gold: Iterable<GoldTicket>;
  /** Default 1. Same seed, same prompt: same reply. */
  readonly seed?: number;
  /** Where the oracle draws the line between classes. Default: where the labels do. */
  readonly granularity?: GranularityShift;
  /** How long a call takes, in milliseconds. Default 0. */
  readonly latencyMs?: number;
  /** For prompts the oracle does not know; asked first. */
  readonly answers?: readonly OracleAnswer[];
}

/** A language model that knows the truth and errs as told. */
export interface SimulatedOracle {
  /** For `createTicketAI({ model })` and every function of the AI SDK. */
  readonly model: OracleModel;
  /** What it replies to a chat: for servers that speak a provider's protocol. Counts nothing. */
  respond(messages: readonly ChatMessage[]): string;
  /** What was asked of `model` so far. */
  usage(): OracleUsage;
}

const builtIn: readonly OracleAnswer[] = [
  answerAdjudicate,
  answerLabelGroups,
  answerJudgePairs,
  answerDisambiguateNames,
  answerProposeCategories,
  answerReviewCategories,
  answerPlaceIntents,
  answerDraftArticle,
];
const refusal = 'I am sorry, but I cannot help with that.';
/** From this length on providers cache a prefix. */
const shortestCached = 1024;

/**
 * SIMULATED. A language model made of gold labels: it reads the prompts of Ticket AI and answers them as well, or as badly, as told. What is measured
 * with it is an upper bound of quality in the gold labels' own granularity, and honest in calls and tokens.
 *
 * It keeps no state but its counters: the same prompt gets the same reply in any order of calls, so runs can be repeated byte for byte.
 */
export function simulatedOracle({
  gold: tickets,
  seed = 1,
  granularity = {},
  latencyMs = 0,
  answers = [],
  ...faults
}: SimulatedOracleOptions): SimulatedOracle {
  const gold = goldLabels(shiftGranularity([...tickets], granularity, seed));
  const known = [...answers, ...builtIn];
  const lastPrompts = new Map<string, string>();
  let usage: OracleUsage = { calls: 0, inputTokens: 0, outputTokens: 0, cachedInputTokens: 0 };

  function respond(messages: readonly ChatMessage[]): string {
    const system = textOf(messages, ['system', 'developer']);
    const prompt = textOf(messages, ['user']);
    const answer = known.find(({ instructions }) => system.includes(instructions));
    if (answer === undefined)
      throw new Error(`The simulated oracle has no answer to prompts that begin "${system.slice(0, 80)}".`);
    const world = oracleWorld({ gold, faults, seed, prompt });
    if (world.suffers('refusals', '')) return refusal;
    const reply = JSON.stringify(answer.answer(prompt, world));
    return world.suffers('malformedReplies', '') ? reply.slice(0, reply.length * 0.6) : reply;
  }

  /** The beginning a prompt shares with the last one of the same instructions. */
  function cachedTokens(system: string, prompt: string): number {
    const last = lastPrompts.get(system) ?? '';
    lastPrompts.set(system, prompt);
    let common = 0;
    while (common < prompt.length && prompt[common] === last[common]) common += 1;
    const tokens = Math.floor((last === '' ? 0 : system.length + common) / 4);
    return tokens < shortestCached ? 0 : tokens;
  }

  function count(system: string, prompt: string, form: string, reply: string): Reply['usage'] {
    const input = Math.ceil((system.length + prompt.length + form.length) / 4);
    const output = Math.ceil(reply.length / 4);
    const cached = cachedTokens(system, prompt);
    usage = {
      calls: usage.calls + 1,
      inputTokens: usage.inputTokens + input,
      outputTokens: usage.outputTokens + output,
      cachedInputTokens: usage.cachedInputTokens + cached,
    };
    return {
      inputTokens: { total: input, noCache: input - cached, cacheRead: cached, cacheWrite: 0 },
      outputTokens: { total: output, text: output, reasoning: 0 },
    };
  }

  return {
    respond,
    usage: () => usage,
    model: {
      specificationVersion: 'v4',
      provider: 'simulated',
      modelId: 'oracle',
      supportedUrls: {},
      async doGenerate({ prompt, responseFormat, abortSignal }) {
        await pause(latencyMs, abortSignal);
        const messages = prompt.map(chatMessage);
        const text = respond(messages);
        const form = responseFormat?.type === 'json' ? JSON.stringify(responseFormat.schema ?? '') : '';
        return {
          content: [{ type: 'text', text }],
          finishReason: { unified: 'stop', raw: undefined },
          usage: count(textOf(messages, ['system']), textOf(messages, ['user']), form, text),
          warnings: [],
        };
      },
      doStream() {
        throw new Error('The simulated oracle does not stream.');
      },
    },
  };
}

function textOf(messages: readonly ChatMessage[], roles: readonly string[]): string {
  return messages
    .filter(({ role }) => roles.includes(role))
    .map(({ content }) => content)
    .join('\n');
}

function chatMessage(message: Parameters<OracleModel['doGenerate']>[0]['prompt'][number]): ChatMessage {
  const { role, content } = message;
  if (typeof content === 'string') return { role, content };
  return { role, content: content.map((part) => (part.type === 'text' ? part.text : '')).join('') };
}

/** @throws the signal's reason, at once when it is aborted */
async function pause(milliseconds: number, abortSignal: AbortSignal | undefined): Promise<void> {
  abortSignal?.throwIfAborted();
  if (milliseconds === 0) return;
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(abortSignal?.reason);
    };
    const timer = setTimeout(() => {
      abortSignal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    abortSignal?.addEventListener('abort', stop, { once: true });
  });
}
