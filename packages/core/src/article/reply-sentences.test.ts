import { expect, it } from 'vitest';
import type { PassageEvidence, ReplyEvidence } from './reply-sentences.ts';
import { passageSentences, replySentences, roleOf } from './reply-sentences.ts';

const reply = (text: string): ReplyEvidence => ({
  kind: 'reply',
  ticketId: 't' as never,
  messageId: 'm' as never,
  text,
  resolved: true,
  language: 'en',
});

it('keeps instructions and facts, and leaves out all that concerns one person', () => {
  const text = [
    'Hello Gwen,',
    '',
    'Thank you for testing the socket. Please push the cable firmly into the dock. I have refunded your order KV-203118.',
    'Your Lumo is still at Received. Will that work for you? The light pulses amber while charging.',
    'We will send a new one tomorrow. Bike > Settings > Power shows the setting.',
    '',
    'Warm regards, Ines',
    'Kestovar Support',
    '',
    '> hold the old button for a week',
  ].join('\n');
  const found = replySentences(reply(text));
  expect(found.map(({ text: sentence, role }) => [role, sentence])).toEqual([
    ['action', 'Please push the cable firmly into the dock.'],
    ['fact', 'The light pulses amber while charging.'],
    ['action', 'Bike > Settings > Power shows the setting.'],
  ]);
});

it.each([
  'Add 2-4 business days for the road, so Thursday 25th at the very latest by our plan.',
  'The courier comes on Mon 3rd with the new battery and takes the old one.',
  'Es kommt am Freitag, den 3. bei dir an und wird vor die Tür gestellt.',
  'Llegará el jueves 25 con el mensajero y será entregado en su puerta.',
  'The new dock is at the shop by the 25th and can be fetched there.',
])('leaves out the day of one case: %s', (text) => {
  expect(replySentences(reply(text))).toEqual([]);
});

it.each([
  'The depot is open Monday to Friday, and closed at weekends.',
  'The workshop is open Saturday 9 to 12 for repairs without a slot.',
  'Invoices are sent from the 1st of each month to the address of the account.',
  'Open Settings and choose the 2nd option, then tap Save.',
])('keeps a rule that names days or numbers: %s', (text) => {
  expect(replySentences(reply(text))).toHaveLength(1);
});

it('gives spans that are the sentence in the message', () => {
  const text =
    'Hi Amara,\n\n1. open   the app and mail help@kestovar.example\n2. Wait 3-4 hours, then tap Retry.\n\nTobias';
  for (const { span, text: sentence } of replySentences(reply(text))) {
    if (span.kind !== 'reply') throw new Error('wrong kind');
    const quote = text
      .slice(span.start, span.end)
      .replace(/\s+/gu, ' ')
      .replace('help@kestovar.example', '[email]');
    expect(quote.toLowerCase()).toBe(sentence.toLowerCase());
  }
  expect(replySentences(reply(text)).map(({ text: sentence }) => sentence)).toEqual([
    'Open the app and mail [email]',
    'Wait 3-4 hours, then tap Retry.',
  ]);
});

it('reads the beginning of a reply that is as long as a book', () => {
  const book = Array.from({ length: 2000 }, (_, at) => `Tap button ${at} and hold it.`).join(' ');
  const found = replySentences(reply(book));
  expect(found[0]?.text).toBe('Tap button 0 and hold it.');
  expect(found.length).toBeLessThan(400);
});

it('takes list items of a passage whole, with offsets into the version', () => {
  const text =
    'While it is new you can cancel it.\n\n1. Go to Orders. It opens a list.\n2. Select Cancel.\n\nA | B';
  const passage: PassageEvidence = {
    kind: 'passage',
    versionId: 'v' as never,
    chunkId: 'c' as never,
    title: '',
    text,
    start: 50,
    page: 2,
    language: 'und',
  };
  const found = passageSentences(passage);
  expect(found.map(({ text: sentence, list }) => [list, sentence])).toEqual([
    [undefined, 'While it is new you can cancel it.'],
    [1, 'Go to Orders. It opens a list.'],
    [1, 'Select Cancel.'],
  ]);
  for (const { span, text: sentence } of found)
    expect(text.slice(span.start - 50, span.end - 50)).toBe(sentence);
});

it.each([
  ['action', 'Hold the lower key for 5 seconds.'],
  ['action', 'If it stays grey, restart the phone.'],
  ['action', 'Bitte öffnen Sie die App und tippen Sie auf Konto.'],
  ['action', 'Pulsa el botón inferior durante cinco segundos.'],
  ['cause', 'This happens because the battery is cold.'],
  ['symptom', 'If the ring does not blink blue at all.'],
  ['fact', 'The refund takes up to five business days.'],
  [undefined, 'Does it blink red?'],
  [undefined, 'アプリを開いて再起動しましたか？'],
  ['fact', 'アプリを開いて、アカウントをタップしてください。'],
  [undefined, 'Tobias / Kestovar Support'],
])('sees %s in: %s', (role, sentence) => {
  expect(roleOf(sentence)).toBe(role);
});
