import { describe, expect, it } from 'vitest';
import { groupDuplicates } from './near-duplicates.ts';

const long =
  'I ordered a blue lamp three weeks ago and it has still to arrive at my home address in the north of the city so please check';

describe('groupDuplicates', () => {
  it('joins equal texts, whatever the case and the numbers of their orders', () => {
    const { group, representatives, sizes } = groupDuplicates([
      'Where is order 1234567?',
      'other',
      'where is ORDER 7654321?',
    ]);
    expect([...group]).toEqual([0, 1, 0]);
    expect([...representatives]).toEqual([0, 1]);
    expect([...sizes]).toEqual([2, 1]);
  });

  it('joins long texts that differ in a word', () => {
    expect(groupDuplicates([long, `${long} now`]).representatives).toHaveLength(1);
  });

  it('never joins what differs by a negation or a small number', () => {
    const texts = [
      long,
      long.replace('has still', 'has not'),
      long.replace('three', '3'),
      long.replace('three', '4'),
    ];
    expect(groupDuplicates(texts).representatives).toHaveLength(4);
  });

  it('never joins what merely shares words', () => {
    expect(
      groupDuplicates(['card payment declined', 'declined card payment', 'payment declined']).representatives,
    ).toHaveLength(3);
  });

  it('gives the same groups in any order', () => {
    const texts = [long, 'a b c', `${long} now`, 'other', `${long} now please`, 'A b C'];
    const groupsOf = (list: readonly string[]) => {
      const { group } = groupDuplicates(list);
      const members = new Map<number, string[]>();
      for (const [i, text] of list.entries())
        members.set(group[i]!, [...(members.get(group[i]!) ?? []), text].sort());
      return [...members.values()].map((each) => each.join('|')).sort();
    };
    expect(groupsOf(texts.toReversed())).toEqual(groupsOf(texts));
  });

  it('bears nothing and empty texts', () => {
    expect(groupDuplicates([]).group).toHaveLength(0);
    expect([...groupDuplicates(['', '']).group]).toEqual([0, 0]);
  });
});
