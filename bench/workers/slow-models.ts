import { setTimeout as sleep } from 'node:timers/promises';
import { serveLoopback } from '@ticket-ai/core/node';
import {
  type GoldTicket,
  hashedEmbeddingModel,
  simulatedOracle,
  simulatedProvider,
} from '@ticket-ai/core/testing';

/** SIMULATED. A provider whose language model knows the labels and whose embeddings are hashes; how long a call of either takes, in milliseconds. */
export async function slowModels(
  gold: readonly GoldTicket[],
  latencyMs: { readonly language: number; readonly embedding: number },
) {
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
    const isEmbedding = new URL(request.url).pathname.endsWith('/embeddings');
    await sleep(isEmbedding ? latencyMs.embedding : latencyMs.language);
    if (isEmbedding) {
      const { input } = (await request.clone().json()) as { readonly input: string | string[] };
      const values = [input].flat();
      const { embeddings } = await model.doEmbed({ values });
      for (const [at, value] of values.entries()) embedded.set(value, embeddings[at] ?? []);
    }
    return provider.handle(request);
  });
  return { url: server.url, calls: () => calls, close: () => server.close() };
}
