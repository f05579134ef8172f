import { expect, it } from 'vitest';
import type { ArticleContent } from './article.ts';
import type { Evidence } from './article-generator.ts';
import { checkDraft } from './check-draft.ts';

const reply = (text: string): Evidence => ({
  kind: 'reply',
  ticketId: 't' as never,
  messageId: text as never,
  text,
  resolved: true,
  language: 'en',
});
const evidence = [
  'Announce the new device in the app. Maximum 3 devices are allowed.',
  'Hi Gwen, the order of Gwen Lund waits. Tap Manage plan and choose Cancel plan.',
  'Deliveries take 5 days.',
  'The return is free.',
].map(reply);

/** A draft whose sentences name all the evidence as their proof. */
const draft = (...texts: string[]): ArticleContent => ({
  title: 'Devices',
  summary: '',
  sections: [
    {
      key: 'steps',
      heading: 'Steps',
      sentences: texts.map((text) => ({
        text,
        evidence: evidence.map((one) => ({
          kind: 'reply' as const,
          ticketId: 't' as never,
          messageId: one.text as never,
          start: 0,
          end: one.text.length,
        })),
        support: 1,
        verified: false,
      })),
    },
  ],
  method: 'model',
  language: 'en',
});
const intent = { name: 'Register devices', description: '' };
const refused = (text: string, customers: string[] = []) =>
  checkDraft(draft(text), { intent, evidence, customers }).refused.map(({ faults }) => faults);

it('finds a short name of a customer as a word, not inside of others', () => {
  for (const customer of ['Ann', 'Max'])
    for (const text of ['Announce the new device in the app.', 'Maximum 3 devices are allowed.'])
      expect(refused(text, [customer])).toEqual([]);
  expect(refused('Announce Ann the new device in the app.', ['Ann'])).toEqual([
    expect.arrayContaining(['names-a-person']),
  ]);
});

it('lets no sentence tell a name that its quotes do not tell', () => {
  for (const text of ['Gwen, announce the new device in the app.', 'Announce Zoltan the device in the app.'])
    expect(refused(text)).toEqual([expect.arrayContaining(['names-differ'])]);
});

it('lets no two quotes prove together what neither says', () => {
  expect(refused('The return takes 5 days.')).toHaveLength(1);
  expect(refused('Deliveries take 5 days, and the return is free.')).toEqual([]);
});

it('lets no title tell of something else, or of a person that a reply tells of', () => {
  const titled = (title: string) =>
    checkDraft({ ...draft('Announce the new device in the app.'), title }, { intent, evidence }).content
      .title;
  for (const title of ['Your bank was hacked', 'Register the devices of Gwen'])
    expect(titled(title)).toBe('How to register devices');
  expect(titled('Registering a New Device in the App')).toBe('Registering a New Device in the App');
});
