import { expect, test } from 'vitest';
import { splitParts } from './split-parts.ts';

test('sentences and clauses that open a new matter are parts', () => {
  expect(splitParts('My card was stolen yesterday. How do I change my address?')).toEqual([
    'My card was stolen yesterday.',
    'How do I change my address?',
  ]);
  expect(splitParts('I forgot my PIN again and also my last transfer is still pending')).toEqual([
    'I forgot my PIN again',
    'my last transfer is still pending',
  ]);
});

test('greetings and scraps are no parts of their own; nothing is one part at most', () => {
  expect(splitParts('I want my money back for this. Thanks a lot!')).toEqual([
    'I want my money back for this. Thanks a lot!',
  ]);
  expect(splitParts('Refund?')).toEqual(['Refund?']);
  expect(splitParts('')).toEqual([]);
});
