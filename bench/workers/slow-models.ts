import { setTimeout as sleep } from 'node:timers/promises';
import { serveLoopback } from '@ticket-ai/core/node';
import {
  type GoldTicket,
  hashedEmbeddingModel,
  simulatedOracle,
  simulatedProvider,
} from '@ticket-ai/core/testing';

/** SIMULATED. A provider whose language model knows the labels and whose embeddings are hashes; each call takes `latencyMs`. */
export async function slowModels(gold: readonly GoldTicket[], latencyMs: number) {
  const { model } = hashedEmbeddingModel();
  const oracle = simulatedOracle({ gold });
  const embedded = new Map<string, number[]>();
  const provider = simulatedProvider({
    respond: oracle.respond,
    embed: (text) => embedded.get(text) ?? [],
  });
  let calls = 0;
  const server = await serveLoopback(async (request) => {
    calls += 1;
    await sleep(latencyMs);
    if (new URL(request.url).pathname.endsWith('/embeddings')) {
      const { input } = (await request.clone().json()) as { readonly input: string | string[] };
      const values = [input].flat();
      const { embeddings } = await model.doEmbed({ values });
      for (const [at, value] of values.entries()) embedded.set(value, embeddings[at] ?? []);
    }
    return provider.handle(request);
  });
  return { url: server.url, calls: () => calls, close: () => server.close() };
}
