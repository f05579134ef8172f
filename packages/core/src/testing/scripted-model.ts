import type { LanguageModel } from 'ai';

/** A model of the AI SDK's current specification. */
type CurrentModel = Extract<LanguageModel, { readonly specificationVersion: 'v4' }>;

/** What a {@link ScriptedModel} says next. */
export interface ScriptedReply {
  readonly text: string;
  /** Default `stop`. */
  readonly finish?: 'stop' | 'length' | 'content-filter';
  /** Default 100, of which none were cached. */
  readonly inputTokens?: number;
  readonly cachedInputTokens?: number;
  /** Default 10. */
  readonly outputTokens?: number;
}

/** A request as the model saw it. */
export interface SeenRequest {
  readonly instructions: string;
  readonly prompt: string;
  /** The JSON schema the reply shall have, as JSON. */
  readonly form: string;
}

/** A model for tests that says what it is told to, and remembers what it was asked. */
export interface ScriptedModel {
  readonly model: CurrentModel;
  readonly seen: readonly SeenRequest[];
}

/** Replies one after the other, the last one again and again; an error is thrown, a function is asked. */
export function scriptedModel(
  ...script: readonly (
    | string
    | ScriptedReply
    | Error
    | ((request: SeenRequest) => string | Promise<string>)
  )[]
): ScriptedModel {
  const seen: SeenRequest[] = [];
  const model: CurrentModel = {
    specificationVersion: 'v4',
    provider: 'scripted',
    modelId: 'model',
    supportedUrls: {},
    async doGenerate({ prompt, responseFormat, abortSignal }) {
      const said = script[Math.min(seen.length, script.length - 1)] ?? '';
      const request: SeenRequest = {
        instructions: textOf(prompt, 'system'),
        prompt: textOf(prompt, 'user'),
        form: JSON.stringify(responseFormat?.type === 'json' ? responseFormat.schema : null),
      };
      seen.push(request);
      abortSignal?.throwIfAborted();
      if (said instanceof Error) throw said;
      const reply = typeof said === 'function' ? { text: await said(request) } : said;
      return generated(typeof reply === 'string' ? { text: reply } : reply);
    },
    doStream: () => Promise.reject(new Error('A scripted model does not stream.')),
  };
  return { model, seen };
}

function generated(reply: ScriptedReply): Awaited<ReturnType<CurrentModel['doGenerate']>> {
  const { text, finish = 'stop', inputTokens = 100, cachedInputTokens = 0, outputTokens = 10 } = reply;
  return {
    content: [{ type: 'text', text }],
    finishReason: { unified: finish, raw: undefined },
    usage: {
      inputTokens: {
        total: inputTokens,
        noCache: inputTokens - cachedInputTokens,
        cacheRead: cachedInputTokens,
        cacheWrite: 0,
      },
      outputTokens: { total: outputTokens, text: outputTokens, reasoning: 0 },
    },
    warnings: [],
  };
}

function textOf(
  prompt: Parameters<CurrentModel['doGenerate']>[0]['prompt'],
  role: 'system' | 'user',
): string {
  return prompt
    .filter((message) => message.role === role)
    .map(({ content }) =>
      typeof content === 'string'
        ? content
        : content.map((part) => (part.type === 'text' ? part.text : '')).join(''),
    )
    .join('\n');
}
