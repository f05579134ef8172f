import type { ColumnMapping } from '@ticket-ai/core';
import { type DateOrder, dateOrderOf } from './dates.ts';
import { type CsvTable, readRows } from './read-rows.ts';

/** What only the whole file can tell. */
export interface Survey {
  readonly layout: 'ticket-per-row' | 'message-per-row';
  readonly dateOrders: ReadonlyMap<string, DateOrder>;
}

/**
 * Looks through a file once before it is read. One row per message: there is a column for the author's role, and ids repeat. Slashed dates
 * have an order when some row of the column proves it (`14/3/2026`) and none proves the other.
 */
export async function surveyRows(
  table: CsvTable,
  mapping: ColumnMapping,
  pause: () => Promise<void>,
): Promise<Survey> {
  const dates = [mapping.createdAt, mapping.resolvedAt].filter((name) => name !== undefined);
  const idColumn =
    mapping.authorRole === undefined || mapping.id === undefined ? -1 : table.header.indexOf(mapping.id);
  if (dates.length === 0 && idColumn === -1) return { layout: 'ticket-per-row', dateOrders: new Map() };
  const dateColumns = dates.map((name) => ({
    name,
    index: table.header.indexOf(name),
    orders: new Set<DateOrder>(),
  }));
  const ids = new Set<string>();
  let repeats = false;
  for (const row of readRows(table)) {
    await pause();
    if (row.kind === 'rejected') continue;
    for (const { index, orders } of dateColumns) {
      const order = dateOrderOf(row.cells[index] ?? '');
      if (order !== undefined) orders.add(order);
    }
    const id = idColumn === -1 ? '' : (row.cells[idColumn] ?? '').trim();
    if (repeats || id === '') continue;
    repeats = ids.has(id);
    ids.add(id);
  }
  const proven = dateColumns.flatMap(({ name, orders }) =>
    orders.size === 1 ? [...orders].map((order) => [name, order] as const) : [],
  );
  return { layout: repeats ? 'message-per-row' : 'ticket-per-row', dateOrders: new Map(proven) };
}
