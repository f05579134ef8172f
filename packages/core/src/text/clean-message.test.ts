import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanMessage } from './clean-message.ts';

describe('cleanMessage', () => {
  it.each([
    [
      'Hi Anna,\n\nmy card has not arrived.\n\nBest regards,\nTom Smith\n+44 20 7946 0000',
      'my card has not arrived.',
    ],
    [
      'Still broken.\n\nOn Mon, 3 Mar 2025 at 10:12, Support <s@x.com> wrote:\n> Did you restart?\n> Bye',
      'Still broken.',
    ],
    [
      'Still broken.\n\nOn Mon, 3 Mar 2025 at 10:12, Support\n<s@x.com> wrote:\n> Did you restart?',
      'Still broken.',
    ],
    ['Geht nicht.\n\nAm 03.03.2025 um 10:12 schrieb Support:\n> Neustart?', 'Geht nicht.'],
    ['No funciona.\n\nEl lun, 3 mar 2025 a las 10:12, Soporte escribió:\n> ¿Reinició?', 'No funciona.'],
    ['See below\n\nFrom: a@x.com\nSent: Monday\nTo: b@x.com\nSubject: Old\n\nold text', 'See below'],
    ['The app crashes.\n-- \nTom\nACME', 'The app crashes.'],
    ['The app crashes.\n\nSent from my iPhone', 'The app crashes.'],
    [
      'Sehr geehrte Damen und Herren,\nmeine Karte fehlt.\nMit freundlichen Grüßen\nEva Maier',
      'meine Karte fehlt.',
    ],
    ['Hola,\nno puedo entrar.\nSaludos\nJuan', 'no puedo entrar.'],
    ['Hello, I cannot log in', 'I cannot log in'],
    ['Dear   support   team  ! Where is it?', 'Where is it?'],
    ['<p>Hello</p><p>I <b>cannot</b> log in &amp; pay<br>today</p>', 'I cannot log in & pay\ntoday'],
    [
      'Please help.\nThis email and any attachments are confidential and intended for the addressee.',
      'Please help.',
    ],
    ['Answer:\n> quoted\nMy answer', 'Answer:\nMy answer'],
  ])('%j', (message, said) => {
    expect(cleanMessage(message)).toBe(said);
  });

  it.each([
    'Hello',
    'Thanks',
    '> only a quote',
    'Sent from my iPhone',
    'Is <email> the right placeholder, or List<String>?',
    'Hello I wonder where it is, can you say?',
    'Hello ,',
    'Hi can you tell me where my order is?',
    'On my bill she wrote: nothing',
    'Thank you\nbut the second parcel is still missing, when will it come? I paid for express delivery',
  ])('keeps %j', (message) => {
    expect(cleanMessage(message)).toBe(message);
  });

  it('never makes text with letters empty and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const cleaned = cleanMessage(text);
        return !/\p{L}/u.test(text) || /\p{L}/u.test(cleaned);
      }),
    );
  });

  it('reads a greeting that never ends in one pass', () => {
    const endless = `hello ${'a'.repeat(8000)}`;
    expect(cleanMessage(endless)).toBe(endless);
  }, 2000);
});
