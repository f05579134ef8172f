import { expect, test } from 'vitest';
import type { IntentId, TicketId } from '../../ids.ts';
import { type GoldTicket, simulatedModels, simulatedOracle } from '../../testing/index.ts';
import { scriptedModel } from '../../testing/scripted-model.ts';
import { labelGroups, type TicketGroup } from './label-groups.ts';
import type { NamedIntent } from './show-catalogue.ts';

const gold: readonly GoldTicket[] = [
  { text: 'My card has not arrived yet', label: 'track card' },
  { text: 'Where is the card you sent me?', label: 'track card' },
  { text: 'Card still not here', label: 'track card' },
  { text: 'Someone stole my wallet', label: 'replace card' },
  { text: 'I forgot my password', label: 'reset password' },
  { text: 'Password reset mail does not come', label: 'reset password' },
];
const ticket = (at: number) => ({ ticketId: `ticket ${at}` as TicketId, text: gold[at]?.text ?? '' });
const groups: readonly TicketGroup[] = [
  {
    size: 40,
    terms: ['card', 'arrive'],
    exemplars: [0, 1, 2, 3].map(ticket),
    contrast: [4].map(ticket),
  },
  { size: 9, terms: ['password'], exemplars: [4, 5].map(ticket), contrast: [] },
];
const catalogue: readonly NamedIntent[] = [
  { intentId: 'intent 0' as IntentId, name: 'Track card', description: '' },
];

test('labels groups, and the odd ones out for themselves', async () => {
  const models = await simulatedModels(simulatedOracle({ gold }));
  const { labels, newIntents, prompt } = await labelGroups({ models, catalogue, groups });
  const track = { kind: 'match', intentId: 'intent 0' };
  const [first, second] = labels;
  expect(first?.choice).toEqual(track);
  expect(first?.exemplars.slice(0, 3)).toEqual([track, track, track]);
  expect(first?.exemplars[3]?.kind).toBe('new');
  expect(second?.choice.kind).toBe('new');
  expect(newIntents.map(({ name }) => name).toSorted()).toEqual([
    'Ask about replace card',
    'Ask about reset password',
  ]);
  expect(prompt).toBe('label-groups@1');
});

test('shows what the group is, and the neighbour apart from it', async () => {
  const { model, seen } = scriptedModel('{}');
  await labelGroups({ models: await simulatedModels({ model }), catalogue, groups });
  expect(seen[0]?.prompt).toContain('g1 40 tickets: card, arrive\ne1 My card has not arrived yet\n');
  expect(seen[0]?.prompt).toContain('\nother: I forgot my password\ng2 9 tickets: password\n');
});

test('a group with an unknown handle stays unlabelled; an unknown odd one goes with its group', async () => {
  const items = [
    {
      id: 'g1',
      is: 'i1',
      odd: [
        { e: 'e2', is: 'i7' },
        { e: 'e9', is: 'i1' },
      ],
    },
    { id: 'g2', is: 'n3', odd: [] },
  ];
  const { model } = scriptedModel(JSON.stringify({ entries: [], items }));
  const { labels } = await labelGroups({ models: await simulatedModels({ model }), catalogue, groups });
  expect(labels[0]?.exemplars).toHaveLength(4);
  expect(new Set(labels[0]?.exemplars.map(({ kind }) => kind))).toEqual(new Set(['match']));
  expect(labels[1]).toBeUndefined();
});

test('one group of wrong form is asked for again, alone', async () => {
  const oracle = simulatedOracle({ gold });
  const { model, seen } = scriptedModel(
    JSON.stringify({ entries: [], items: [{ id: 'g1', is: 'i1', odd: [] }, { id: 'g2' }] }),
    ({ instructions, prompt }) =>
      oracle.respond([
        { role: 'system', content: instructions },
        { role: 'user', content: prompt },
      ]),
  );
  const { labels, newIntents } = await labelGroups({
    models: await simulatedModels({ model }),
    catalogue,
    groups,
  });
  expect(labels[0]?.choice).toEqual({ kind: 'match', intentId: 'intent 0' });
  expect(labels[1]?.choice).toEqual({ kind: 'new', key: 'n1' });
  expect(newIntents).toHaveLength(1);
  expect(seen[1]?.prompt).not.toContain('e1 My card has not arrived yet');
});

test('a call lists the tickets it shows for contrast too: erasing one reaches the kept reply', async () => {
  const models = await simulatedModels(simulatedOracle({ gold }));
  const listed: string[] = [];
  await labelGroups({
    models: {
      ...models,
      generateItems(request) {
        for (const { ticketIds = [] } of request.items) listed.push(...ticketIds);
        return models.generateItems(request);
      },
    },
    catalogue,
    groups: groups.slice(0, 1),
  });
  expect(listed).toEqual([0, 1, 2, 3, 4].map((at) => `ticket ${at}`));
});
