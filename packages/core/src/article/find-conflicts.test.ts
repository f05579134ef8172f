import { expect, test } from 'vitest';
import type { ArticleContent } from './article.ts';
import type { Evidence } from './article-generator.ts';
import { findConflicts } from './find-conflicts.ts';

const article = (text: string): ArticleContent => ({
  title: 'T',
  summary: '',
  sections: [
    { key: 'steps', heading: 'Steps', sentences: [{ text, evidence: [], support: 1, verified: true }] },
  ],
  method: 'extractive',
  language: 'en',
});
const reply = (text: string): Evidence => ({
  kind: 'reply',
  ticketId: 't' as never,
  messageId: 'm' as never,
  text,
  resolved: true,
  language: 'en',
});
const passage = (text: string): Evidence => ({
  kind: 'passage',
  versionId: 'v' as never,
  chunkId: 'c' as never,
  title: 'P',
  text,
  start: 100,
  page: 1,
  language: 'en',
});

test.each([
  ['number', 'Open the link within 30 minutes.', 'Open the link within 60 minutes.'],
  [
    'number',
    'Hold the power button for seven seconds.',
    'Hold the power button for 3 seconds until it blinks.',
  ],
  ['path', 'Open Settings > Security and scan the code.', 'Open Profile > Login and scan the code.'],
  ['negation', 'Unplug the router during the update.', 'Do not unplug the router during the update.'],
])('another %s is a conflict: %s / %s', (about, sentence, other) => {
  expect(findConflicts(article(sentence), [reply(other)])).toMatchObject([
    { section: 'steps', sentence, about, source: { kind: 'reply', messageId: 'm' } },
  ]);
});

test.each([
  ['the same value', 'Open the link within 30 minutes.', 'Please open the link within 30 minutes.'],
  ['more said', 'Open the link.', 'Open the link within 60 minutes.'],
  ['another unit', 'Wait 2 minutes at the door.', 'Wait at the door of room 5.'],
  [
    'the same denial',
    'If you do not know it, reset the password.',
    'If you do not know it, reset the password.',
  ],
  [
    'another matter of the same unit',
    'Open the link within 30 minutes.',
    'Send the parcel within 14 minutes.',
  ],
  ['another matter', 'Open the link within 30 minutes.', 'Send the parcel back within 14 days.'],
  [
    'a shorter path',
    'Open Settings > Security > Keys and scan the code.',
    'Open Settings > Security and scan the code.',
  ],
])('%s is none', (_what, sentence, other) => {
  expect(findConflicts(article(sentence), [reply(other)])).toEqual([]);
});

test('a document may disagree, too; its place is told, and one place only once', () => {
  const content = article('Reports are accepted within 14 days of delivery.');
  const text = 'Returns. Reports are accepted within 30 days of delivery.';
  const found = findConflicts(content, [passage(text), passage(text)]);
  expect(found).toHaveLength(1);
  const { source } = found[0]!;
  expect(text.slice(source.start - 100, source.end - 100)).toBe(
    'Reports are accepted within 30 days of delivery.',
  );
});
