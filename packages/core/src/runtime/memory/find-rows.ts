import { compareValues, type PlannedCondition, type Position, type QueryPlan } from '../query-plan.ts';
import type { AnyRow } from '../row-values.ts';
import type { MemoryTable } from './memory-table.ts';
import type { MemoryView } from './memory-view.ts';
import { comparePosition, rowOrder } from './sorted-rows.ts';

/** Above this share of a table, walking it in order is cheaper than sorting the candidates. */
const smallShare = 1 / 8;
const fewRows = 200;

/** The rows of one page, and whether there are more. */
export function findRows(
  view: MemoryView,
  plan: QueryPlan,
): { readonly rows: readonly AnyRow[]; readonly more: boolean } {
  const rows: AnyRow[] = [];
  for (const row of mergeInOrder(view, plan)) {
    if (rows.length === plan.limit) return { rows, more: true };
    rows.push(row);
  }
  return { rows, more: false };
}

/** How many rows meet the conditions. */
export function countRows(view: MemoryView, conditions: readonly PlannedCondition[]): number {
  let count = 0;
  for (const row of matching(view.base, conditions)) if (!view.hides(row.id)) count += 1;
  for (const _ of matching(view.changed, conditions)) count += 1;
  return count;
}

function* mergeInOrder(view: MemoryView, plan: QueryPlan): Iterable<AnyRow> {
  const compare = rowOrder(plan.orderBy);
  const changed = inOrder(view.changed, plan)[Symbol.iterator]();
  let next = changed.next();
  for (const row of inOrder(view.base, plan)) {
    if (view.hides(row.id)) continue;
    while (!next.done && (plan.descending ? compare(next.value, row) > 0 : compare(next.value, row) < 0)) {
      yield next.value;
      next = changed.next();
    }
    yield row;
  }
  for (; !next.done; next = changed.next()) yield next.value;
}

/** The rows of one table that meet the plan, in its order. */
function* inOrder(table: MemoryTable, plan: QueryPlan): Iterable<AnyRow> {
  const { after, orderBy, descending, conditions } = plan;
  const meets = meetsAll(conditions);
  const candidates = fewCandidates(table, conditions);
  if (candidates === undefined) {
    for (const row of table.ordered(orderBy).walk(descending, startOf(plan))) if (meets(row)) yield row;
    return;
  }
  const beyond = (row: AnyRow) =>
    after === undefined || comparePosition(row, orderBy, after) * (descending ? -1 : 1) > 0;
  const rows = candidates.filter((row) => meets(row) && beyond(row)).sort(rowOrder(orderBy));
  yield* descending ? rows.reverse() : rows;
}

/** Where reading may begin: after the cursor, or where a range on the ordering field begins. */
function startOf(plan: QueryPlan): Position | undefined {
  if (plan.after !== undefined) return plan.after;
  const range = plan.conditions.find(
    (condition) => condition.field === plan.orderBy && condition.type === 'range',
  );
  if (range?.type !== 'range') return undefined;
  const edge = plan.descending ? range.below : range.from;
  // No id is empty, so all rows with the edge's value stand after this position (and before it when descending).
  return edge === undefined ? undefined : { value: edge, id: '' };
}

function* matching(table: MemoryTable, conditions: readonly PlannedCondition[]): Iterable<AnyRow> {
  const meets = meetsAll(conditions);
  for (const row of fewCandidates(table, conditions) ?? table.rows()) if (meets(row)) yield row;
}

/** The rows of the most selective equality, when that are few. */
function fewCandidates(
  table: MemoryTable,
  conditions: readonly PlannedCondition[],
): readonly AnyRow[] | undefined {
  let best: readonly ReadonlySet<string>[] | undefined;
  let fewest = Math.max(fewRows, table.size * smallShare) + 1;
  for (const condition of conditions) {
    if (condition.type === 'range') continue;
    const values = condition.type === 'absent' ? [undefined] : [...new Set(condition.values)];
    const sets =
      condition.field === 'id'
        ? [new Set(condition.type === 'absent' ? [] : values.map(String))]
        : values.map((value) => table.idsWith(condition.field, value));
    const size = sets.reduce((sum, set) => sum + set.size, 0);
    if (size < fewest) [best, fewest] = [sets, size];
  }
  return best?.flatMap((set) => [...set].flatMap((id) => table.get(id) ?? []));
}

/** One test for all conditions; long lists become sets once, not per row. */
function meetsAll(conditions: readonly PlannedCondition[]): (row: AnyRow) => boolean {
  const tests = conditions.map(meets);
  return (row) => tests.every((test) => test(row));
}

function meets(condition: PlannedCondition): (row: AnyRow) => boolean {
  const { field } = condition;
  if (condition.type === 'absent') return (row) => row[field] === undefined;
  if (condition.type === 'one-of') {
    const values = new Set<unknown>(condition.values);
    return (row) => values.has(row[field]);
  }
  const { from, below } = condition;
  return (row) => {
    const value = row[field];
    if (value === undefined || (from !== undefined && compareValues(value, from) < 0)) return false;
    return below === undefined || compareValues(value, below) < 0;
  };
}
