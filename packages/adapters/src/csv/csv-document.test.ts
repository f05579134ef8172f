import { createTicketAI } from '@ticket-ai/core';
import { documentParserCases, runConformance } from '@ticket-ai/core/conformance';
import { describe, expect, it } from 'vitest';
import { csvDocumentParser, ticketColumns } from './index.ts';

const parser = csvDocumentParser();
const utf8 = new TextEncoder();
const prices = 'Part;Price;Remark\nBrake pads;18 EUR;"pair, with\nscrews"\nLock;79 EUR;\n';

describe('csvDocumentParser keeps the contract', () => {
  runConformance(it, documentParserCases, {
    create: () => ({
      parser,
      sample: { bytes: utf8.encode(prices), sentences: ['Part | Price | Remark', 'Brake pads | 18 EUR'] },
      unreadable: [new Uint8Array(), Uint8Array.of(0, 1, 2, 3, 0, 0), utf8.encode('%PDF-1.7')],
    }),
  });
});

it('is a table whose first row names the columns', async () => {
  const { text, blocks, status } = await parser.parse({ bytes: utf8.encode(prices) });
  expect(status).toBe('ok');
  expect(text).toBe('Part | Price | Remark\nBrake pads | 18 EUR | pair, with screws\nLock | 79 EUR');
  expect(blocks.map(({ kind, header }) => [kind, header])).toEqual([
    ['table-row', true],
    ['table-row', false],
    ['table-row', false],
  ]);
});

it.each([
  ['Ticket ID,Subject,Description,Status\n', ['Subject', 'Description', 'Status']],
  ['Nummer;Betreff;Nachricht;Erstellt am;Kunde\n', ['Betreff', 'Nachricht', 'Erstellt am', 'Kunde']],
  ['case\trequester email\tcomment\tcreated_at\n', ['requester email', 'comment', 'created_at']],
  ['Part;Price;Remark\n', []],
  ['Code,Title,Description\n', []],
  ['status,created_at,requester\n', []],
])('tells the columns of tickets from those of another table: %j', (header, columns) => {
  expect(ticketColumns(utf8.encode(header))).toEqual(columns);
});

it('answers from a row of a long table, whose columns are known in every passage', async () => {
  const rows = Array.from({ length: 500 }, (_, at) => `HL-${at},Halo display ${at},${at + 100} EUR`);
  const desk = createTicketAI({ documentParsers: [parser] });
  await desk.documents.add({
    source: 'prices.csv',
    bytes: utf8.encode(`Part number,Part,Price\n${rows.join('\n')}\n`),
  });
  const answer = await desk.answer('What is the price of HL-321?');
  expect(answer.sentences.map(({ text }) => text).join()).toContain('421 EUR');
});
