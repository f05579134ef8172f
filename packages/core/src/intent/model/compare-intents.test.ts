import { expect, test } from 'vitest';
import { type GoldTicket, simulatedModels, simulatedOracle } from '../../testing/index.ts';
import { scriptedModel } from '../../testing/scripted-model.ts';
import { disambiguateNames } from './disambiguate-names.ts';
import { judgePairs, type ShownIntentExample } from './judge-pairs.ts';

const gold: readonly GoldTicket[] = [
  { text: 'My card has not arrived yet', label: 'track card' },
  { text: 'Where is the card you sent me?', label: 'track card' },
  { text: 'Someone stole my card', label: 'replace card' },
  { text: 'My card is gone', label: 'replace card' },
];
const intent = (name: string, ...at: number[]): ShownIntentExample => ({
  name,
  tickets: at.map((row) => ({ ticketId: `ticket ${row}`, text: gold[row]?.text ?? '' })),
});

test('says which intents are one, whatever they are called', async () => {
  const models = await simulatedModels(simulatedOracle({ gold }));
  const pairs = [
    { a: intent('Card delivery', 0), b: intent('Late card', 1) },
    { a: intent('Card', 0, 1), b: intent('Card', 2, 3) },
  ];
  expect(await judgePairs({ models, pairs })).toEqual(['same', 'sibling']);
});

test('a relation that does not exist is no relation', async () => {
  const { model } = scriptedModel(JSON.stringify({ items: [{ id: 'p1', is: 'twins' }] }));
  const pairs = [{ a: intent('A', 0), b: intent('B', 1) }];
  expect(await judgePairs({ models: await simulatedModels({ model }), pairs })).toEqual([undefined]);
});

test('renames confusable intents together', async () => {
  const models = await simulatedModels(simulatedOracle({ gold }));
  const names = await disambiguateNames({
    models,
    intents: [intent('Card', 0, 1), intent('Card problem', 2, 3)],
    taken: [],
  });
  expect(names.map((each) => each?.name)).toEqual(['Ask about track card', 'Ask about replace card']);
});

test('gives no name twice, none that is taken, and none that somebody keeps', async () => {
  const items = ['Track card', 'track CARD', 'Reset password', 'Card two'].map((name, at) => ({
    id: `c${at + 1}`,
    name,
    description: '',
  }));
  const { model } = scriptedModel(JSON.stringify({ items }));
  const names = await disambiguateNames({
    models: await simulatedModels({ model }),
    intents: [intent('Card one', 0), intent('Card two', 1), intent('Card three', 2), intent('Card four', 3)],
    taken: ['Reset password'],
  });
  expect(names.map((each) => each?.name)).toEqual(['Track card', undefined, undefined, undefined]);
});
