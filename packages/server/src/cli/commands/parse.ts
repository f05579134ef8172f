import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { defineCommand, jsonArgs } from '../command.ts';
import { explainError } from '../explain-error.ts';
import { formatCount, plural } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { oneLine } from '../output/width.ts';
import { naming } from '../output-file.ts';
import { noReport, type ParseReport, parseFile } from '../parse-file.ts';

const shownPages = 40;

/** `ticket-ai parse` */
export const parse = defineCommand({
  summary: 'See what can be read of a document, page by page',
  details: 'Exit code 0 when all of it can be read, 3 when part of it, 1 when nothing.',
  args: {
    file: { type: 'positional', required: true, description: 'PDF, Word, HTML, Markdown, CSV or text' },
    ...jsonArgs,
  },
  async run({ terminal, abortSignal }, args) {
    const work = async () =>
      parseFile({
        bytes: await naming(args.file, readFile(args.file)),
        fileName: path.basename(args.file),
        abortSignal,
      });
    // A program that asked for JSON gets its document whatever happens, also about a file that is not there.
    const report = await work().catch((error: unknown) => {
      if (args.json !== true || abortSignal.aborted) throw error;
      return noReport(explainError(error).text);
    });
    if (args.json === true) terminal.out(JSON.stringify(report));
    else showReport(terminal, args.file, report);
    return report.status === 'ok' ? 0 : report.status === 'partial' ? 3 : 1;
  },
});

const advice: Readonly<Record<string, string>> = {
  needs_ocr: 'Its pages are pictures. Run a text recognition (OCR) on it and try again.',
  encrypted: 'It is locked with a password. Save it without one and try again.',
  garbled:
    'Its text comes out as nonsense, because its fonts hide which letters they show. Export it again, or run OCR on it.',
  invalid: 'It cannot be read.',
};

function showReport(
  terminal: Terminal,
  file: string,
  { status, pages, characters, blocks, warnings }: ParseReport,
): void {
  const readable = status === 'ok' || status === 'partial';
  terminal.out(
    `${terminal.paint(readable ? 'green' : 'red', status)}  ${file}: ${plural(pages.length, 'page')}, ${formatCount(characters)} characters, ${plural(blocks, 'block')}`,
  );
  if (advice[status] !== undefined && warnings.length === 0) terminal.out(advice[status]);
  for (const warning of warnings) terminal.out(`- ${oneLine(warning)}`);
  if (pages.length < 2) return;
  const rows = pages
    .slice(0, shownPages)
    .map(({ number, quality, characters: count }) => [String(number), quality, formatCount(count)]);
  const columns = [
    { title: 'Page', align: 'right' as const },
    { title: 'Quality' },
    { title: 'Characters', align: 'right' as const },
  ];
  terminal.out(
    renderTable(columns, rows, { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) }),
  );
  if (pages.length > shownPages)
    terminal.out(
      terminal.paint('dim', `and ${plural(pages.length - shownPages, 'more page')}; --json lists all`),
    );
}
