import { expect, it } from 'vitest';
import { detectLanguage } from './language.ts';
import { stopWords } from './stop-words.ts';

it.each([
  ['Why has my card not arrived yet?', 'en'],
  ['I was charged twice for the same payment', 'en'],
  ['Warum ist meine Karte noch nicht angekommen?', 'de'],
  ['Ich kann mich nicht anmelden', 'de'],
  ['¿Por qué no ha llegado mi tarjeta?', 'es'],
  ['No puedo entrar en mi cuenta', 'es'],
  ['私のカードはまだ届いていません', 'other'],
  ['Моя карта ещё не пришла', 'other'],
  [
    'Pourquoi mon colis est-il toujours bloqué chez le transporteur depuis quinze jours, merci beaucoup',
    'other',
  ],
  ['login error', 'unknown'],
  ['', 'unknown'],
])('%j is %s', (text, language) => {
  expect(detectLanguage(text).language).toBe(language);
});

it('is surer of a clear text than of a doubtful one', () => {
  const clear = detectLanguage('I have been waiting for my new card and it is still not here').confidence;
  expect(clear).toBeGreaterThan(0.8);
  expect(clear).toBeLessThanOrEqual(1);
});

it('keeps the words that turn a meaning round', () => {
  for (const word of ['not', 'no', 'cannot', 'why', 'how', 'when', 'where'])
    expect(stopWords('en').has(word)).toBe(false);
  expect(stopWords('de').has('nicht')).toBe(false);
  expect(stopWords('es').has('sin')).toBe(false);
  expect(stopWords('en').has('the')).toBe(true);
  expect(stopWords('other').size).toBe(0);
});
