import { expect, test } from 'vitest';
import { createTicketAI } from '../pipeline.ts';
import { scriptedModel } from '../testing/scripted-model.ts';
import { wordClusterer } from '../testing/word-clusterer.ts';
import { labelGroupsInstructions } from './model/label-groups.ts';
import { largestShownCatalogue } from './model/show-catalogue.ts';
import { modelClusterer } from './model-clusterer.ts';

/** Discovers as many intents by words, then has a model look at one more ticket; gives what it is shown. */
async function promptAfter(intentCount: number): Promise<string> {
  const { model, seen } = scriptedModel('{}');
  const clusterer = wordClusterer();
  const desk = createTicketAI({
    model,
    clusterer: {
      ...clusterer,
      discover: (request) =>
        (request.catalogue?.intents.length ?? 0) > 0
          ? modelClusterer().discover(request)
          : clusterer.discover(request),
    },
    taxonomy: {
      name: 'one-shelf@1',
      propose: async ({ intents }) =>
        intents.map(({ intent }) => ({
          type: 'place',
          intentId: intent.id,
          path: ['Everything', 'Words', 'Single words'],
          source: 'lexical',
          reason: 'There is one shelf.',
        })),
    },
  });
  const words = Array.from({ length: intentCount }, (_, at) => `word${at}`);
  await desk.ingest(words.map((word) => ({ externalId: word, body: word })));
  await desk.discover();
  await desk.ingest([{ externalId: 'late', body: 'Nothing of the kind' }]);
  await desk.discover();
  await desk.close();
  return seen.find(({ instructions }) => instructions === labelGroupsInstructions)?.prompt ?? '';
}

test('beyond 400 intents a discovery shows the model a map of where they are filed', async () => {
  const prompt = await promptAfter(largestShownCatalogue + 1);
  expect(prompt).toContain(`<areas>\nEverything > Words: ${largestShownCatalogue + 1} intents\n</areas>`);
});

test('a catalogue that is shown whole needs no map', async () => {
  const prompt = await promptAfter(2);
  expect(prompt).toContain('<catalogue>');
  expect(prompt).not.toContain('<areas>');
});
