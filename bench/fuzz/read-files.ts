import { csvDocumentParser } from '@ticket-ai/adapters/csv';
import { docxDocumentParser } from '@ticket-ai/adapters/docx';
import { htmlDocumentParser } from '@ticket-ai/adapters/html';
import { unpdfDocumentParser } from '@ticket-ai/adapters/unpdf';
import {
  type DocumentParser,
  markdownParser,
  type ParsedDocument,
  TicketAIError,
  textParser,
} from '@ticket-ai/core';
import { guardDocumentParsers } from '@ticket-ai/core/node';
import type { FuzzFile } from './make-file.ts';
import type { Format } from './sources.ts';
import { watchChildren } from './watch-children.ts';

/** What became of one file. */
export interface Outcome {
  readonly file: FuzzFile;
  /** A state of the file, or `error` and the code. */
  readonly state: string;
  readonly parsed?: ParsedDocument;
  readonly milliseconds: number;
  readonly peakBytes: number;
  /** What must not happen. */
  readonly faults: readonly string[];
}

/** What no file may go beyond. */
export const bounds = { milliseconds: 20_000, memoryBytes: 512 * 2 ** 20 };
/** A machine that is busy with other work makes any file slow now and then; one that is slow by itself is so each time. */
const attempts = 3;
/** Reading stops here, so that stopping it has time left. */
const limits = { milliseconds: 15_000 };

/** Reads the files one after the other in guarded processes, all formats in the same ones. */
export async function readFiles(files: Iterable<FuzzFile>, tell: (outcome: Outcome) => void) {
  const parsers = guarded();
  const children = watchChildren();
  try {
    for (const file of files) {
      let outcome = await readOnce(file);
      for (let again = 1; again < attempts && outcome.milliseconds > bounds.milliseconds; again += 1)
        outcome = await readOnce(file);
      tell(outcome);
    }
  } finally {
    await Promise.all(Object.values(parsers).map((parser) => parser.close?.()));
    children.close();
  }
  return { processes: children.seen.size };

  async function readOnce(file: FuzzFile): Promise<Outcome> {
    children.begin();
    const start = performance.now();
    const read = await readOne(parsers[file.format], file.bytes);
    const milliseconds = performance.now() - start;
    const peakBytes = children.peak();
    return { file, ...read, milliseconds, peakBytes, faults: faultsOf(read, milliseconds, peakBytes) };
  }
}

function guarded(): Readonly<Record<Format, DocumentParser>> {
  const [pdf, docx, html, md, csv, txt] = guardDocumentParsers(
    [
      unpdfDocumentParser({ isolation: 'none' }),
      docxDocumentParser(),
      htmlDocumentParser(),
      markdownParser(),
      csvDocumentParser(),
      textParser(),
    ],
    { concurrency: 1 },
  ) as [DocumentParser, DocumentParser, DocumentParser, DocumentParser, DocumentParser, DocumentParser];
  return { pdf, docx, html, md, csv, txt };
}

interface Read {
  readonly state: string;
  readonly parsed?: ParsedDocument;
  readonly thrown?: unknown;
}

async function readOne(parser: DocumentParser, bytes: Uint8Array): Promise<Read> {
  try {
    const parsed = await parser.parse({ bytes, limits });
    return { state: parsed.status, parsed };
  } catch (thrown) {
    return { state: thrown instanceof TicketAIError ? `error ${thrown.code}` : 'untyped error', thrown };
  }
}

const states = ['ok', 'partial', 'needs_ocr', 'encrypted', 'garbled', 'too_large', 'timed_out', 'invalid'];

function faultsOf({ state, parsed, thrown }: Read, milliseconds: number, peakBytes: number): string[] {
  return [
    ...(thrown === undefined || thrown instanceof TicketAIError ? [] : [`threw ${String(thrown)}`]),
    ...(parsed === undefined || states.includes(state) ? [] : [`is ${state}, which is no documented state`]),
    ...(milliseconds > bounds.milliseconds ? [`took ${(milliseconds / 1000).toFixed(1)} s`] : []),
    ...(peakBytes > bounds.memoryBytes ? [`took ${Math.round(peakBytes / 2 ** 20)} MB`] : []),
    ...(parsed === undefined ? [] : faultsIn(parsed)),
  ];
}

/** A reader that fails is named by the guard in its warning; it should have told the state of the file by itself. */
const readerFailed = /of a kind its parser does not expect|crashed|gave no usable result/;

function faultsIn({ status, text, blocks, pages, warnings }: ParsedDocument): string[] {
  const readable = status === 'ok' || status === 'partial';
  const inOrder = (spans: readonly { readonly start: number; readonly end: number }[]) =>
    spans.every(
      ({ start, end }, at) => start >= (spans[at - 1]?.end ?? 0) && end >= start && end <= text.length,
    );
  return [
    ...warnings.filter((warning) => readerFailed.test(warning)),
    ...(readable === (text.trim() !== '') ? [] : [`is ${status} with ${text.length} characters`]),
    ...(readable || warnings.length > 0 ? [] : [`is ${status} without a word why`]),
    ...(inOrder(blocks) && inOrder(pages) ? [] : ['has blocks or pages out of order']),
    ...(blocks.some(
      ({ kind, start, end }) => kind !== 'code' && text.slice(start, end).trim() !== text.slice(start, end),
    )
      ? ['has blocks with blanks at their ends']
      : []),
  ];
}
