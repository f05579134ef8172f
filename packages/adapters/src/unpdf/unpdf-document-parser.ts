import { type DocumentParser, defaultParseLimits, throwIfAborted } from '@ticket-ai/core';
import { guardDocumentParsers } from '@ticket-ai/core/node';
import { parsePdf } from './parse-pdf.ts';

/** Settings of {@link unpdfDocumentParser}. */
export interface UnpdfDocumentParserOptions {
  /**
   * Where the file is read. `process` (default): in a child process that is killed when it takes too much memory or time, because a PDF of a
   * few hundred kilobytes can be built to exhaust both. `none`: in this process, for files that are trusted.
   */
  readonly isolation?: 'process' | 'none';
  /** Memory of the child process in bytes. Default 448 MiB. */
  readonly maxMemoryBytes?: number;
}

/** Reads PDFs with unpdf: columns in reading order, headings, lists, tables, pages with their quality. Scans and locked files are named as such. */
export function unpdfDocumentParser({
  isolation = 'process',
  ...limits
}: UnpdfDocumentParserOptions = {}): DocumentParser {
  return isolation === 'none' ? plainParser : guardDocumentParsers([plainParser], limits)[0]!;
}

const plainParser: DocumentParser = {
  name: 'unpdf@2',
  mediaTypes: ['application/pdf'],
  factory: { module: import.meta.url, name: 'unpdfDocumentParser', options: { isolation: 'none' } },
  async parse({ bytes, limits, abortSignal }) {
    throwIfAborted(abortSignal);
    return parsePdf(bytes, { ...defaultParseLimits, ...limits });
  },
};
