import { describe, expect, it } from 'vitest';
import { clusterMembers, clusterTerms } from './cluster-terms.ts';
import { nameClusters } from './phrases.ts';

const clusters = {
  arrived: [
    'Why has my card not arrived?',
    'My new card still has not arrived',
    'card not arrived yet',
    'the card I ordered has not arrived',
    'when will it arrive, my card is late',
  ],
  pin: [
    'How do I change my PIN?',
    'I want to change the PIN',
    'can you change my PIN please',
    'where can I change PIN',
    'PIN change',
  ],
  refund: [
    'I want a refund for my order',
    'when will I get my refund',
    'please refund the order',
    'refund status?',
    'the refund is missing',
  ],
};
const texts = Object.values(clusters).flat();
const labels = Int32Array.from(texts, (_, i) => Math.floor(i / 5));

describe('nameClusters', () => {
  it('names clusters in their own words, like a headline', () => {
    const [arrived, pin, refund] = nameClusters(texts, labels).map(({ name }) => name);
    expect(arrived).toBe('Card not arrived');
    expect(pin).toBe('Change PIN');
    expect(refund?.toLowerCase()).toContain('refund');
  });

  it('tells the share of texts that have the words of the name', () => {
    expect(nameClusters(texts, labels)[1]?.coverage).toBeGreaterThan(0.9);
  });

  it('never gives two clusters one name', () => {
    const doubled = [...texts, ...clusters.pin];
    const names = nameClusters(
      doubled,
      Int32Array.from(doubled, (_, i) => Math.floor(i / 5)),
    ).map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  it('works for German and Spanish', () => {
    const german = [
      'Wie kann ich meine PIN ändern?',
      'Ich möchte die PIN ändern',
      'PIN ändern',
      'Karte ist nicht angekommen',
      'Meine Karte ist noch nicht angekommen',
      'Karte nicht angekommen',
    ];
    const names = nameClusters(german, Int32Array.of(0, 0, 0, 1, 1, 1), { language: 'de' }).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['PIN ändern', 'Karte nicht angekommen']);
  });

  it('bears texts without words and unclustered texts', () => {
    expect(nameClusters(['', '???', 'x'], Int32Array.of(0, 0, -1))).toHaveLength(1);
    expect(nameClusters([], new Int32Array())).toEqual([]);
  });
});

describe('clusterTerms', () => {
  it('ranks what tells a cluster apart, with its usual form', () => {
    const [, pin] = clusterTerms(texts, labels);
    expect(pin?.slice(0, 2).map(({ surface, coverage }) => [surface, coverage])).toEqual([
      ['change', 1],
      ['pin', 1],
    ]);
    expect(pin?.map((term) => term.stem)).not.toContain('the');
  });

  it('leaves out redactions, numbers and placeholders', () => {
    const [terms] = clusterTerms(['XXXX 123 <date> loan', 'xxxx loan'], Int32Array.of(0, 0));
    expect(terms?.map((term) => term.surface)).toEqual(['loan']);
  });
});

it('clusterMembers lists positions and skips -1', () => {
  expect(clusterMembers(Int32Array.of(1, -1, 0, 1)).map((members) => [...members])).toEqual([[2], [0, 3]]);
});
