import { expect, test } from 'vitest';
import { compareMessages, type Said } from './compare-messages.ts';
import { conversationOrder } from './conversation-order.ts';

const customer = (text: string, at?: number): Said => ({ role: 'customer', text, at });
const agent = (text: string, at?: number): Said => ({ role: 'agent', text, at });

test('equal messages are paired as often as both sides have them', () => {
  const { added, rewritten } = compareMessages(
    [customer('a', 1), customer('a', 1)],
    [customer('a', 1), customer('a', 1), customer('a', 1)],
  );
  expect([added, rewritten.size]).toEqual([[customer('a', 1)], 0]);
});

test('other words at the same time are a rewriting only by the same author', () => {
  expect([...compareMessages([customer('a', 1)], [customer('b', 1)]).rewritten]).toEqual([[0, 'a']]);
  expect(compareMessages([customer('a', 1)], [agent('b', 1)]).added).toEqual([agent('b', 1)]);
});

test('without times the same place is the same time, unless the draft is only a part', () => {
  const stored = [customer('a'), agent('b'), customer('c')];
  expect([...compareMessages(stored, [customer('a'), agent('B'), customer('c')]).rewritten]).toEqual([
    [1, 'b'],
  ]);
  expect(compareMessages(stored, [customer('a'), agent('B')]).added).toEqual([agent('B')]);
});

test('a conversation is in the order of its times; messages without stay behind what they came in after', () => {
  const messages = [{ position: 3, at: 2 }, { position: 0 }, { position: 2 }, { position: 1, at: 5 }];
  expect(conversationOrder(messages).map(({ position }) => position)).toEqual([0, 3, 1, 2]);
});
