import type { PlannedCondition, QueryPlan } from '@ticket-ai/core';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { sortsFoundRows } from './choose-order.ts';
import type { SqlDialect, SqlExecutor, SqlRecord, SqlTables, SqlValue } from './sql-database.ts';
import { columnOf, type SqlTable } from './sql-table.ts';

/** Rows of one table in one workspace (or of all, when the table spans them). */
export interface SqlScope {
  readonly table: SqlTable;
  readonly workspaceId: string;
  readonly dialect: SqlDialect;
}

type Builder = ExpressionBuilder<SqlTables, string>;

/** The rows of one page, and one more when there is one. */
export async function findRecords(db: SqlExecutor, scope: SqlScope, plan: QueryPlan): Promise<SqlRecord[]> {
  const records: SqlRecord[] = [];
  for (const stretch of stretchesOf(plan)) {
    const limit = plan.limit + 1 - records.length;
    if (limit > 0) records.push(...(await stretchQuery(db, scope, plan, stretch).limit(limit).execute()));
  }
  return records;
}

/** The statements that {@link findRecords} would run, without the limit; for looking at their plans. */
export function findQueries(db: SqlExecutor, scope: SqlScope, plan: QueryPlan) {
  return stretchesOf(plan).map((stretch) => stretchQuery(db, scope, plan, stretch));
}

function stretchQuery(db: SqlExecutor, scope: SqlScope, plan: QueryPlan, stretch: Stretch) {
  const direction = plan.descending ? 'desc' : 'asc';
  const order = columnOf(plan.orderBy);
  const sorts = sortsFoundRows(scope.table, plan);
  const ordered = (column: string) =>
    sorts ? scope.dialect.withoutIndex(column) : sql.ref<SqlValue>(column);
  const query = db
    .selectFrom(scope.table.name)
    .select(scope.table.selected)
    .where((builder) =>
      builder.and([
        ...conditionsOf(builder, scope, plan.conditions),
        ...stretch(builder, ordered(order), ordered('id')),
      ]),
    )
    .orderBy(ordered(order), direction);
  return order === 'id' ? query : query.orderBy(ordered('id'), direction);
}

/** The rows with these ids, in any order. Locked, nobody else changes them before the transaction ends. */
export function getRecords(
  db: SqlExecutor,
  scope: SqlScope,
  ids: readonly string[],
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<SqlRecord[]> {
  const query = db
    .selectFrom(scope.table.name)
    .select(scope.table.selected)
    .where((builder) => withIds(builder, scope, ids));
  return (lock && scope.dialect.locksRows ? query.forUpdate() : query).execute();
}

/** The condition for these ids in this scope. */
export function withIds(builder: Builder, scope: SqlScope, ids: readonly string[]): Expression<SqlBool> {
  return builder.and(conditionsOf(builder, scope, [{ field: 'id', type: 'one-of', values: ids }]));
}

/** All conditions as SQL; the workspace is always the first. */
export function conditionsOf(
  builder: Builder,
  scope: SqlScope,
  conditions: readonly PlannedCondition[],
): Expression<SqlBool>[] {
  const own = scope.table.scoped ? [builder('workspace_id', '=', scope.workspaceId)] : [];
  return [...own, ...conditions.flatMap((condition) => conditionOf(builder, scope.dialect, condition))];
}

function conditionOf(
  builder: Builder,
  dialect: SqlDialect,
  condition: PlannedCondition,
): Expression<SqlBool>[] {
  const column = columnOf(condition.field);
  if (condition.type === 'absent') return [builder(column, 'is', null)];
  if (condition.type === 'one-of') {
    const [first, ...others] = condition.values;
    if (first === undefined) return [sql<SqlBool>`1 = 0`];
    return [others.length === 0 ? builder(column, '=', first) : dialect.oneOf(column, condition.values)];
  }
  const { from, below } = condition;
  if (from === undefined && below === undefined) return [builder(column, 'is not', null)];
  return [
    ...(from === undefined ? [] : [builder(column, '>=', from)]),
    ...(below === undefined ? [] : [builder(column, '<', below)]),
  ];
}

type Column = Expression<SqlValue>;

/** A part of the rows that lies in one piece of an index. */
type Stretch = (builder: Builder, column: Column, id: Column) => Expression<SqlBool>[];

/**
 * The rows after the page before, as stretches to read one after the other. A single condition with "or" would say the same, but make the
 * database begin at the first row for every page. Rows without the value are the least: they come first ascending, last descending.
 */
function stretchesOf({ after, orderBy, descending }: QueryPlan): readonly Stretch[] {
  if (after === undefined) return [() => []];
  const { value, id: lastId } = after;
  const beyond = descending ? '<' : '>';
  if (orderBy === 'id') return [(builder, _column, id) => [builder(id, beyond, lastId)]];
  const absent: Stretch = (builder, column) => [builder(column, 'is', null)];
  if (value === undefined) {
    const rest: Stretch = (builder, column, id) => [
      ...absent(builder, column, id),
      builder(id, beyond, lastId),
    ];
    return descending ? [rest] : [rest, (builder, column) => [builder(column, 'is not', null)]];
  }
  const later: Stretch = (builder, column, id) => [
    // Implied by the next one, and the only one that an index understands.
    builder(column, descending ? '<=' : '>=', value),
    builder.or([builder(column, beyond, value), builder(id, beyond, lastId)]),
  ];
  return descending ? [later, absent] : [later];
}
