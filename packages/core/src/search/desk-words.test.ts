import { describe, expect, it } from 'vitest';
import { meaningsOf } from './desk-words.ts';

const shared = (
  left: string,
  right: string,
  languages: readonly ['en' | 'de' | 'es', 'en' | 'de' | 'es'],
) => {
  const there = new Set([...meaningsOf(right, languages[1]).values()].flat());
  return [...meaningsOf(left, languages[0]).values()].flat().some((group) => there.has(group));
};

describe('meaningsOf', () => {
  it.each([
    ['call off my order', 'cancellation', ['en', 'en']],
    ['the bill', 'Download invoices here', ['en', 'en']],
    ['bicycles', 'bike', ['en', 'en']],
    ['Erstattung', 'We refund you', ['de', 'en']],
    ['reembolso', 'refunds', ['es', 'en']],
    ['Kündigung', 'cancelar', ['de', 'es']],
  ] as const)('%s means the same as %s', (left, right, languages) => {
    expect(shared(left, right, languages)).toBe(true);
  });

  it.each([
    ['call me', 'cancel'],
    ['refund', 'password'],
    ['saddle', 'seat post'],
  ])('%s and %s do not', (left, right) => {
    expect(shared(left, right, ['en', 'en'])).toBe(false);
  });

  it('knows nothing about most words', () => {
    expect(meaningsOf('The purple saddle fox', 'en').size).toBe(0);
  });
});
