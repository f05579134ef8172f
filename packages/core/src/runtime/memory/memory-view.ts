import { TicketAIError } from '../../errors.ts';
import type { AnyKind, AnyRow } from '../row-values.ts';
import { type MemoryTable, memoryTable } from './memory-table.ts';

/** A table as somebody sees it: what is committed, under what one transaction has changed and nobody else sees yet. */
export interface MemoryView {
  readonly kind: AnyKind;
  readonly base: MemoryTable;
  /** Rows this transaction wrote. */
  readonly changed: MemoryTable;
  /** Whether the committed row of this id counts no more. */
  hides(id: string): boolean;
  get(id: string): AnyRow | undefined;
}

/** A view that can be written to. */
export interface MemoryDraft extends MemoryView {
  /** @throws `conflict` when another row holds one of the row's unique keys */
  put(row: AnyRow): void;
  remove(id: string): void;
  /** All of `work` or nothing of it. */
  batch<Result>(work: () => Result): Result;
  /** Moves the changes into the committed table. */
  commit(): void;
}

/** What is committed, and nothing else. */
export function committed(kind: AnyKind, base: MemoryTable): MemoryView {
  return { kind, base, changed: emptyTable, hides: () => false, get: base.get };
}

const emptyTable = memoryTable({
  table: 'empty',
  journal: true,
  system: false,
  fields: {},
  unique: [],
  indexes: [],
});

/** A draft over a table. Dropping it is the rollback. */
export function draftOf(kind: AnyKind, base: MemoryTable): MemoryDraft {
  const changed = memoryTable(kind);
  const removed = new Set<string>();
  let undo: (() => void)[] | undefined;

  const hides = (id: string) => removed.has(id) || changed.get(id) !== undefined;

  function remember(id: string): void {
    const before = changed.get(id);
    const wasRemoved = removed.has(id);
    undo?.push(() => {
      if (before === undefined) changed.remove(id);
      else changed.put(before);
      if (wasRemoved) removed.add(id);
      else removed.delete(id);
    });
  }

  function refuseTaken(row: AnyRow): void {
    for (const [position, fields] of kind.unique.entries()) {
      const committed = base.owner(position, row);
      const owner =
        changed.owner(position, row) ?? (committed && !hides(committed.id) ? committed : undefined);
      if (owner !== undefined && owner.id !== row.id) throw taken(kind, fields, owner.id);
    }
  }

  return {
    kind,
    base,
    changed,
    hides,
    get: (id) => changed.get(id) ?? (removed.has(id) ? undefined : base.get(id)),
    put(row) {
      refuseTaken(row);
      remember(row.id);
      removed.delete(row.id);
      changed.put(row);
    },
    remove(id) {
      remember(id);
      changed.remove(id);
      removed.add(id);
    },
    batch(work) {
      const steps: (() => void)[] = [];
      undo = steps;
      try {
        return work();
      } catch (error) {
        for (const step of steps.reverse()) step();
        throw error;
      } finally {
        undo = undefined;
      }
    },
    commit() {
      for (const id of removed) base.remove(id);
      for (const row of changed.rows()) base.put(row);
    },
  };
}

/** The error for a unique key that exists already. */
export function taken(kind: AnyKind, fields: readonly string[], id: string): TicketAIError {
  return new TicketAIError('conflict', {
    message: `A ${kind.table} with the same ${fields.join(' and ')} exists already.`,
    context: { table: kind.table, fields, id },
  });
}
