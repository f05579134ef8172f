import { TicketAIError } from '../errors.ts';
import type { Query, Where } from '../record.ts';
import { type AnyKind, type AnyRow, hasType } from './row-values.ts';

/** A value that can be asked for. */
export type Scalar = string | number;

/** A condition on one indexed field, checked. */
export type PlannedCondition =
  | { readonly field: string; readonly type: 'absent' }
  | { readonly field: string; readonly type: 'one-of'; readonly values: readonly Scalar[] }
  | { readonly field: string; readonly type: 'range'; readonly from?: Scalar; readonly below?: Scalar };

/** A place between rows: after the row with this value and id. */
export interface Position {
  /** `undefined`: the row lacks the field. */
  readonly value: Scalar | undefined;
  readonly id: string;
}

/** A query, checked against its kind, with defaults filled in: what a store has to carry out. */
export interface QueryPlan {
  readonly conditions: readonly PlannedCondition[];
  readonly orderBy: string;
  readonly descending: boolean;
  readonly limit: number;
  readonly after?: Position;
  /** The cursor of a page that ends with this row. */
  cursorAfter(row: AnyRow): string;
}

const greatestLimit = 500;

/** Checks a query, so that every store refuses the same. @throws `invalid-input` */
export function planQuery(kind: AnyKind, query: Query<AnyRow>): QueryPlan {
  const conditions = planWhere(kind, query.where);
  const orderBy = query.orderBy?.field ?? 'id';
  const type = typeOf(kind, orderBy);
  const descending = query.orderBy?.direction === 'descending';
  const limit = query.limit ?? 100;
  if (!Number.isInteger(limit) || limit < 1 || limit > greatestLimit) {
    throw invalid(kind, `The limit must be a whole number from 1 to ${greatestLimit}.`, { limit });
  }
  const fingerprint = hash(JSON.stringify([kind.table, orderBy, descending, conditions]));
  const cursorAfter = (row: AnyRow) =>
    encode([fingerprint, orderBy === 'id' ? row.id : (row[orderBy] ?? null), row.id]);
  const plan = { conditions, orderBy, descending, limit, cursorAfter };
  if (query.cursor === undefined) return plan;
  const [owner, value, id] = decode(query.cursor);
  if (owner !== fingerprint || typeof id !== 'string' || !(value === null || hasType(type, value))) {
    throw invalid(kind, 'The cursor does not belong to this query. Start again without a cursor.', {});
  }
  return { ...plan, after: { value: value ?? undefined, id } };
}

/** Checks conditions. @throws `invalid-input` */
export function planWhere(kind: AnyKind, where: Where<AnyRow> = {}): readonly PlannedCondition[] {
  return Object.entries(where).map(([field, condition]: [string, unknown]) =>
    planCondition(kind, field, condition),
  );
}

function planCondition(kind: AnyKind, field: string, condition: unknown): PlannedCondition {
  const type = typeOf(kind, field);
  const check = (value: unknown): Scalar => {
    if (hasType(type, value)) return value;
    throw invalid(
      kind,
      `A condition on ${field} must be ${type}; ask for rows without the field with null.`,
      { field },
    );
  };
  if (condition === null) return { field, type: 'absent' };
  if (Array.isArray(condition)) return { field, type: 'one-of', values: condition.map(check) };
  if (typeof condition !== 'object') return { field, type: 'one-of', values: [check(condition)] };
  const { from, below, ...others } = condition as { from?: unknown; below?: unknown };
  if (Object.keys(others).length > 0)
    throw invalid(kind, `A range on ${field} has \`from\` and \`below\` only.`, { field });
  return {
    field,
    type: 'range',
    ...(from === undefined ? {} : { from: check(from) }),
    ...(below === undefined ? {} : { below: check(below) }),
  };
}

function typeOf(kind: AnyKind, field: string) {
  const type = field === 'id' ? 'text' : Object.hasOwn(kind.fields, field) ? kind.fields[field] : undefined;
  if (type === undefined) {
    const known = ['id', ...Object.keys(kind.fields)];
    throw invalid(kind, `${field} is not indexed. Ask by ${known.join(', ')}.`, { field, known });
  }
  return type;
}

function invalid(kind: AnyKind, message: string, context: Record<string, unknown>): TicketAIError {
  return new TicketAIError('invalid-input', {
    message: `Query of ${kind.table}: ${message}`,
    context: { table: kind.table, ...context },
  });
}

function encode(parts: readonly unknown[]): string {
  return btoa(encodeURIComponent(JSON.stringify(parts)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function decode(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(
      decodeURIComponent(atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))),
    );
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** FNV-1a: tells queries apart, no more. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value >>> 0).toString(36);
}

/** Orders values as every store does: absent first, then numbers, or text by code point. */
export function compareValues(left: unknown, right: unknown): number {
  if (left === right) return 0;
  if (left === undefined) return -1;
  if (right === undefined) return 1;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return compareText(String(left), String(right));
}

/** JavaScript compares UTF-16 units, databases code points: they differ where surrogates meet U+E000 to U+FFFF. */
function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    if (a >= 0xd800 && b >= 0xd800 && isSurrogate(a) !== isSurrogate(b)) return isSurrogate(a) ? 1 : -1;
    return a - b;
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
