import { expect, it } from 'vitest';
import { readNote } from './read-feedback.ts';

it.each([
  ['Please remove step 3', { kind: 'remove-numbers', numbers: [3] }],
  ['delete steps 2, 4 and 5', { kind: 'remove-numbers', numbers: [2, 4, 5] }],
  ['Drop steps 2-4', { kind: 'remove-numbers', numbers: [2, 3, 4] }],
  ['Remove the sentence about the fridge', { kind: 'remove-text', text: 'fridge' }],
  ['remove "key tag" please', { kind: 'remove-text', text: 'key tag' }],
  ['Move step 4 to the top', { kind: 'move', from: 4, to: 'start' }],
  ['move 2 to the end', { kind: 'move', from: 2, to: 'end' }],
  ['Move step 5 before step 2', { kind: 'move', from: 5, to: { side: 'before', of: 2 } }],
  ['swap 1 and 2', { kind: 'swap', first: 1, second: 2 }],
  ['Too long, make it shorter', { kind: 'shorten' }],
  ['Add how to reset the lock', { kind: 'add', text: 'how to reset the lock' }],
  ['Rename it to "How to open a frozen lock"', { kind: 'set', text: 'How to open a frozen lock' }],
  ['I do not like the tone', { kind: 'unknown' }],
  ['', { kind: 'unknown' }],
])('%s', (note, edit) => {
  expect(readNote(note)).toEqual(edit);
});
