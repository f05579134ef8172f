import type { PlannedCondition, Position, QueryPlan } from '@ticket-ai/core';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { SqlDialect, SqlExecutor, SqlRecord, SqlTables } from './sql-database.ts';
import { columnOf, type SqlTable } from './sql-table.ts';

/** Rows of one table in one workspace (or of all, when the table spans them). */
export interface SqlScope {
  readonly table: SqlTable;
  readonly workspaceId: string;
  readonly dialect: SqlDialect;
}

type Builder = ExpressionBuilder<SqlTables, string>;

/** The rows of one page, and one more when there is one. */
export function findRecords(db: SqlExecutor, scope: SqlScope, plan: QueryPlan): Promise<SqlRecord[]> {
  const direction = plan.descending ? 'desc' : 'asc';
  const order = columnOf(plan.orderBy);
  const query = db
    .selectFrom(scope.table.name)
    .select(scope.table.selected)
    .where((builder) =>
      builder.and([
        ...conditionsOf(builder, scope, plan.conditions),
        ...(plan.after ? [beyond(builder, order, plan.descending, plan.after)] : []),
      ]),
    )
    .orderBy(order, direction)
    .limit(plan.limit + 1);
  return (order === 'id' ? query : query.orderBy('id', direction)).execute();
}

/** The rows with these ids, in any order. */
export function getRecords(db: SqlExecutor, scope: SqlScope, ids: readonly string[]): Promise<SqlRecord[]> {
  return db
    .selectFrom(scope.table.name)
    .select(scope.table.selected)
    .where((builder) => withIds(builder, scope, ids))
    .execute();
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

/** Rows after a position. Rows without the value are the least: they come first ascending, last descending. */
function beyond(
  builder: Builder,
  column: string,
  descending: boolean,
  { value, id }: Position,
): Expression<SqlBool> {
  const comparison = descending ? '<' : '>';
  if (column === 'id') return builder('id', comparison, id);
  if (value === undefined) {
    const sameButLater = builder.and([builder(column, 'is', null), builder('id', comparison, id)]);
    return descending ? sameButLater : builder.or([sameButLater, builder(column, 'is not', null)]);
  }
  const later = [
    builder(column, comparison, value),
    builder.and([builder(column, '=', value), builder('id', comparison, id)]),
  ];
  return builder.or(descending ? [...later, builder(column, 'is', null)] : later);
}
