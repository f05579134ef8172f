import { TicketAIError } from '../errors.ts';
import type { StoredRecord } from '../record.ts';
import type { FieldType } from './record-kinds.ts';

/** A record of any kind, as stores handle them. Journal rows have no version. */
export interface AnyRow extends StoredRecord {
  readonly [field: string]: unknown;
}

/** A {@link RecordKind} of any row. */
export interface AnyKind {
  readonly table: string;
  readonly journal: boolean;
  readonly system: boolean;
  readonly fields: Readonly<Record<string, FieldType | undefined>>;
  readonly unique: readonly (readonly string[])[];
  readonly indexes: readonly (readonly string[])[];
}

/** A copy of plain data. @throws `invalid-input` for what JSON cannot hold, so that every store keeps the same */
export function copyValue<Value>(value: Value, place = 'value'): Value {
  return copy(value, place) as Value;
}

function copy(value: unknown, place: string): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copy(item, place));
  if (typeof value === 'object' && isPlain(value)) return copyObject(value, place);
  throw new TicketAIError('invalid-input', {
    message: `${place} holds a ${describe(value)}, which cannot be stored. Use strings, finite numbers, booleans, arrays and plain objects.`,
    context: { place },
  });
}

/** Spreading keeps the shape of the original, which makes rows half as large as adding field after field, and copies a field called `__proto__`. */
function copyObject(value: object, place: string): Record<string, unknown> {
  const result: Record<string, unknown> = { ...value };
  for (const key of Object.keys(result)) {
    const item = result[key];
    if (typeof item === 'string') continue;
    if (item === undefined) return copyObject(withoutUndefined(result), place);
    const copied = copy(item, place);
    if (copied !== item) setOwn(result, key, copied);
  }
  return result;
}

function withoutUndefined(value: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}

/** A plain assignment to `__proto__` would change the prototype; CSV headers may be called so. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object of another realm (a test runner's, say) has a prototype of its own with no further one above.
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? value.constructor.name
    : `${typeof value} (${String(value)})`;
}

/** A copy of a row that is to be stored. @throws `invalid-input` when id, version or an indexed field has another type than its kind says */
export function copyRow(kind: AnyKind, row: AnyRow): AnyRow {
  checkType(kind, 'id', 'text', row.id);
  if (row.id === '') throw wrongType(kind, 'id', 'text that is not empty');
  if (!kind.journal && !(Number.isSafeInteger(row.version) && row.version > 0))
    throw wrongType(kind, 'version', 'integer from 1');
  for (const field in kind.fields) checkType(kind, field, kind.fields[field], row[field]);
  return copyValue(row, kind.table);
}

/** A new version of a row. @throws as {@link copyRow}, and when the patch names `id` or `version` */
export function patchRow(kind: AnyKind, row: AnyRow, patch: Readonly<Record<string, unknown>>): AnyRow {
  for (const field of ['id', 'version']) {
    if (field in patch)
      throw new TicketAIError('invalid-input', {
        message: `An update of ${kind.table} must not change ${field}.`,
        context: { field },
      });
  }
  return copyRow(kind, { ...row, ...patch, id: row.id, version: row.version + 1 });
}

function checkType(kind: AnyKind, field: string, type: FieldType | undefined, value: unknown): void {
  if (value === undefined && field !== 'id') return;
  if (type !== undefined && !hasType(type, value)) throw wrongType(kind, field, type);
}

/** Whether a value may stand in a field of this type. */
export function hasType(type: FieldType, value: unknown): value is string | number {
  if (type === 'text') return typeof value === 'string';
  return type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
}

function wrongType(kind: AnyKind, field: string, type: string): TicketAIError {
  return new TicketAIError('invalid-input', {
    message: `${kind.table}.${field} must be ${type}.`,
    context: { table: kind.table, field },
  });
}
