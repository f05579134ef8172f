import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBm25Index } from './bm25.ts';

const words = { tokenise: (text: string) => text.split(' ').filter((word) => word !== '') };

describe('createBm25Index', () => {
  it('scores by the formula', () => {
    const index = createBm25Index(words);
    index.add('a', 'card card lost');
    index.add('b', 'card');
    index.add('c', 'other words entirely here');
    const [first, second] = index.search('card');
    const idf = Math.log(1 + (3 - 2 + 0.5) / (2 + 0.5));
    const score = (tf: number, length: number) =>
      (idf * tf * 2.2) / (tf + 1.2 * (0.25 + (0.75 * length) / (8 / 3)));
    expect(first).toEqual({ id: 'b', score: expect.closeTo(Math.max(score(1, 1), score(2, 3)), 9) });
    expect(second).toEqual({ id: 'a', score: expect.closeTo(Math.min(score(1, 1), score(2, 3)), 9) });
    expect(index.search('card card')[0]).toEqual(first);
  });

  it('counts a boosted field more', () => {
    const index = createBm25Index({ ...words, boosts: { title: 3 } });
    index.add('body', { title: 'x y', body: 'card z' });
    index.add('title', { title: 'card y', body: 'x z' });
    expect(index.search('card').map((hit) => hit.id)).toEqual(['title', 'body']);
  });

  it('finds by stems and codes in the default language', () => {
    const index = createBm25Index();
    index.add('pay', 'Payments were refunded');
    index.add('err', 'Fix for ERR-1042 on Windows');
    expect(index.search('refund payment')[0]?.id).toBe('pay');
    expect(index.search('err-1042')[0]?.id).toBe('err');
    expect(index.search('the of')).toEqual([]);
  });

  it('adding and removing leaves what building anew gives', () => {
    const document = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 6 })
      .map((list) => list.join(' '));
    const action = fc.record({
      id: fc.constantFrom('1', '2', '3', '4'),
      text: fc.option(document, { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
        const changed = createBm25Index(words);
        const state = new Map<string, string>();
        for (const { id, text } of actions) {
          if (text === undefined) expect(changed.remove(id)).toBe(state.delete(id));
          else {
            state.delete(id);
            state.set(id, text);
            changed.add(id, text);
          }
        }
        const fresh = createBm25Index(words);
        for (const [id, text] of state) fresh.add(id, text);
        expect(changed.size).toBe(state.size);
        const round = (hits: readonly { id: string; score: number }[]) =>
          hits.map(({ id, score }) => [id, score.toFixed(9)]);
        expect(round(changed.search('a b c'))).toEqual(round(fresh.search('a b c')));
      }),
    );
  });

  it('closes the gaps of what was removed, and finds the same', () => {
    const changed = createBm25Index(words);
    const fresh = createBm25Index(words);
    const text = (at: number) => `word${at % 7} word${at % 11} word${at % 13}`;
    for (let at = 0; at < 6000; at += 1) {
      changed.add(`d${at}`, text(at));
      if (at >= 100 && at % 50 !== 0) changed.remove(`d${at}`);
      else fresh.add(`d${at}`, text(at));
    }
    const found = (index: typeof fresh) => index.search('word1 word3 word12', { topK: 500 });
    expect(found(changed)).toEqual(found(fresh));
    expect(changed.coverage('word1 nothing')).toBe(fresh.coverage('word1 nothing'));
    changed.add('d0', 'word1');
    fresh.add('d0', 'word1');
    expect(found(changed).map(({ id }) => id)).toEqual(found(fresh).map(({ id }) => id));
  });

  it('keeps to topK and the filter; ties in order of addition', () => {
    const index = createBm25Index(words);
    for (let i = 0; i < 30; i++) index.add(`d${i}`, 'same text');
    expect(index.search('same', { topK: 3 }).map((hit) => hit.id)).toEqual(['d0', 'd1', 'd2']);
    expect(index.search('same', { topK: 2, filter: (id) => id.endsWith('9') }).map((hit) => hit.id)).toEqual([
      'd9',
      'd19',
    ]);
    expect(index.search('same', { topK: 0 })).toEqual([]);
  });

  it('is none the worse for a filter that throws', () => {
    const index = createBm25Index(words);
    index.add('a', 'card lost');
    const before = index.search('card');
    const refuse = () => {
      throw new Error('no');
    };
    expect(() => index.search('card', { filter: refuse })).toThrow('no');
    expect(index.search('card')).toEqual(before);
  });

  it('keeps a document whose new text cannot be cut', () => {
    const index = createBm25Index({
      tokenise(text) {
        if (text.includes('!')) throw new Error('Cannot cut.');
        return words.tokenise(text);
      },
    });
    index.add('a', 'card lost');
    expect(() => index.add('a', 'card !')).toThrow('Cannot cut.');
    expect([index.size, index.search('lost').map(({ id }) => id)]).toEqual([1, ['a']]);
  });

  it('tells how much of a query it knows', () => {
    const index = createBm25Index(words);
    index.add('a', 'card lost');
    index.add('b', 'card found');
    expect(index.coverage('card lost')).toBe(1);
    expect(index.coverage('quarterly revenue')).toBe(0);
    expect(index.coverage('card revenue')).toBeLessThan(0.5);
    expect(index.coverage('')).toBe(0);
  });
});
