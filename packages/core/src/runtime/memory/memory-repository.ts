import { TicketAIError } from '../../errors.ts';
import type { Repository } from '../../record.ts';
import { planQuery, planWhere } from '../query-plan.ts';
import { type AnyKind, type AnyRow, copyRow, copyValue, patchRow } from '../row-values.ts';
import { countRows, findRows } from './find-rows.ts';
import { type MemoryDraft, type MemoryView, taken } from './memory-view.ts';

/** How a repository reaches its rows: inside a transaction or outside. */
export interface MemoryAccess {
  read(): MemoryView;
  /** Runs a batch: all of it is done, or nothing. */
  write<Result>(work: (draft: MemoryDraft) => Result): Promise<Result>;
}

/** The repository of one kind. */
export function memoryRepository(kind: AnyKind, access: MemoryAccess): Repository<AnyRow> {
  return {
    insert: (rows) => access.write((draft) => insertRows(draft, rows)),
    get: async (id) => copyOf(access.read().get(id)),
    async getMany(ids) {
      const view = access.read();
      return ids.flatMap((id) => copyOf(view.get(id)) ?? []);
    },
    async find(query = {}) {
      const plan = planQuery(kind, query);
      const { rows, more } = findRows(access.read(), plan);
      const items = rows.map((row) => copyValue(row));
      const last = items.at(-1);
      return more && last !== undefined ? { items, cursor: plan.cursorAfter(last) } : { items };
    },
    update: (id, version, patch) => access.write((draft) => copyValue(updateRow(draft, id, version, patch))),
    updateMany: (changes) =>
      access.write((draft) => {
        for (const { id, version, patch } of changes) updateRow(draft, id, version, patch);
      }),
    delete: (ids) => access.write((draft) => deleteRows(draft, ids)),
    count: async (where) => countRows(access.read(), planWhere(kind, where)),
  };
}

function copyOf(row: AnyRow | undefined): AnyRow | undefined {
  return row === undefined ? undefined : copyValue(row);
}

function insertRows(draft: MemoryDraft, rows: readonly AnyRow[]): void {
  for (const row of rows) {
    if (draft.get(row.id) !== undefined) throw taken(draft.kind, ['id'], row.id);
    draft.put(copyRow(draft.kind, row));
  }
}

function updateRow(
  draft: MemoryDraft,
  id: string,
  version: number,
  patch: Readonly<Record<string, unknown>>,
): AnyRow {
  const { kind } = draft;
  const row = draft.get(id);
  if (row === undefined) {
    throw new TicketAIError('not-found', {
      message: `There is no ${kind.table} ${id}.`,
      context: { table: kind.table, id },
    });
  }
  if (row.version !== version) {
    throw new TicketAIError('conflict', {
      message: `The ${kind.table} ${id} was changed meanwhile. Read it again and repeat the change.`,
      context: { table: kind.table, id, version, stored: row.version },
    });
  }
  const next = patchRow(kind, row, patch);
  draft.put(next);
  return next;
}

function deleteRows(draft: MemoryDraft, ids: readonly string[]): number {
  let count = 0;
  for (const id of new Set(ids)) {
    if (draft.get(id) === undefined) continue;
    draft.remove(id);
    count += 1;
  }
  return count;
}
