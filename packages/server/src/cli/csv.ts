/** Spreadsheets run cells that begin so as formulas. */
const formulaStart = /^[=+\-@\t\r]/;

/** A text that people wrote as a CSV cell: quoted where needed, and never a formula in a spreadsheet. */
export function textCell(text: string): string {
  return plainCell(formulaStart.test(text) ? `'${text}` : text);
}

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
