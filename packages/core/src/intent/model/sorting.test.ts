import { expect, test } from 'vitest';
import type { TicketId } from '../../ids.ts';
import { emptyNeighbours, insertNeighbour } from '../../text/neighbour-lists.ts';
import type { TicketText } from '../clusterer.ts';
import type { TicketGroups } from '../group-tickets.ts';
import { describeFound } from './describe-found.ts';
import { discoveredIntents, nothingAsked } from './discovered-intents.ts';
import { emptySorting, gatherEvidence } from './sorting.ts';

const texts = ['Card lost', 'card  LOST', 'Where is my refund', 'refund missing', 'thanks', 'lost my card'];
const spoken: readonly TicketText[] = texts.map((text, at) => ({
  ticketId: `ticket ${at}` as TicketId,
  text,
  replies: '',
  language: 'en',
}));

/** Groups by words: cards, refunds, thanks. */
function groupsOf(sample?: Int32Array): TicketGroups {
  const neighbours = emptyNeighbours(texts.length, 2);
  for (const [row, other] of [
    [0, 5],
    [1, 5],
    [2, 3],
    [3, 2],
    [4, 0],
    [5, 0],
  ] as const)
    insertNeighbour(neighbours, row * 2, other, 0.5);
  return {
    notes: [],
    spoken,
    groups: {
      labels: Int32Array.from([0, 0, 1, 1, 2, 0]),
      neighbours,
      confidence: 1,
      lowConfidence: false,
      languages: ['en'],
      names: ['Card', 'Refund', 'Thanks'].map((name) => ({ name, terms: [], coverage: 1 })),
      ...(sample === undefined ? {} : { sample }),
    },
  };
}

/** The model read one ticket of each text whose row is told. */
function describe(groups: TicketGroups, told: (text: string) => number | undefined) {
  const evidence = gatherEvidence(groups);
  const sorting = emptySorting(evidence);
  const intents = discoveredIntents();
  const proposal = { key: 'n1', name: 'Replace lost card', description: 'A card is gone.' };
  intents.enter({ kind: 'new', key: 'n1' }, [proposal]);
  for (const [row, { text }] of evidence.tickets.entries()) {
    const number = told(text);
    if (number === undefined) continue;
    sorting.labels[row] = number;
    sorting.told[row] = 1;
  }
  return { evidence, found: describeFound(groups, evidence, sorting, intents) };
}

test('equal texts are one row, whatever the order of the tickets', () => {
  const { evidence } = describe(groupsOf(), () => undefined);
  expect(evidence.tickets).toHaveLength(5);
  expect(evidence.rowOf[0]).toBe(evidence.rowOf[1]);
  expect(evidence.copies.reduce((sum, count) => sum + count, 0)).toBe(texts.length);
});

test('groups of words in which the model read nothing keep what words say', () => {
  const { found } = describe(groupsOf(), (text) =>
    /card/i.test(text) ? 1 : text === 'thanks' ? nothingAsked : undefined,
  );
  expect(found.descriptions.map((each) => `${each?.name} ${each?.nameSource}`)).toEqual([
    'Replace lost card model',
    'Refund lexical',
  ]);
  expect([...found.labels]).toEqual([0, 0, 1, 1, -1, 0]);
  expect(found.whyNone?.(4)).toMatchObject({ code: 'no-request' });
  expect(found.certaintyOf?.(2)).toBeUndefined();
});

test('tickets outside of the sample go where their nearest ones in it are', () => {
  const { evidence, found } = describe(groupsOf(Int32Array.from([2, 3, 5])), () => 1);
  expect(evidence.tickets).toHaveLength(3);
  expect(found.labels[0]).toBe(found.labels[5]);
  expect(found.descriptions[found.labels[1] ?? -1]?.name).toBe('Replace lost card');
});
