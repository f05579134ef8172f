import assert from 'node:assert/strict';
import { TicketAIError } from '../errors.ts';
import { ticketDraftSchema } from '../ticket/ticket.ts';
import type { ColumnMapping, TicketReader, TicketReaderItem } from '../ticket/ticket-reader.ts';
import type { ConformanceCase } from './run-conformance.ts';

/** A ticket of a sample file. Names as the format should recognise them: `id, subject, body, created_at, status, language, requester, tags`; others are free. */
export type SampleRow = Readonly<Record<string, string>>;

/** What the cases need: the reader, and a way to write a file that it reads. */
export interface TicketReaderSubject {
  readonly reader: TicketReader;
  /** Writes rows to a file of the reader's format. Every row has the same names. */
  write(rows: readonly SampleRow[]): Uint8Array;
  /** Damages the file so that exactly the row with this id cannot be read any more. */
  damage(bytes: Uint8Array, id: string): Uint8Array;
}

/** What every ticket reader promises. */
export const ticketReaderCases: readonly ConformanceCase<TicketReaderSubject>[] = [
  {
    name: 'formats are file endings without the dot',
    async run({ reader }) {
      assert.ok(reader.formats.length > 0);
      for (const format of reader.formats) assert.match(format, /^[a-z0-9]+$/);
    },
  },
  {
    name: 'yields the recognised columns first, once',
    async run(subject) {
      const items = await readAll(subject, subject.write(sample));
      assert.equal(items[0]?.kind, 'columns');
      assert.equal(items.filter(({ kind }) => kind === 'columns').length, 1);
    },
  },
  {
    name: 'reads back every part of a ticket',
    async run(subject) {
      const [draft] = draftsOf(await readAll(subject, subject.write(sample)));
      assert.equal(draft?.externalId, 'T-1');
      assert.equal(draft?.subject, 'Card');
      assert.equal(draft?.body, 'My card has not arrived.');
      assert.equal(draft?.createdAt, Date.parse('2026-03-02T09:14:00Z'));
      assert.equal(draft?.status, 'solved');
      assert.equal(draft?.language, 'en');
      assert.equal(draft?.requester, 'gwen@example.com');
      assert.deepEqual(draft?.tags, ['card']);
    },
  },
  {
    name: 'gives tickets in file order with rising lines and their own ids',
    async run(subject) {
      const rows = Array.from({ length: 1200 }, (_, index) => ({ id: `T-${index}`, body: `Text ${index}` }));
      const tickets = ticketsOf(await readAll(subject, subject.write(rows)));
      assert.deepEqual(
        tickets.map(({ rowId }) => rowId),
        rows.map(({ id }) => id),
      );
      assert.ok(tickets.every(({ line }, index) => line >= 1 && line > (tickets[index - 1]?.line ?? 0)));
    },
  },
  {
    name: 'rows without an id are counted',
    async run(subject) {
      const tickets = ticketsOf(await readAll(subject, subject.write([{ body: 'One' }, { body: 'Two' }])));
      assert.deepEqual(
        tickets.map(({ rowId, draft }) => [rowId, draft.externalId]),
        [
          ['1', undefined],
          ['2', undefined],
        ],
      );
    },
  },
  {
    name: 'texts come through unchanged: quotes, delimiters, line breaks, other scripts',
    async run(subject) {
      const texts = [
        'He said "no", twice; 3|4',
        'Line one\nline two\n\nline four',
        'it\'s 5" wide',
        'Grüße, señor 你好 👋',
        '=1+1',
        '\\n is no line break',
      ];
      const rows = texts.map((body, index) => ({ id: `T-${index}`, subject: '', body }));
      assert.deepEqual(
        draftsOf(await readAll(subject, subject.write(rows))).map(({ body }) => body),
        texts,
      );
    },
  },
  {
    name: 'a ticket without any text is still a ticket',
    async run(subject) {
      const rows = [
        { id: 'T-1', subject: '', body: '' },
        { id: 'T-2', subject: '', body: 'x' },
      ];
      assert.deepEqual(
        ticketsOf(await readAll(subject, subject.write(rows))).map(({ rowId }) => rowId),
        ['T-1', 'T-2'],
      );
    },
  },
  {
    name: 'names it does not know become fields',
    async run(subject) {
      const [draft] = draftsOf(await readAll(subject, subject.write(sample)));
      assert.equal(draft?.fields?.product, 'Lumo');
    },
  },
  {
    name: 'gold labels are never read',
    async run(subject) {
      const [draft] = draftsOf(await readAll(subject, subject.write(sample)));
      assert.ok(!JSON.stringify(draft).includes('gold'));
      await assertInvalid(readAll(subject, subject.write(sample), { columns: { body: 'label_l1' } }));
    },
  },
  {
    name: 'columns override what was recognised',
    async run(subject) {
      const [draft] = draftsOf(
        await readAll(subject, subject.write(sample), { columns: { body: 'product' } }),
      );
      assert.equal(draft?.body, 'Lumo');
      assert.equal(draft?.subject, 'Card');
    },
  },
  {
    name: 'a column that the file does not have is invalid input, and the message names those it has',
    async run(subject) {
      await assertInvalid(
        readAll(subject, subject.write(sample), { columns: { body: 'prodct' } }),
        /prodct.*product/s,
      );
    },
  },
  {
    name: 'the source is written into the drafts',
    async run(subject) {
      const [named] = draftsOf(await readAll(subject, subject.write(sample), { source: 'zendesk' }));
      const [unnamed] = draftsOf(await readAll(subject, subject.write(sample)));
      assert.equal(named?.source, 'zendesk');
      assert.equal(unnamed?.source, subject.reader.formats[0]);
    },
  },
  {
    name: 'a damaged row is rejected with its line and a reason; the rows around it are kept',
    async run(subject) {
      const rows = ['T-1', 'T-2', 'T-3', 'T-4'].map((id) => ({
        id,
        subject: `About ${id}`,
        body: `Text of ${id}`,
      }));
      const items = await readAll(subject, subject.damage(subject.write(rows), 'T-2'));
      assert.deepEqual(
        ticketsOf(items).map(({ rowId }) => rowId),
        ['T-1', 'T-3', 'T-4'],
      );
      const rejected = items.filter((item) => item.kind === 'rejected');
      assert.equal(rejected.length, 1);
      assert.ok(
        rejected[0]!.line > 1 && rejected[0]!.reason.length > 10 && rejected[0]!.text.includes('T-2'),
      );
    },
  },
  {
    name: 'an id that comes again with other content is rejected; the same row twice is not',
    async run(subject) {
      const rows = [
        { id: 'T-1', body: 'One' },
        { id: 'T-1', body: 'Two' },
        { id: 'T-1', body: 'One' },
      ];
      const kinds = (await readAll(subject, subject.write(rows)))
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'columns');
      assert.deepEqual(kinds, ['ticket', 'rejected', 'ticket']);
    },
  },
  {
    name: 'every draft is valid input, and hostile names pollute nothing',
    async run(subject) {
      const rows = [{ id: 'T-1', body: 'x', ['__proto__']: 'polluted', constructor: 'c' }];
      for (const draft of draftsOf(await readAll(subject, subject.write(rows))))
        ticketDraftSchema.parse(draft);
      assert.equal(Object.getOwnPropertyDescriptor(Object.prototype, 'polluted'), undefined);
      assert.equal(typeof {}.constructor, 'function');
    },
  },
  {
    name: 'an empty file is invalid input',
    async run(subject) {
      await assertInvalid(readAll(subject, new Uint8Array()));
      await assertInvalid(readAll(subject, new TextEncoder().encode(' \r\n\n')));
    },
  },
  {
    name: 'a PDF is invalid input',
    async run(subject) {
      await assertInvalid(readAll(subject, new TextEncoder().encode('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n')));
    },
  },
  {
    name: 'damaged bytes anywhere give items or a typed error, never another failure',
    async run(subject) {
      const file = subject.write(sample);
      for (let seed = 1; seed <= 200; seed += 1)
        await readAll(subject, mutate(file, seed)).catch(assertTyped);
    },
  },
  {
    name: 'stops when the signal is aborted',
    async run(subject) {
      const abortSignal = AbortSignal.abort();
      await assert.rejects(readAll(subject, subject.write(sample), { abortSignal }), (error) =>
        TicketAIError.is(error, 'aborted'),
      );
    },
  },
  {
    name: 'leaves the bytes alone and reads the same twice',
    async run(subject) {
      const file = subject.write(sample);
      const before = file.slice();
      const first = await readAll(subject, file);
      assert.deepEqual(await readAll(subject, file), first);
      assert.deepEqual(file, before);
    },
  },
];

