import { describe, expect, it } from 'vitest';
import { createNearWords } from './near-words.ts';

describe('createNearWords', () => {
  const near = createNearWords(['newsletter', 'kreditkart', 'rechnung', 'refund', 'card']);
  const wordsOf = (word: string) => near(word).map((found) => found.word);

  it('finds what a typo stands for', () => {
    expect(wordsOf('newslettter')).toEqual(['newsletter']);
    expect(wordsOf('refundd')).toEqual(['refund']);
  });

  it('finds the parts of a compound', () => {
    expect(wordsOf('kreditkartenrechnung')).toEqual(['kreditkart', 'rechnung']);
  });

  it('does not guess: short and far words stand for themselves', () => {
    expect(['cart', 'giraffe', 'letter'].map(wordsOf)).toEqual([[], [], []]);
  });
});
