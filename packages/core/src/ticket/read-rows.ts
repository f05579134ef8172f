import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { RejectedDraft } from './parse-drafts.ts';
import type { TicketDraft } from './ticket.ts';
import type { RejectedRow, TicketReader, TicketReaderItem } from './ticket-reader.ts';

/** Rows that are looked at together. */
const batchSize = 500;

/** A row of a file that reads as a ticket, with its line. */
export interface Row {
  readonly line: number;
  readonly draft: TicketDraft;
}

/** What a reader yields, its tickets in batches. */
export type BatchItem =
  | Exclude<TicketReaderItem, { readonly kind: 'ticket' }>
  | { readonly kind: 'batch'; readonly rows: readonly Row[] };

/** Gathers tickets to batches; the rest comes as it is read. */
export async function* inBatches(items: AsyncIterable<TicketReaderItem>): AsyncGenerator<BatchItem> {
  let rows: Row[] = [];
  for await (const item of items) {
    if (item.kind !== 'ticket') {
      yield item;
      continue;
    }
    rows.push({ line: item.line, draft: item.draft });
    if (rows.length < batchSize) continue;
    yield { kind: 'batch', rows };
    rows = [];
  }
  if (rows.length > 0) yield { kind: 'batch', rows };
}

/** A draft that was refused, as the row it came from. */
export function rejectedRow(rows: readonly Row[], { index, reason }: RejectedDraft): RejectedRow {
  const row = rows[index];
  const text = JSON.stringify(row?.draft ?? {}).slice(0, 1000);
  return { kind: 'rejected', line: row?.line ?? 0, reason, text };
}

/** The ending of a file's name; `csv` when it has none. */
export function fileFormat(fileName: string): string {
  return /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? 'csv';
}

/** @throws `invalid-input` when no reader knows the format */
export function findReader(context: Context, format: string): TicketReader {
  const reader = context.ticketReaders.find(({ formats }) => formats.includes(format));
  if (reader === undefined) {
    const known = context.ticketReaders.flatMap(({ formats }) => formats).join(', ') || 'none';
    throw new TicketAIError('invalid-input', {
      message: `No reader for .${format} files. Known formats: ${known}.`,
      context: { format },
    });
  }
  return reader;
}
