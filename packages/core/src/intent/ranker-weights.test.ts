import { expect, test } from 'vitest';
import type { IntentId, TicketId, WorkspaceId } from '../ids.ts';
import { sampleTickets } from '../testing/sample-tickets.ts';
import type { Catalogue, TicketText } from './clusterer.ts';
import { lexicalClusterer } from './lexical-clusterer.ts';
import { coldWeights, readWeights } from './ranker-weights.ts';

const texts = sampleTickets.slice(0, 30).map(
  ({ externalId = '', body = '' }): TicketText => ({
    ticketId: externalId as TicketId,
    text: body,
    replies: '',
    language: 'en',
  }),
);
const intentOf = ({ ticketId }: TicketText) => ticketId.split('-')[0] as IntentId;

/** Parcels and refunds are known; logging in is not. */
const catalogue: Catalogue = {
  workspaceId: 'w' as WorkspaceId,
  version: 1,
  intents: ['parcel', 'refund'].map((intentId) => ({
    intentId: intentId as IntentId,
    name: intentId,
    description: '',
    terms: [],
    exemplars: texts.filter((ticket) => intentOf(ticket) === intentId).slice(0, 5),
  })),
};

test('judgements teach what fits none; a state can be learned again from the same judgements', async () => {
  const clusterer = lexicalClusterer();
  const judged = texts.map((ticket) => ({
    ticket,
    ...(intentOf(ticket) === 'login' ? {} : { intentId: intentOf(ticket) }),
  }));
  const { state = '' } = (await clusterer.learn?.({ judged, catalogue })) ?? {};
  expect(await lexicalClusterer().learn?.({ judged, catalogue })).toEqual({ state });
  const strangers = texts.filter((ticket) => intentOf(ticket) === 'login');
  const doubt = async (known?: string) => {
    const { decisions } = await clusterer.assign({
      tickets: strangers,
      catalogue,
      ...(known === undefined ? {} : { state: known }),
    });
    return decisions.reduce((sum, { noneScore }) => sum + noneScore, 0) / decisions.length;
  };
  expect(await doubt(state)).toBeGreaterThan(await doubt());
});

test('an exemplar does not vote for itself', async () => {
  const own = catalogue.intents[0]?.exemplars[0];
  if (own === undefined) throw new Error('no exemplar');
  const { decisions } = await lexicalClusterer().assign({ tickets: [own], catalogue });
  expect(decisions[0]?.neighbours?.map(({ ticketId }) => ticketId)).not.toContain(own.ticketId);
});

test('a state of another version is left aside', () => {
  expect(readWeights(undefined)).toBe(coldWeights);
  expect(readWeights('{"version":0,"weights":[1,2]}')).toBe(coldWeights);
});
