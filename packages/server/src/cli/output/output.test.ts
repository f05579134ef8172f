import type { IntentView } from '@ticket-ai/core';
import { expect, test } from 'vitest';
import type { AssignedTicket } from '../assigned-tickets.ts';
import { renderDiff } from './diff.ts';
import {
  bar,
  formatBytes,
  formatConfidence,
  formatDate,
  formatSeconds,
  formatShare,
  formatUsd,
  plural,
} from './numbers.ts';
import { describeProgress, progressLine } from './progress.ts';
import { showClusters } from './show-clusters.ts';
import { renderTable } from './table.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { displayWidth, harmless, oneLine, pad, truncate } from './width.ts';

test.each([
  ['plain', 5],
  ['日本語', 6],
  ['한국', 4],
  ['👍', 2],
  ['👩‍👩‍👧', 2],
  ['🇩🇪', 2],
  ['é', 1],
  ['e\u0301', 1],
  ['❤️', 2],
  ['\x1b[31mred\x1b[39m', 3],
  ['', 0],
])('%j takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test('a text is cut at a grapheme, never in the middle of a wide one', () => {
  expect(truncate('short', 10)).toBe('short');
  expect(truncate('a long sentence', 7)).toBe('a long…');
  expect(truncate('日本語テキスト', 6)).toBe('日本…');
  expect(truncate('👩‍👩‍👧👍👍', 4)).toBe('👩‍👩‍👧…');
  expect(truncate('anything', 0)).toBe('');
});

test('filling counts columns, not characters', () => {
  expect(pad('日本', 6)).toBe('日本  ');
  expect(pad('7', 3, 'right')).toBe('  7');
});

test('what customers wrote cannot reach the terminal as commands', () => {
  expect(oneLine('a\x1b[2Jb\x07\r\nc\u202ed')).toBe('ab cd');
  expect(harmless('one\x1b[31m\r\n  two\x1b]0;title\x07')).toBe('one\n  two');
});

test('a table shrinks its wide columns to the width of the terminal', () => {
  const columns = [
    { title: 'Id' },
    { title: 'Name', shrinkTo: 6 },
    { title: 'Count', align: 'right' as const },
  ];
  const rows = [
    ['1', 'a name that is far too long', '7'],
    ['22', '日本語のとても長い名前です', '1,234'],
  ];
  const lines = renderTable(columns, rows, { width: 24 }).split('\n');
  expect(lines).toEqual(['Id  Name           Count', '1   a name that…       7', '22  日本語のとて…  1,234']);
  for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(24);
});

test('a table never cuts columns that must be whole', () => {
  expect(renderTable([{ title: 'Id' }], [['0123456789']], { width: 4 })).toBe('Id\n0123456789');
});

test('numbers read well', () => {
  expect(plural(1, 'ticket')).toBe('1 ticket');
  expect(plural(2000, 'category', 'categories')).toBe('2,000 categories');
  expect([
    formatShare(0, 5),
    formatShare(1, 3),
    formatShare(1, 30),
    formatShare(1, 9999),
    formatShare(0, 0),
  ]).toEqual(['0 %', '33 %', '3.3 %', '<0.1 %', '0 %']);
  expect([formatSeconds(0.44), formatSeconds(12.4), formatSeconds(185), formatSeconds(7800)]).toEqual([
    '0.4 s',
    '12 s',
    '3 min 05 s',
    '2 h 10 min',
  ]);
  expect([formatBytes(12), formatBytes(2400), formatBytes(2_400_000), formatBytes(25_276_000_000)]).toEqual([
    '12 B',
    '2.4 kB',
    '2.4 MB',
    '25.3 GB',
  ]);
  expect([formatUsd(0), formatUsd(0.0012), formatUsd(3.456), formatConfidence(1)]).toEqual([
    '0.00 USD',
    '0.0012 USD',
    '3.46 USD',
    '1.00',
  ]);
  expect([formatDate(undefined), formatDate(0), formatDate(0, true)]).toEqual([
    '',
    '1970-01-01',
    '1970-01-01 00:00',
  ]);
  expect([bar(1, 4), bar(0.5, 4), bar(0.0001, 4), bar(0, 4)]).toEqual(['████', '██', '▏', '']);
});

