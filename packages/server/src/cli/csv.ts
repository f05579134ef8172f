/** Spreadsheets run cells that begin so as formulas; some also the full-width signs, and some drop white space before them. */
const formulaStart = /^(?:[=+\-@\t\r]|\s*[=+\-@＝＋－＠])/u;

/** A number is none: `-17`. */
const plainNumber = /^[+-]?\d+(?:[.,]\d+)?$/;

/** How cells of texts that people wrote are written. */
export interface CsvOptions {
  /** For a program that reads the file: texts stay as they are, and a spreadsheet may take some for formulas. Default false. */
  readonly raw?: boolean;
}

/** A text that people wrote as a CSV cell: quoted where needed, and never a formula in a spreadsheet. */
export function textCell(text: string, { raw = false }: CsvOptions = {}): string {
  return plainCell(!raw && formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text);
}

/** The option of commands that write CSV. */
export const csvArgs = {
  'raw-csv': {
    type: 'boolean',
    description: 'For programs: write texts as they are; without it, none can be a formula in a spreadsheet',
  },
} as const;

/** An id, number or word of ours as a CSV cell: exactly as it is. */
export function plainCell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines of cells as a file. */
export function csvFile(header: readonly string[], lines: Iterable<readonly string[]>): string {
  let text = `${header.join(',')}\n`;
  for (const cells of lines) text += `${cells.join(',')}\n`;
  return text;
}
