import { z } from 'zod';
import { unreadableDocument } from '../document/decode-text.ts';
import type { ParsedDocument, ParseLimits } from '../document/document-parser.ts';
import { TicketAIError } from '../errors.ts';
import type { GuardedResult } from './guarded-process.ts';

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

/** Turns what became of a guarded process into a document: a broken limit is a state of the file, told in words. */
export function readOutcome(result: GuardedResult, limits: ParseLimits): ParsedDocument {
  switch (result.status) {
    case 'done':
      return checkedDocument(result.output, limits);
    case 'memory':
      return unreadableDocument(
        'too_large',
        `Reading the file took more than ${megabytes(result.limit)} of memory and was stopped.`,
      );
    case 'time':
      return unreadableDocument(
        'timed_out',
        `Reading the file took more than ${limits.milliseconds / 1000} seconds and was stopped.`,
      );
    case 'output':
      return unreadableDocument(
        'too_large',
        `What the file holds takes more than ${megabytes(result.limit)} once it is read.`,
      );
    case 'crashed':
      return unreadableDocument(
        'invalid',
        'The process that read the file crashed. The file may be damaged, or built to do harm.',
      );
    case 'failed':
      return unreadableDocument(
        'invalid',
        `The file is damaged, or of a kind its parser does not expect (${result.name}: ${result.message.slice(0, 200)}).`,
      );
    case 'not-loaded':
      throw new TicketAIError('adapter-failed', {
        message: `A document parser could not be started: ${result.message}. Is the package it needs installed?`,
        context: { error: result.name },
      });
  }
}

/** The process may have been taken over by the file it read: what it sends is checked before it is believed. */
function checkedDocument(output: unknown, limits: ParseLimits): ParsedDocument {
  const parsed = shape.safeParse(output).data;
  const sound =
    parsed !== undefined &&
    parsed.text.length <= limits.characters &&
    inOrder(parsed.pages, parsed.text.length) &&
    inOrder(parsed.blocks, parsed.text.length) &&
    parsed.blocks.every(
      ({ cells = [], start, end }) => inOrder(cells, end) && (cells[0]?.start ?? start) >= start,
    ) &&
    (parsed.text.trim() !== '') === (parsed.status === 'ok' || parsed.status === 'partial');
  return sound ? parsed : unreadableDocument('invalid', 'Reading the file gave no usable result.');
}

const offset = z.int().nonnegative();
const span = { start: offset, end: offset };
const shape: z.ZodType<ParsedDocument> = z.object({
  status: z.enum(['ok', 'partial', 'needs_ocr', 'encrypted', 'garbled', 'too_large', 'timed_out', 'invalid']),
  title: z.string().exactOptional(),
  text: z.string(),
  pages: z.array(
    z.object({
      number: offset,
      ...span,
      quality: z.enum(['ok', 'empty', 'scanned', 'garbled']),
    }),
  ),
  blocks: z.array(
    z.object({
      kind: z.enum(['heading', 'paragraph', 'list-item', 'table-row', 'code']),
      level: z.int().min(1).max(6).exactOptional(),
      page: offset,
      ...span,
      cells: z.array(z.object(span)).exactOptional(),
      header: z.boolean().exactOptional(),
    }),
  ),
  warnings: z.array(z.string()),
});

function inOrder(
  spans: readonly { readonly start: number; readonly end: number }[],
  length: number,
): boolean {
  let last = 0;
  return spans.every(({ start, end }) => {
    const ordered = start >= last && end >= start && end <= length;
    last = end;
    return ordered;
  });
}
