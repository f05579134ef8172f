import { describe, expect, it } from 'vitest';
import { stem } from './stem.ts';

// Expected stems are those of the published Snowball vocabularies.
describe('stem', () => {
  it.each(
    'consign:consign consigned:consign consigning:consign consistency:consist consolation:consol knightly:knight kinkajous:kinkaj cries:cri ties:tie dying:die skies:sky generate:generat generally:general communication:communic hopping:hop hoping:hope falling:fall sized:size agreed:agre relational:relat conditional:condit happiness:happi electricity:electr adjustment:adjust adoption:adopt controllable:control rolled:roll news:news proceed:proceed exceeding:exceed flies:fli payments:payment refunded:refund cancellation:cancel'
      .split(' ')
      .map((pair) => pair.split(':')),
  )('English %s -> %s', (word, expected) => {
    expect(stem(word!, 'en')).toBe(expected);
  });

  it.each(
    'aufeinander:aufeinand aufenthalt:aufenthalt auferlegten:auferlegt häuser:haus karten:kart rechnungen:rechnung möglichkeiten:moglich freundlich:freundlich kündigung:kundig zahlung:zahlung überweisungen:uberweis straße:strass'
      .split(' ')
      .map((pair) => pair.split(':')),
  )('German %s -> %s', (word, expected) => {
    expect(stem(word!, 'de')).toBe(expected);
  });

  it.each(
    'chicas:chic chicharrones:chicharron torneando:torn tarjetas:tarjet pagos:pag devolución:devolu rápidamente:rapid cancelar:cancel cancelado:cancel quería:quer llegado:lleg dámelo:damel'
      .split(' ')
      .map((pair) => pair.split(':')),
  )('Spanish %s -> %s', (word, expected) => {
    expect(stem(word!, 'es')).toBe(expected);
  });

  it('leaves codes, placeholders and other languages alone', () => {
    expect(stem('0x80070005', 'en')).toBe('0x80070005');
    expect(stem('<dates>', 'en')).toBe('<dates>');
    expect(stem('cartes', 'other')).toBe('cartes');
  });
});
