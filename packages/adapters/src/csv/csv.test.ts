import { type ColumnMapping, TicketAIError, type TicketReaderItem } from '@ticket-ai/core';
import { runConformance, type SampleRow, ticketReaderCases } from '@ticket-ai/core/conformance';
import { describe, expect, it } from 'vitest';
import { csvTicketReader } from './index.ts';

const reader = csvTicketReader();
const utf8 = new TextEncoder();

describe('csvTicketReader keeps the contract', () => {
  const subject = {
    reader,
    write: (rows: readonly SampleRow[]) => utf8.encode(toCsv(rows)),
    damage: (bytes: Uint8Array, id: string) =>
      utf8.encode(new TextDecoder().decode(bytes).replace(`"${id}",`, `"${id}","lost",`)),
  };
  runConformance(it, ticketReaderCases, { create: () => subject });
});

describe('encodings', () => {
  const text = 'id;subject;body\n1;Größe;señal\n2;Straße;año\n';
  const utf16 = (order: 'le' | 'be') => {
    const bytes = Buffer.from(text, 'utf16le');
    return order === 'le' ? bytes : bytes.swap16();
  };
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16('le')])],
    ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16('be')])],
    ['utf-16le', utf16('le')],
    ['utf-16be', utf16('be')],
    ['windows-1252', Buffer.from(text, 'latin1')],
  ])('reads %s', async (encoding, bytes) => {
    const items = await readAll(bytes);
    expect(items[0]).toMatchObject({ kind: 'columns', encoding, delimiter: ';' });
    expect(draftsOf(items).map(({ subject, body }) => [subject, body])).toEqual([
      ['Größe', 'señal'],
      ['Straße', 'año'],
    ]);
  });
  it('a UTF-8 file with one damaged byte keeps its accents', async () => {
    const bytes = Buffer.from(`id,body\n${'1,Größe äöü\n'.replace('1', 'a').repeat(1)}2,äöü äöü äöü äöü X\n`);
    bytes[bytes.indexOf('X')] = 0xff;
    const items = await readAll(bytes);
    expect(items[0]).toMatchObject({ encoding: 'utf-8' });
    expect(draftsOf(items)[0]?.body).toBe('Größe äöü');
  });
});

describe('delimiters and header', () => {
  it.each([',', ';', '\t', '|'])('recognises %j, whatever the texts contain', async (delimiter) => {
    const rows = [
      ['ticket_id', 'Betreff', 'Nachricht'],
      ['1', 'a', '"one, two; three | four\tfive"'],
      ['2', 'b', 'x'],
    ];
    const items = await readAll(rows.map((cells) => cells.join(delimiter)).join('\r\n'));
    expect(items[0]).toMatchObject({
      delimiter,
      mapping: { id: 'ticket_id', subject: 'Betreff', body: 'Nachricht' },
    });
    expect(draftsOf(items)[0]?.body).toBe('one, two; three | four\tfive');
  });
  it('takes the delimiter from the first line of an Excel export', async () => {
    const items = await readAll('sep=;\r\nid;body\r\n1;"a,b"\r\n');
    expect(items[1]).toMatchObject({ kind: 'ticket', line: 3, draft: { body: 'a,b' } });
  });
  it('a file with one column has no delimiter, so commas are text', async () => {
    const items = await readAll('message\nHello, my card\nBye; see, you\n');
    expect(items[0]).not.toHaveProperty('delimiter');
    expect(draftsOf(items).map(({ body }) => body)).toEqual(['Hello, my card', 'Bye; see, you']);
  });
  it('reads CR-only line ends with right line numbers', async () => {
    expect((await readAll('id,body\r1,a\r2,b\r')).slice(1)).toMatchObject([
      { line: 2 },
      { line: 3, draft: { body: 'b' } },
    ]);
  });
  it('recognises a Spanish header and does not map a column twice', async () => {
    const [columns] = await readAll(
      'Número de ticket,Asunto,Descripción,Comentario,Fecha de creación,Estado,Correo electrónico,Idioma\n1,a,b,c,2024-01-02,Resuelto,x@y.z,Español\n',
    );
    expect(columns).toMatchObject({
      mapping: {
        id: 'Número de ticket',
        subject: 'Asunto',
        body: 'Descripción',
        createdAt: 'Fecha de creación',
        status: 'Estado',
        requester: 'Correo electrónico',
        language: 'Idioma',
      },
    });
  });
  it('renames a second column of the same name and reads the first', async () => {
    const [draft] = draftsOf(await readAll('id,body,body,note,note,\n1,a,b,c,d,e\n'));
    expect(draft).toMatchObject({
      body: 'a',
      fields: { body_2: 'b', note: 'c', note_2: 'd', column_6: 'e' },
    });
  });
  it('a header alone gives no tickets', async () => {
    expect(await readAll('id,body\n')).toHaveLength(1);
  });
  it.each([
    [
      'no text column',
      'id,amount\n1,2\n',
      /neither a subject nor a body.*"id", "amount".*--column body=NAME/,
    ],
    ['JSON', '{"id":1,"x":2}\n', /looks like JSON/],
    ['an unclosed quote in the header', 'id,"body\n1,a\n', /header in line 1/],
    ['a PDF', '%PDF-1.4 x', /PDF/],
    ['a workbook', 'PK\u0003\u0004....xl/workbook.xml', /Excel/],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), /PNG/],
    ['other binary', Buffer.from(Array.from({ length: 300 }, (_, index) => index % 9)), /binary/],
    [
      'too many columns',
      `${Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(',')}\n`,
      /100,000 columns/,
    ],
  ])('refuses %s', async (_, file, message) => {
    await expect(readAll(file)).rejects.toSatisfy(
      (error) => TicketAIError.is(error, 'invalid-input') && message.test(error.message),
    );
  });
  it('suggests the column that was meant', async () => {
    await expect(readAll('id,subjekt,bdy\n1,a,b\n', { body: 'body' })).rejects.toThrow(/Did you mean "bdy"/);
  });
});

