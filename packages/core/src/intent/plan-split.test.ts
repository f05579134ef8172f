import { expect, test } from 'vitest';
import { createTicketAI } from '../pipeline.ts';
import { hashedEmbeddingModel, wordClusterer } from '../testing/index.ts';

test('a split sees what a discovery sees: the embeddings, too', async () => {
  const base = wordClusterer();
  const bySecond = wordClusterer((text) => text.split(' ')[1] ?? '');
  const seen: boolean[] = [];
  const desk = createTicketAI({
    embeddingModel: hashedEmbeddingModel().model,
    embeddingPrice: 0,
    clusterer: {
      ...base,
      discover(options) {
        seen.push(options.embeddings !== undefined);
        return (options.intentCount === undefined ? base : bySecond).discover(options);
      },
    },
  });
  await desk.ingest(['login code', 'login code', 'login page'].map((body) => ({ body })));
  const { intents } = await desk.discover();
  for (const { id } of intents) await desk.intents.split(id);
  expect(seen).toEqual([true, true]);
});
