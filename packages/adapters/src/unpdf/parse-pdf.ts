import type { BlockDraft, PageQuality, PageSpan, ParsedDocument, ParseLimits } from '@ticket-ai/core';
import { findRegions } from './columns.ts';
import { learnStyle } from './headings.ts';
import { lineJoiner } from './hyphens.ts';
import { judgePage } from './quality.ts';
import { readBlocks } from './read-blocks.ts';
import { listPages, type RawPage, type RawPdf, readPages } from './read-pages.ts';
import { withoutRunningLines } from './running-lines.ts';
import { bareTitle } from './structure.ts';
import { unreadable, writeText } from './write-text.ts';

/** Reads a PDF: text in reading order, with pages and blocks. Files that cannot be read are results with a status; never throws for them. */
export async function parsePdf(bytes: Uint8Array, limits: ParseLimits): Promise<ParsedDocument> {
  if (bytes.byteLength > limits.bytes) {
    return unreadable('too_large', [`The file has ${bytes.byteLength} bytes; the limit is ${limits.bytes}.`]);
  }
  const pdf = await readPages(bytes, limits).catch(explain);
  return 'status' in pdf ? pdf : rebuild(pdf, limits);
}

function explain(error: unknown): ParsedDocument {
  const name = error instanceof Error ? error.name : '';
  return name === 'PasswordException'
    ? unreadable('encrypted', ['The PDF is locked with a password. Remove the password and add it again.'])
    : unreadable('invalid', [
        'The file is damaged or no PDF. Open it in a PDF reader; if that works, save it anew from there.',
      ]);
}

/** Puts the text of the pages in order: without running lines, column by column, as blocks. */
function rebuild(pdf: RawPdf, limits: ParseLimits): ParsedDocument {
  const qualities = pdf.pages.map(judgePage);
  const readable = pdf.pages.map(
    (page, index): RawPage => (qualities[index] === 'ok' ? page : { ...page, pieces: [] }),
  );
  const regions = withoutRunningLines(readable).map(({ pieces }) => findRegions(pieces));
  const lines = regions.flat(2);
  const pageOf = new Map(regions.flatMap((page, index) => page.flat().map((line) => [line, index + 1])));
  const style = learnStyle(lines, (line) =>
    line.cells.length === 1 ? pdf.outline.get(pageOf.get(line) ?? 0)?.get(bareTitle(line.text)) : undefined,
  );
  const join = lineJoiner(lines.map(({ text }) => text));
  const blocks = regions.flatMap((page, index) => readBlocks(page, { style, join, page: index + 1 }));
  const { text, blocks: spans, cut } = writeText(blocks, limits.characters);
  const pages = spanPages(qualities, spans);
  const warnings = [
    ...pdf.warnings,
    ...describe(qualities, pdf.pages),
    ...(cut
      ? [`Only the first ${text.length} characters were read; the limit is ${limits.characters}.`]
      : []),
  ];
  const title = titleOf(blocks) ?? pdf.title;
  const partial =
    cut ||
    pdf.pages.length < pdf.pageCount ||
    qualities.some((quality) => quality === 'scanned' || quality === 'garbled');
  if (text === '') {
    const intact = qualities.filter((_, index) => !pdf.pages[index]?.isDamaged);
    return withoutText(intact, pages, warnings);
  }
  return {
    status: partial ? 'partial' : 'ok',
    ...(title === undefined ? {} : { title }),
    text,
    pages,
    blocks: spans,
    warnings,
  };
}

function spanPages(qualities: readonly PageQuality[], blocks: ParsedDocument['blocks']): readonly PageSpan[] {
  let end = 0;
  return qualities.map((quality, index) => {
    const number = index + 1;
    const own = blocks.filter(({ page }) => page === number);
    const start = own[0]?.start ?? end;
    end = own.at(-1)?.end ?? start;
    return { number, start, end, quality };
  });
}

function describe(qualities: readonly PageQuality[], raw: readonly RawPage[]): readonly string[] {
  const numbers = (wanted: PageQuality) =>
    qualities.flatMap((quality, index) => (quality === wanted ? [index + 1] : []));
  const scanned = numbers('scanned');
  const garbled = numbers('garbled').filter((number) => !raw[number - 1]?.isDamaged);
  return [
    ...(scanned.length > 0
      ? [`Images without text, which need text recognition (OCR): ${listPages(scanned)}.`]
      : []),
    ...(garbled.length > 0 ? [`Unreadable because of the fonts in the file: ${listPages(garbled)}.`] : []),
  ];
}

function withoutText(
  qualities: readonly PageQuality[],
  pages: readonly PageSpan[],
  warnings: readonly string[],
): ParsedDocument {
  const status = qualities.includes('scanned')
    ? 'needs_ocr'
    : qualities.includes('garbled')
      ? 'garbled'
      : 'invalid';
  return unreadable(status, warnings.length > 0 ? warnings : ['The file holds no visible text.'], pages);
}

/** The most prominent heading of the first page. */
function titleOf(blocks: readonly BlockDraft[]): string | undefined {
  const headings = blocks.filter(({ kind, page }) => kind === 'heading' && page === 1);
  const top = Math.min(...headings.map(({ level = 6 }) => level));
  return headings.find(({ level }) => level === top)?.text;
}
