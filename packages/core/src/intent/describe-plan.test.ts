import { expect, test } from 'vitest';
import type { TicketId } from '../ids.ts';
import { describePlan } from './describe-plan.ts';

test('a ticket beyond the sample with nothing near it stays out, whatever label it got', () => {
  const tickets = ['card lost', 'lost my card', 'where is the card', 'asdfgh'].map((text, at) => ({
    ticketId: `t-${at}` as TicketId,
    text,
    replies: '',
    language: 'en',
  }));
  const plan = describePlan(
    tickets,
    tickets,
    {
      labels: new Int32Array(4),
      sample: Int32Array.of(0, 1),
      neighbours: { k: 1, indices: Int32Array.of(1, 0, 0, -1), similarities: Float32Array.of(1, 1, 0.5, 0) },
      confidence: 1,
      lowConfidence: false,
      languages: ['en'],
      descriptions: [{ name: 'Card lost', nameSource: 'lexical', terms: ['card'] }],
    },
    { seed: 1 },
  );
  expect(plan.intents[0]?.members.map(({ ticketId }) => ticketId).toSorted()).toEqual(['t-0', 't-1', 't-2']);
  expect(plan.unassigned).toEqual([expect.objectContaining({ ticketId: 't-3', code: 'too-few-alike' })]);
});
