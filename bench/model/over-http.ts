import { openaiLanguageModel } from '@ticket-ai/adapters/openai';
import { serveLoopback } from '@ticket-ai/core/node';
import { type ProviderFault, type SimulatedOracle, simulatedProvider } from '@ticket-ai/core/testing';

/** One call in so many fails, each time in another way. */
const failingCalls = 7;
const faults: readonly ProviderFault[] = [
  { kind: 'status', status: 429, headers: { 'retry-after-ms': '20' } },
  { kind: 'status', status: 500 },
  { kind: 'reset' },
  { kind: 'truncated' },
  { kind: 'refusal' },
  { kind: 'wrong-form' },
  { kind: 'cut-connection' },
];

/** The oracle behind a real HTTP server in OpenAI's protocol, reached through the AI SDK; every seventh call fails. */
export async function overHttp(oracle: SimulatedOracle) {
  let outputTokens = 0;
  const provider = simulatedProvider({
    respond(messages) {
      const reply = oracle.respond(messages);
      outputTokens += Math.ceil(reply.length / 4);
      return reply;
    },
    fault: (call) =>
      call % failingCalls === 0 ? faults[(call / failingCalls - 1) % faults.length] : undefined,
  });
  const server = await serveLoopback(provider.handle);
  return {
    model: openaiLanguageModel({ url: `${server.url}/v1`, model: 'oracle', name: 'simulated' }),
    /** Of all requests that arrived, failed ones included; the whole request counts as input. */
    usage: () => ({
      calls: provider.received.length,
      inputTokens: provider.received.reduce((sum, { body }) => sum + Math.ceil(body.length / 4), 0),
      outputTokens,
      cachedInputTokens: 0,
    }),
    close: () => server.close(),
  };
}