const sample: readonly SampleRow[] = ['T-1', 'T-2'].map((id) => ({
  id,
  subject: 'Card',
  body: 'My card has not arrived.',
  created_at: '2026-03-02T09:14:00Z',
  status: 'solved',
  language: 'en',
  requester: 'gwen@example.com',
  tags: 'card',
  product: 'Lumo',
  label_l1: 'gold',
}));

async function readAll(
  { reader }: TicketReaderSubject,
  bytes: Uint8Array,
  options: {
    readonly columns?: ColumnMapping;
    readonly source?: string;
    readonly abortSignal?: AbortSignal;
  } = {},
): Promise<readonly TicketReaderItem[]> {
  const items: TicketReaderItem[] = [];
  for await (const item of reader.read({ bytes, ...options })) items.push(item);
  return items;
}

function ticketsOf(items: readonly TicketReaderItem[]) {
  return items.filter((item) => item.kind === 'ticket');
}

function draftsOf(items: readonly TicketReaderItem[]) {
  return ticketsOf(items).map(({ draft }) => draft);
}

async function assertInvalid(reading: Promise<unknown>, message = /./): Promise<void> {
  await assert.rejects(
    reading,
    (error) => TicketAIError.is(error, 'invalid-input') && message.test(error.message),
  );
}

function assertTyped(error: unknown): void {
  assert.ok(TicketAIError.is(error), `not a typed error: ${String(error)}`);
}

/** Overwrites, removes or doubles some bytes, the same ones for the same seed. */
function mutate(bytes: Uint8Array, seed: number): Uint8Array {
  let state = seed;
  const random = (limit: number) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
  const mutated = [...bytes];
  for (let edit = 0; edit <= seed % 4; edit += 1) {
    const at = random(mutated.length);
    const byte = [0x22, 0x2c, 0x0a, 0x0d, 0x00, 0x5c, 0xff, random(256)][random(8)]!;
    mutated.splice(
      at,
      random(2) * random(30),
      ...(random(2) === 0 ? [byte] : mutated.slice(at, at + random(20))),
    );
  }
  return Uint8Array.from(mutated);
}
