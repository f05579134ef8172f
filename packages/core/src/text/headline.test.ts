import { describe, expect, it } from 'vitest';
import { headlines } from './headline.ts';

const lines = (text: string, language: 'en' | 'de' | 'es' = 'en') =>
  headlines(text, language).map((line) => line.map(({ surface }) => surface).join(' '));

describe('headlines', () => {
  it.each([
    ["Why hasn't my card arrived? Please replace it.", ['card not arrived', 'replace']],
    ['How do I change my PIN', ['change PIN'.toLowerCase()]],
    ['I want to cancel the order', ['cancel order']],
    ['My transfer has been declined', ['transfer declined']],
    ['Me > Care > Manage plan > Switch plan', ['care', 'manage plan', 'switch plan']],
    ['How long does it take for a transfer?', ['how long transfer']],
    ['top up failed, I cannot log in', ['top up failed', 'not log in']],
    ['My e-mail is jo@example.com, order AB-4411', ['email', 'order']],
  ])('%s', (text, expected) => {
    expect(lines(text)).toEqual(expect.arrayContaining(expected));
  });

  it('never joins words across a sentence, a pronoun or a line', () => {
    expect(lines('Question about payments\nReplace card')).not.toContain('payments replace card');
    expect(lines('the payments I made, replace the card')).not.toContain('payments replace card');
  });

  it('reads German and Spanish', () => {
    expect(lines('Wie kann ich meine PIN ändern?', 'de')).toEqual(['pin ändern']);
    expect(lines('No puedo cambiar mi contraseña', 'es')).toEqual(['no cambiar contraseña']);
  });

  it('leaves out what it is told to', () => {
    expect(
      headlines('ask callum about returns', 'en', new Set(['callum']))
        .flat()
        .map(({ surface }) => surface),
    ).toEqual(['returns']);
  });
});
