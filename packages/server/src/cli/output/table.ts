import { displayWidth, pad, truncate } from './width.ts';

/** One column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** May be cut when the terminal is narrow, but not below this many columns. Without it, it is never cut. */
  readonly shrinkTo?: number;
  /** Colours a cell after it was cut and filled. */
  readonly paint?: (text: string) => string;
}

const gap = '  ';

/** Lines of text in columns, no wider than `width` unless the columns that may not be cut need more. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  {
    width,
    paintTitle = (text) => text,
  }: { readonly width: number; readonly paintTitle?: (text: string) => string },
): string {
  const widths = fitWidths(columns, rows, width);
  const line = (cells: readonly string[], paint: (column: Column, text: string) => string) =>
    columns
      .map((column, index) => {
        const columnWidth = widths[index] ?? 0;
        const text = truncate(cells[index] ?? '', columnWidth);
        const last = index === columns.length - 1 && column.align !== 'right';
        return paint(column, last ? text : pad(text, columnWidth, column.align));
      })
      .join(gap)
      .trimEnd();
  const title = line(
    columns.map((column) => column.title),
    (_, text) => paintTitle(text),
  );
  return [title, ...rows.map((cells) => line(cells, (column, text) => column.paint?.(text) ?? text))].join(
    '\n',
  );
}

function fitWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const widths = columns.map((column, index) =>
    rows.reduce(
      (widest, cells) => Math.max(widest, displayWidth(cells[index] ?? '')),
      displayWidth(column.title),
    ),
  );
  const least = columns.map(({ shrinkTo, title }, index) =>
    shrinkTo === undefined
      ? (widths[index] ?? 0)
      : Math.min(widths[index] ?? 0, Math.max(shrinkTo, displayWidth(title))),
  );
  let excess = sum(widths) + gap.length * (columns.length - 1) - width;
  while (excess > 0) {
    // The widest gives first, one column at a time, so that all cut columns end about equally wide.
    const slack = widths.map((value, index) => (value > (least[index] ?? 0) ? value : 0));
    const index = slack.indexOf(Math.max(...slack));
    if ((slack[index] ?? 0) === 0) break;
    widths[index] = (widths[index] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