test('progress tells amount, rate and remaining time', () => {
  expect(describeProgress({ stage: 'import', done: 0 }, 0)).toBe('Importing tickets · 0');
  expect(describeProgress({ stage: 'import', done: 1000, total: 4000 }, 2)).toBe(
    'Importing tickets · 1,000 of 4,000 (25 %) · 500 per second · about 6.0 s left',
  );
  expect(describeProgress({ stage: 'discover', step: 'neighbours', done: 0.5, total: 1 }, 4)).toBe(
    'Finding intents: neighbours · 50 % · about 4.0 s left',
  );
});

function recorder(isTTY: boolean) {
  const written: string[] = [];
  const stream = {
    isTTY,
    columns: 60,
    write: (text: string) => written.push(text) > 0,
  } as unknown as NodeJS.WriteStream;
  return { written, terminal: { noteStream: stream, quiet: false } };
}

test('a terminal gets one line that is rewritten and removed', () => {
  const { written, terminal } = recorder(true);
  let now = 0;
  const progress = progressLine(terminal, () => now);
  for (; now < 1000; now += 50) progress.update({ stage: 'import', done: now });
  progress.end();
  expect(written.length).toBeGreaterThan(5);
  expect(written.every((text) => text.startsWith('\r\x1b[2K') && !text.includes('\n'))).toBe(true);
  expect(written.at(-1)).toBe('\r\x1b[2K');
});

test('a log gets a plain line every five seconds', () => {
  const { written, terminal } = recorder(false);
  let now = 0;
  const progress = progressLine(terminal, () => now);
  for (; now <= 12_000; now += 100) progress.update({ stage: 'import', done: now });
  progress.end();
  expect(written).toHaveLength(2);
  expect(written.every((text) => text.endsWith('\n') && !text.includes('\x1b'))).toBe(true);
});

test('a comparison shows changed lines and marks changed words', () => {
  const paint = {
    removed: (text: string) => text,
    added: (text: string) => text,
    word: (text: string) => `<${text}>`,
  };
  expect(renderDiff('same\nopen the app\n', 'same\nopen the door\nand wait\n', { ...paint })).toBe(
    '  same\n- open the app\n+ open the door\n+ and wait',
  );
  expect(renderDiff('open the app', 'open the door', paint)).toBe('- open the <app>\n+ open the <door>');
});

test('the summary counts in words that fit none, one and many', () => {
  const summary = (intentOf: readonly (string | undefined)[]) => {
    const lines: string[] = [];
    const terminal: Terminal = {
      ...openTerminal({ quiet: true }),
      out: (text) => lines.push(text),
      paint: (_, text) => text,
    };
    const intent = { id: 'a', name: 'A', path: ['B', 'C', 'D'], description: '' } as unknown as IntentView;
    const tickets = intentOf.map((id) => ({
      rowId: '1',
      ...(id === undefined ? {} : { intent }),
    })) as unknown as AssignedTicket[];
    showClusters(terminal, { tickets, intents: [intent], notes: [], seconds: 1, modelCalls: 0 });
    return lines[0]?.trim().split('. ')[0];
  };
  expect([
    summary([]),
    summary(['a']),
    summary(['a', undefined]),
    summary(['a', undefined, undefined]),
  ]).toEqual([
    '0 intents in 0 tickets; there was nothing to group',
    '1 intent in 1 ticket; every ticket has one',
    '1 intent in 2 tickets; 1 ticket (50 %) fits none',
    '1 intent in 3 tickets; 2 tickets (67 %) fit none',
  ]);
});

test('the summary says how sure it is, and which intents deserve a look first', () => {
  const lines: string[] = [];
  const terminal: Terminal = {
    ...openTerminal({ quiet: true }),
    out: (text) => lines.push(text),
    paint: (_, text) => text,
  };
  const intentOf = (id: string) =>
    ({ id, name: `Name ${id}`, path: ['B', 'C', 'D'], description: '' }) as unknown as IntentView;
  const sure = { a: [0.9, 0.8], b: [0.6, 0.6], c: [0.3, 0.2] };
  const tickets = Object.entries(sure).flatMap(([id, values]) =>
    values.map((confidence) => ({ rowId: '1', intent: intentOf(id), confidence })),
  ) as unknown as AssignedTicket[];
  const intents = Object.keys(sure).map(intentOf);
  showClusters(terminal, { tickets, intents, notes: [], seconds: 1, modelCalls: 0 });
  expect(lines.join('\n')).toContain(
    'Confidence is high for 1, fair for 1, low for 1 of 3 intents. Least sure: Name c (0.25), Name b (0.60).',
  );
});