describe('values', () => {
  const read = async (header: string, ...rows: string[]) =>
    draftsOf(await readAll([`body,${header}`, ...rows.map((row) => `x,${row}`)].join('\n')));
  it.each([
    ['2026-03-02T09:14:00+01:00', '2026-03-02T08:14:00Z'],
    ['2026-03-02 09:14', '2026-03-02T09:14:00Z'],
    ['2026-03-02', '2026-03-02T00:00:00Z'],
    ['02.03.2026 9:14', '2026-03-02T09:14:00Z'],
    ['1772442840', '2026-03-02T09:14:00Z'],
    ['1772442840000', '2026-03-02T09:14:00Z'],
    ['"Mon, 02 Mar 2026 09:14:00 GMT"', '2026-03-02T09:14:00Z'],
    ['"March 2, 2026 9:14 AM"', '2026-03-02T09:14:00Z'],
    ['12/31/2026 9:05 PM', '2026-12-31T21:05:00Z'],
    ['31/12/2026', '2026-12-31T00:00:00Z'],
  ])('reads the date %s', async (cell, expected) => {
    expect((await read('date', cell))[0]?.createdAt).toBe(Date.parse(expected));
  });
  it('one row proves the order of slashed dates for the whole column', async () => {
    const drafts = await read('date', '3/4/2026', '14/4/2026');
    expect(drafts.map(({ createdAt }) => createdAt)).toEqual([Date.UTC(2026, 3, 3), Date.UTC(2026, 3, 14)]);
  });
  it.each([['3/4/2026'], ['2026-02-30'], ['yesterday'], ['99999999999999']])(
    'keeps the date %s as a field',
    async (cell) => {
      expect(await read('date', cell)).toMatchObject([{ fields: { date: cell } }]);
      expect((await read('date', cell))[0]).not.toHaveProperty('createdAt');
    },
  );
  it('does not guess when a column proves both orders', async () => {
    expect(
      (await read('date', '14/4/2026', '4/14/2026')).every((draft) => draft.createdAt === undefined),
    ).toBe(true);
  });
  it('understands status and language in words; what it does not understand is a field', async () => {
    expect(await read('status,language', 'Gelöst,Deutsch', 'On-Hold,pt_BR', 'weird,Klingon!')).toMatchObject([
      { status: 'solved', language: 'de' },
      { status: 'pending', language: 'pt-BR' },
      { fields: { status: 'weird', language: 'Klingon!' } },
    ]);
  });
  it('takes NUL characters out', async () => {
    expect(draftsOf(await readAll('id,body\n1,a\0b\n'))[0]?.body).toBe('ab');
  });
});

describe('one row per message', () => {
  const header = 'ticket_id,subject,author_role,created_at,message,status';
  it('groups rows that are not adjacent, in the order of time', async () => {
    const items = await readAll(
      [
        header,
        'A,Card,customer,2026-01-01 10:00,Where?,open',
        'B,Fee,end-user,2026-01-01 11:00,Why?,open',
        'A,,agent,2026-01-02 10:00,It comes.,solved',
        'A,,customer,2026-01-01 12:00,Hello?,open',
      ].join('\n'),
    );
    expect(items[0]).toMatchObject({ layout: 'message-per-row' });
    expect(items.slice(1)).toMatchObject([
      {
        line: 2,
        rowId: 'A',
        draft: {
          subject: 'Card',
          status: 'open',
          createdAt: Date.UTC(2026, 0, 1, 10),
          messages: [
            { role: 'customer', text: 'Where?' },
            { role: 'customer', text: 'Hello?' },
            { role: 'agent', text: 'It comes.' },
          ],
        },
      },
      { line: 3, rowId: 'B', draft: { messages: [{ role: 'customer', text: 'Why?' }] } },
    ]);
  });
  it('rejects messages without ticket id or with an unknown role, and keeps the rest', async () => {
    const items = await readAll(
      [header, 'A,,customer,,x,', 'A,,martian,,y,', ',,agent,,z,', 'A,,agent,,w,'].join('\n'),
    );
    expect(items.slice(1)).toMatchObject([
      { kind: 'ticket', draft: { messages: [{ text: 'x' }, { text: 'w' }] } },
      { kind: 'rejected', line: 3, column: 'author_role' },
      { kind: 'rejected', line: 4, column: 'ticket_id' },
    ]);
  });
  it('without repeated ids it is one ticket per row', async () => {
    const items = await readAll([header, 'A,,customer,,x,', 'B,,agent,,y,'].join('\n'));
    expect(items).toMatchObject([
      { layout: 'ticket-per-row' },
      {},
      { draft: { messages: [{ role: 'agent', text: 'y' }] } },
    ]);
  });
});

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

function toCsv(rows: readonly SampleRow[]): string {
  const header = Object.keys(rows[0] ?? {});
  const lines = [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))];
  return `${lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`;
}
