import { expect, test } from 'vitest';
import { customerText, replyText } from './thread-text.ts';
import type { Message, Ticket } from './ticket.ts';

const thread = (subject: string, ...messages: Pick<Message, 'role' | 'text'>[]) => ({
  ticket: { subject } as Ticket,
  messages: messages.map((message, position) => ({ ...message, position }) as Message),
});

test('the subject and what the customer wrote, not what agents answered', () => {
  const text = customerText(
    thread(
      'Parcel',
      { role: 'customer', text: 'It never came.' },
      { role: 'agent', text: 'We send another one.' },
      { role: 'customer', text: 'Fine.' },
    ),
  );
  expect(text).toBe('Parcel\nIt never came.\nFine.');
});

test('without reply marks, ticket numbers and quoted mail', () => {
  const text = customerText(
    thread('Re: AW: [#4711] Parcel', {
      role: 'customer',
      text: 'Still nothing.\n\nOn Monday Ann wrote:\n> We send another one.',
    }),
  );
  expect(text).toBe('Parcel\nStill nothing.');
});

test('a subject that only repeats the beginning is not counted twice', () => {
  expect(
    customerText(thread('Where is my card', { role: 'customer', text: 'Where is my card? I wait for it.' })),
  ).toBe('Where is my card? I wait for it.');
});

test('a thread without customer counts whole; a thread without text is empty', () => {
  expect(customerText(thread('', { role: 'agent', text: 'Called in: lost the key.' }))).toBe(
    'Called in: lost the key.',
  );
  expect(customerText(thread(''))).toBe('');
});

test('replies are what agents wrote, and nothing when nobody is the customer', () => {
  const said = thread(
    '',
    { role: 'customer', text: 'Lost key' },
    { role: 'agent', text: 'Order a new key in the app.\n\nBest regards\nAnn' },
  );
  expect(replyText(said)).toBe('Order a new key in the app.');
  expect(replyText(thread('', { role: 'agent', text: 'Called in: lost the key.' }))).toBe('');
});
