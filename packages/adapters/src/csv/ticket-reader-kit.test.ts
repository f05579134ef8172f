import type { TicketReader, TicketReaderItem } from '@ticket-ai/core';
import { runCase, type SampleRow, ticketReaderCases } from '@ticket-ai/core/conformance';
import { describe, expect, it } from 'vitest';
import { csvTicketReader } from './index.ts';

type Items = AsyncIterable<TicketReaderItem>;
const good = csvTicketReader();

/** A reader with one fault, and the case that has to find it. */
const faults: readonly (readonly [fault: string, caughtBy: string, reader: TicketReader])[] = [
  ['writes formats with the dot', 'formats are', { ...good, formats: ['csv', '.tsv'] }],
  [
    'tells the columns twice',
    'yields the recognised',
    changed(async function* (items) {
      for await (const item of items) yield* item.kind === 'columns' ? [item, item] : [item];
    }),
  ],
  ['loses the requester', 'reads back every', changedDraft(({ requester: _, ...draft }) => draft)],
  [
    'counts lines from the end',
    'gives tickets in',
    changed(async function* (items) {
      for await (const item of items)
        yield item.kind === 'ticket' ? { ...item, line: 10_000 - item.line } : item;
    }),
  ],
  [
    'names rows without id by their line',
    'rows without',
    changed(async function* (items) {
      for await (const item of items)
        yield item.kind === 'ticket' && item.draft.externalId === undefined
          ? { ...item, rowId: String(item.line) }
          : item;
    }),
  ],
  [
    'drops line breaks',
    'texts come',
    changedDraft((draft) => ({ ...draft, body: draft.body?.replaceAll('\n', ' ') ?? '' })),
  ],
  [
    'drops tickets without text',
    'a ticket without',
    changed(async function* (items) {
      for await (const item of items)
        if (item.kind !== 'ticket' || item.draft.subject || item.draft.body) yield item;
    }),
  ],
  ['loses fields', 'names it does not', changedDraft(({ fields: _, ...draft }) => draft)],
  [
    'reads gold labels',
    'gold labels',
    changedDraft((draft) => ({
      ...draft,
      tags: [...(draft.tags ?? []), ...(draft.fields?.product === undefined ? [] : ['card'])].slice(0, 1),
      fields: { ...draft.fields, ...(draft.fields?.product === undefined ? {} : { label: 'gold' }) },
    })),
  ],
  [
    'ignores the columns it is told',
    'columns override',
    {
      ...good,
      read: ({ columns, ...rest }) =>
        good.read(
          columns?.body === 'product' ? rest : { ...rest, ...(columns === undefined ? {} : { columns }) },
        ),
    },
  ],
  [
    'ignores unknown columns',
    'a column that',
    {
      ...good,
      read: ({ columns, ...rest }) =>
        good.read(
          columns?.body === 'prodct' ? rest : { ...rest, ...(columns === undefined ? {} : { columns }) },
        ),
    },
  ],
  ['ignores the source', 'the source is', { ...good, read: ({ source: _, ...rest }) => good.read(rest) }],
  [
    'hides rejected rows',
    'a damaged row',
    changed(async function* (items) {
      for await (const item of items)
        if (item.kind !== 'rejected' || item.reason.startsWith('The id')) yield item;
    }),
  ],
  [
    'lets a second row with the id through',
    'an id that comes',
    changed(async function* (items) {
      for await (const item of items)
        if (item.kind === 'rejected' && item.reason.startsWith('The id'))
          yield { kind: 'ticket', line: item.line, rowId: 'T-1', draft: {} };
        else yield item;
    }),
  ],
  [
    'gives drafts that are no valid input',
    'every draft',
    changedDraft((draft) =>
      JSON.stringify(draft.fields).includes('"constructor":"c"')
        ? { ...draft, status: 'weird' as 'open' }
        : draft,
    ),
  ],
  [
    'takes an empty file for no tickets',
    'an empty file',
    {
      ...good,
      read: ({ bytes, ...rest }) => (bytes.length < 10 ? nothing() : good.read({ bytes, ...rest })),
    },
  ],
  [
    'takes a PDF for no tickets',
    'a PDF is',
    {
      ...good,
      read: ({ bytes, ...rest }) => (bytes[0] === 0x25 ? nothing() : good.read({ bytes, ...rest })),
    },
  ],
  [
    'throws foreign errors',
    'damaged bytes',
    {
      ...good,
      async *read(options) {
        if (options.bytes.includes(0)) throw new TypeError('oh');
        yield* good.read(options);
      },
    },
  ],
  [
    'goes on after an abort',
    'stops when',
    { ...good, read: ({ abortSignal: _, ...rest }) => good.read(rest) },
  ],
  [
    'changes the bytes',
    'leaves the bytes',
    {
      ...good,
      async *read(options) {
        yield* good.read({ ...options, bytes: options.bytes.slice() });
        options.bytes.reverse();
        options.bytes.reverse().set([0x69], Math.max(0, options.bytes.length - 1));
      },
    },
  ],
];

describe('the ticket reader kit finds a reader that', () => {
  it.each(faults)('%s', async (_, caughtBy, reader) => {
    const subject = { reader, write, damage };
    const outcomes = await Promise.all(
      ticketReaderCases.map(async (each) =>
        (await runCase(each, { create: () => subject }).then(
          () => true,
          () => false,
        ))
          ? []
          : [each.name],
      ),
    );
    expect(outcomes.flat()).toEqual([expect.stringContaining(caughtBy)]);
  });
});

it('every case finds at least one fault', () => {
  const proven = ticketReaderCases.filter(({ name }) =>
    faults.some(([, caughtBy]) => name.startsWith(caughtBy)),
  );
  expect(proven).toHaveLength(ticketReaderCases.length);
});

function changed(change: (items: Items) => AsyncGenerator<TicketReaderItem>): TicketReader {
  return { ...good, read: (options) => change(good.read(options)) };
}

function changedDraft(
  change: (
    draft: Extract<TicketReaderItem, { kind: 'ticket' }>['draft'],
  ) => Extract<TicketReaderItem, { kind: 'ticket' }>['draft'],
): TicketReader {
  return changed(async function* (items) {
    for await (const item of items)
      yield item.kind === 'ticket' ? { ...item, draft: change(item.draft) } : item;
  });
}

async function* nothing(): AsyncGenerator<TicketReaderItem> {}

function write(rows: readonly SampleRow[]): Uint8Array {
  const header = Object.keys(rows[0] ?? {});
  const quoted = (cells: readonly string[]) =>
    `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`;
  return new TextEncoder().encode(
    [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))].map(quoted).join(''),
  );
}

function damage(bytes: Uint8Array, id: string): Uint8Array {
  return new TextEncoder().encode(new TextDecoder().decode(bytes).replace(`"${id}",`, `"${id}","lost",`));
}
