import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from './split-sentences.ts';

const sentences = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('splitSentences', () => {
  it.each([
    ['Open the app. Tap Cards! Done?', ['Open the app.', 'Tap Cards!', 'Done?']],
    ['Ask Dr. Smith, e.g. by mail. Thanks', ['Ask Dr. Smith, e.g. by mail.', 'Thanks']],
    ['1. Open the app\n2. Tap Cards', ['1. Open the app', '2. Tap Cards']],
    ['Steps:\n- open\n- tap', ['Steps:', '- open', '- tap']],
    ['It costs 3.50 euros. Version 2.4.1 is fine.', ['It costs 3.50 euros.', 'Version 2.4.1 is fine.']],
    ['Das gilt z.B. für Karten. Danke', ['Das gilt z.B. für Karten.', 'Danke']],
    ['カードが届きません。どうすればいいですか？', ['カードが届きません。', 'どうすればいいですか？']],
    ['  \n ', []],
  ])('%j', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  it('covers everything but white space, in order and without overlap', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', '.', ' ', '\n', '!', '1', 'é', '。') }),
        (text) => {
          let end = 0;
          for (const span of splitSentences(text)) {
            expect(span.start).toBeGreaterThanOrEqual(end);
            expect(text.slice(end, span.start).trim()).toBe('');
            expect(text.slice(span.start, span.end).trim()).toBe(text.slice(span.start, span.end));
            end = span.end;
          }
          expect(text.slice(end).trim()).toBe('');
        },
      ),
    );
  });
});
