import type { PlannedCondition, QueryPlan } from '@ticket-ai/core';
import type { SqlTable } from './sql-table.ts';

/** More values than this are a good part of the table: walking it in order is cheaper than sorting what they find for every page. */
const fewValues = 500;

/**
 * Whether the rows should be found through an index and sorted, instead of walked in the order that is asked for. Planners that know
 * nothing of the data like the walk, because it needs no sorting and stops at the limit: for the messages of one ticket that is the whole
 * table. Nothing is decided where one index gives both: its fields are all fixed, and the order follows.
 */
export function sortsFoundRows({ kind }: SqlTable, { conditions, orderBy }: QueryPlan): boolean {
  const isFixed = (field: string) => conditions.some((each) => each.field === field && fixesOne(each));
  const isFound = (field: string) => conditions.some((each) => each.field === field && fixesFew(each));
  const givesOrder = (key: readonly string[]) => {
    const first = key.findIndex((field) => !isFixed(field));
    return first === -1 ? orderBy === 'id' : first > 0 && key[first] === orderBy;
  };
  if (isFound('id')) return false;
  const keys = [...kind.unique, ...kind.indexes].filter(([first]) => first !== undefined && isFound(first));
  return keys.length > 0 && !keys.some(givesOrder);
}

function fixesOne(condition: PlannedCondition): boolean {
  return condition.type === 'absent' || (condition.type === 'one-of' && condition.values.length === 1);
}

function fixesFew(condition: PlannedCondition): boolean {
  return condition.type === 'one-of' && condition.values.length <= fewValues;
}
