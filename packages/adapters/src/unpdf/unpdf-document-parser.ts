import {
  type DocumentParser,
  defaultParseLimits,
  type ParsedDocument,
  TicketAIError,
  throwIfAborted,
  unreadableDocument,
} from '@ticket-ai/core';
import { type GuardedResult, runGuarded } from '@ticket-ai/core/node';
import { type ParsePdfInput, parsePdfTask } from './parse-pdf.ts';

/** Settings of {@link unpdfDocumentParser}. */
export interface UnpdfDocumentParserOptions {
  /**
   * Where the file is read. `process` (default): in a child process that is killed when it takes too much memory or time, because a PDF of a
   * few hundred kilobytes can be built to exhaust both. `none`: in this process, for files that are trusted.
   */
  readonly isolation?: 'process' | 'none';
  /** Memory of the child process in bytes. Default 512 MiB. */
  readonly maxMemoryBytes?: number;
}

/** URL of the module whose `parsePdfTask` reads a PDF, for callers that start their own child process. */
export const parsePdfModule: string = new URL(
  `./parse-pdf${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
).href;

/** Time to start the child process, on top of the time for reading. */
const startMilliseconds = 10_000;

/** Reads PDFs with unpdf: columns in reading order, headings, lists, tables, pages with their quality. Scans and locked files are named as such. */
export function unpdfDocumentParser({
  isolation = 'process',
  maxMemoryBytes = 512 * 2 ** 20,
}: UnpdfDocumentParserOptions = {}): DocumentParser {
  return {
    name: 'unpdf@1',
    mediaTypes: ['application/pdf'],
    async parse({ bytes, limits, abortSignal }) {
      throwIfAborted(abortSignal);
      const input: ParsePdfInput = { bytes, limits: { ...defaultParseLimits, ...limits } };
      const tooLarge = bytes.byteLength > input.limits.bytes;
      if (isolation === 'none' || tooLarge) return parsePdfTask(input);
      const result = await runGuarded({
        module: parsePdfModule,
        function: 'parsePdfTask',
        input,
        limits: { maxMemoryBytes, maxMilliseconds: input.limits.milliseconds + startMilliseconds },
        ...(abortSignal === undefined ? {} : { abortSignal }),
      }).catch((error: unknown) => {
        throwIfAborted(abortSignal);
        throw error;
      });
      return readResult(result);
    },
  };
}

function readResult(result: GuardedResult): ParsedDocument {
  switch (result.status) {
    case 'done':
      return isParsedDocument(result.output)
        ? result.output
        : unreadableDocument('invalid', 'Reading the PDF gave no usable result.');
    case 'memory':
      return unreadableDocument(
        'invalid',
        `Reading the PDF took more than ${Math.round(result.limit / 2 ** 20)} MB of memory and was stopped.`,
      );
    case 'time':
      return unreadableDocument(
        'invalid',
        `Reading the PDF took more than ${Math.round(result.limit / 1000)} seconds and was stopped.`,
      );
    case 'output':
      return unreadableDocument(
        'invalid',
        `The text of the PDF takes more than ${Math.round(result.limit / 2 ** 20)} MB.`,
      );
    case 'crashed':
      return unreadableDocument(
        'invalid',
        'The process that read the PDF crashed. The file may be damaged, or built to do harm.',
      );
    case 'failed':
      throw new TicketAIError('adapter-failed', {
        message: `PDFs cannot be read: ${result.message}. Is the package unpdf installed?`,
        context: { adapter: 'unpdf', error: result.name },
      });
  }
}

/** The child may have been taken over by the file it read: what it sends is checked before it is believed. */
function isParsedDocument(value: unknown): value is ParsedDocument {
  if (typeof value !== 'object' || value === null) return false;
  const {
    status,
    text,
    title = '',
    pages,
    blocks,
    warnings,
  } = value as Partial<Record<keyof ParsedDocument, unknown>>;
  if (
    typeof status !== 'string' ||
    typeof text !== 'string' ||
    typeof title !== 'string' ||
    !Array.isArray(warnings)
  )
    return false;
  return (
    areSpans(pages, text.length) &&
    areSpans(blocks, text.length) &&
    warnings.every((warning) => typeof warning === 'string')
  );
}

function areSpans(value: unknown, length: number): boolean {
  if (!Array.isArray(value)) return false;
  let last = 0;
  return value.every((span: Partial<Record<'start' | 'end', unknown>>) => {
    const { start, end } = span ?? {};
    const inOrder =
      Number.isInteger(start) &&
      Number.isInteger(end) &&
      Number(start) >= last &&
      Number(end) >= Number(start) &&
      Number(end) <= length;
    last = Number(end);
    return inOrder;
  });
}
