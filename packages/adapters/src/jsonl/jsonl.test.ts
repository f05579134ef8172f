import { type ColumnMapping, TicketAIError, type TicketReaderItem } from '@ticket-ai/core';
import { runConformance, type SampleRow, ticketReaderCases } from '@ticket-ai/core/conformance';
import { describe, expect, it } from 'vitest';
import { findJsonError } from './find-json-error.ts';
import { jsonlTicketReader } from './index.ts';
import { splitArray } from './split-records.ts';

const reader = jsonlTicketReader({ maxRecordCharacters: 100_000 });
const utf8 = new TextEncoder();

const formats = {
  'JSON Lines': (rows: readonly SampleRow[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  'a JSON array': (rows: readonly SampleRow[]) => JSON.stringify(rows, undefined, 2),
};

for (const [format, print] of Object.entries(formats)) {
  describe(`jsonlTicketReader keeps the contract with ${format}`, () => {
    const subject = {
      reader,
      write: (rows: readonly SampleRow[]) => utf8.encode(print(rows)),
      damage: (bytes: Uint8Array, id: string) =>
        utf8.encode(new TextDecoder().decode(bytes).replace(`"${id}",`, `"${id}" `)),
    };
    runConformance(it, ticketReaderCases, { create: () => subject });
  });
}

describe('records', () => {
  const thread = {
    externalId: 'HD-1',
    source: 'email',
    subject: 'Card',
    requester: 'a@example.com',
    status: 'solved',
    language: 'en',
    tags: ['x'],
    messages: [
      { role: 'customer', at: '2026-03-02T09:14:00Z', text: 'Where?' },
      { role: 'agent', at: '2026-03-02T11:40:00+01:00', text: 'Here.' },
    ],
    resolvedAt: '2026-03-02T18:05:00Z',
    reopenedAt: '2026-03-03T18:05:00Z',
    fields: { product: 'Lumo', label_x: 'gold' },
  };
  it('reads a thread', async () => {
    const items = await readAll(JSON.stringify(thread));
    expect(items[0]).toMatchObject({
      mapping: { id: 'externalId', body: 'messages' },
      layout: 'ticket-per-line',
    });
    expect(items[1]).toMatchObject({
      line: 1,
      rowId: 'HD-1',
      draft: {
        externalId: 'HD-1',
        source: 'email',
        status: 'solved',
        fields: { product: 'Lumo' },
        messages: [
          { role: 'customer', at: Date.UTC(2026, 2, 2, 9, 14), text: 'Where?' },
          { role: 'agent', at: Date.UTC(2026, 2, 2, 10, 40) },
        ],
        resolvedAt: Date.UTC(2026, 2, 2, 18, 5),
        reopenedAt: Date.UTC(2026, 2, 3, 18, 5),
      },
    });
    expect(JSON.stringify(items)).not.toContain('gold');
  });
  it('reads other names, numbers as ids, epochs, and keeps a status it does not know as a field', async () => {
    const [draft] = draftsOf(
      await readAll(
        '{"id":7,"title":"a","description":"b","created_at":1772442840,"state":"weird","priority":{"level":3},"empty":null}',
      ),
    );
    expect(draft).toMatchObject({
      externalId: '7',
      subject: 'a',
      body: 'b',
      createdAt: 1772442840000,
      status: 'open',
      fields: { state: 'weird', priority: '{"level":3}' },
    });
    expect(draft?.fields).not.toHaveProperty('empty');
  });
  it('reads CRLF, CR, BOM, blank lines and UTF-16', async () => {
    expect(
      draftsOf(await readAll('\uFEFF{"body":"a"}\r\n\r\n{"body":"b"}\r{"body":"c"}')).map(({ body }) => body),
    ).toEqual(['a', 'b', 'c']);
    expect(draftsOf(await readAll(Buffer.from('\uFEFF{"body":"ä"}\n', 'utf16le')))[0]?.body).toBe('ä');
  });
  it.each([
    ['{"body": "a",}', '14'],
    ['{"body": x}', '10'],
    ['{"body": "a"', '13'],
    ['{"body": "a"} {"body": "b"}', '15'],
    ['{body: "a"}', '2'],
    ['{"body": "a\tb"}', '10'],
    ['["a"', '5'],
  ])('rejects %j at its column and keeps the lines around it', async (line, column) => {
    const items = await readAll(`{"body":"first"}\n${line}\n{"body":"last"}\n`);
    expect(items.slice(1)).toMatchObject([
      { draft: { body: 'first' } },
      { kind: 'rejected', line: 2, column },
      { draft: { body: 'last' } },
    ]);
  });
  it.each([
    ['"just a text"', /no object/],
    ['{"id":1,"foo":2}', /no text/],
    ['{"body":"a","messages":[{"role":"martian","text":"x"}]}', /messages\.0\.role/],
    ['{"body":"a","createdAt":"yesterday"}', /createdAt/],
    [`{"body":"${'x'.repeat(100_001)}"}`, /too long/],
  ])('rejects %.40s', async (line, reason) => {
    const [, rejected, good] = await readAll(`${line}\n{"body":"good"}\n`);
    expect(rejected).toMatchObject({ kind: 'rejected', line: 1, reason: expect.stringMatching(reason) });
    expect(good).toMatchObject({ draft: { body: 'good' } });
  });
  it('a broken element of an array harms no other', async () => {
    const items = await readAll(
      '[\n  {"id":1,"body":"a"},\n  {"id":2,"body":"b"\n  {"id":3,"body":"c},\n  {\n    "id":4,\n    "body":"d"\n  }\n]\n',
    );
    expect(items.slice(1)).toMatchObject([
      { rowId: '1' },
      { kind: 'rejected', line: 3 },
      { kind: 'rejected', line: 4, column: '18' },
      { rowId: '4', line: 5 },
    ]);
  });
  it('what stands behind a broken element that holds lists is not lost', async () => {
    const items = await readAll(
      '[\n{"id":1,x,"messages":[\n{"text":"a"}\n]},\n{"id":2,"body":"b"}] {"id":3,"body":"c"}',
    );
    expect(items.slice(1)).toMatchObject([
      { kind: 'rejected', line: 2 },
      { kind: 'ticket' },
      { rowId: '2' },
      { rowId: '3' },
    ]);
  });
  it('refuses objects spread over lines and other files', async () => {
    for (const file of ['{\n "a": 1\n}', '<html></html>', 'PK\u0003\u0004']) {
      await expect(readAll(file)).rejects.toSatisfy((error) => TicketAIError.is(error, 'invalid-input'));
    }
  });
  it('survives deep nesting', async () => {
    const items = await readAll(`{"body":"a","x":${'['.repeat(40_000)}${']'.repeat(40_000)}}\n{"body":"b"}`);
    expect(draftsOf(items).map(({ body }) => body)).toEqual(['a', 'b']);
  });
});

describe('the work grows with the length of an array only', () => {
  it.each([
    '{"id":1,"body":"x"\n',
    '{"id":1,"body":"x",\n',
    '{"x":[\n',
    '{"x":[ bad\n',
    '{"x":[ ,',
    '{"a":1},{"x":[\n',
    '{"a":1}]',
    '"',
    '\n',
    '\n{',
    '[',
  ])('%j', (part) => {
    const measure = (times: number) => {
      const text = `[${part.repeat((125_000 * times) / part.length)}`;
      const start = performance.now();
      for (const _ of splitArray(text, 5_000_000));
      return performance.now() - start;
    };
    measure(1);
    // Eight times the text: 8 where the work is linear, 64 where it is quadratic. What is too short to be measured counts as 20 ms.
    expect(measure(8)).toBeLessThan(32 * Math.max(20, measure(1)));
  });
});

describe('findJsonError', () => {
  it('agrees with JSON.parse on mutated records', () => {
    const record = '{"a":[1,-2.5e3,"x\\u00e9\\n",true,null,{}],"b":{"c":[]},"d":""}';
    for (let seed = 1; seed <= 3000; seed += 1) {
      const at = (seed * 48271) % record.length;
      const mutated =
        record.slice(0, at) +
        (['', ',', '"', '}', '0', '\\', ' '][seed % 7] ?? '') +
        record.slice(at + (seed % 3));
      expect(findJsonError(mutated) === undefined, mutated).toBe(isJson(mutated));
    }
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function readAll(
  file: string | Uint8Array,
  columns?: ColumnMapping,
): Promise<readonly TicketReaderItem[]> {
  const items: TicketReaderItem[] = [];
  const bytes = typeof file === 'string' ? utf8.encode(file) : file;
  for await (const item of reader.read({ bytes, ...(columns === undefined ? {} : { columns }) }))
    items.push(item);
  return items;
}

function draftsOf(items: readonly TicketReaderItem[]) {
  return items.flatMap((item) => (item.kind === 'ticket' ? [item.draft] : []));
}
