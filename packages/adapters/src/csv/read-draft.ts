import type { ColumnMapping, TicketDraft } from '@ticket-ai/core';
import { type DateOrder, parseDate } from './dates.ts';
import { parseLanguage, parseRole, parseStatus, parseTags } from './values.ts';

/** How the columns of a file are read. */
export interface RowFormat {
  readonly header: readonly string[];
  readonly mapping: ColumnMapping;
  readonly source: string;
  /** Order of slashed dates, by column name; absent where no row proves it. */
  readonly dateOrders: ReadonlyMap<string, DateOrder>;
  /** Columns that are never read. */
  readonly labels: ReadonlySet<string>;
}

/** A row by meaning. What was not understood (a status, a date) is among the fields, under the name of its column. */
export interface RowValues {
  readonly id?: string;
  readonly role?: 'customer' | 'agent';
  /** The role as it stands, when it was not understood. */
  readonly unknownRole?: string;
  readonly draft: TicketDraft & {
    readonly subject: string;
    readonly body: string;
    readonly fields: Record<string, string>;
  };
}

/** Reads one row. Nothing is ever rejected here: a cell that cannot be read is kept as a field. */
export function readDraft(cells: readonly string[], format: RowFormat): RowValues {
  const { header, mapping, source, dateOrders } = format;
  const cell = (role: keyof ColumnMapping) => {
    const name = mapping[role];
    return name === undefined ? '' : clean(cells[header.indexOf(name)] ?? '');
  };
  const understood = new Set<string>();
  const understand = <Value>(
    role: keyof ColumnMapping,
    parse: (text: string, name: string) => Value | undefined,
  ) => {
    const [name, text] = [mapping[role], cell(role)];
    const value = name === undefined || text === '' ? undefined : parse(text, name);
    if (name !== undefined && value !== undefined) understood.add(name);
    return value;
  };
  const id = understand('id', (text) => text);
  const role = understand('authorRole', parseRole);
  const draft = {
    source,
    ...optional('externalId', id),
    subject: understand('subject', (text) => text) ?? '',
    body: understand('body', (text) => text) ?? '',
    ...optional(
      'createdAt',
      understand('createdAt', (text, name) => parseDate(text, dateOrders.get(name))),
    ),
    ...optional(
      'resolvedAt',
      understand('resolvedAt', (text, name) => parseDate(text, dateOrders.get(name))),
    ),
    ...optional(
      'requester',
      understand('requester', (text) => text),
    ),
    ...optional('status', understand('status', parseStatus)),
    ...optional('language', understand('language', parseLanguage)),
    tags: [...(understand('tags', parseTags) ?? [])],
    fields: readFields(cells, format, understood),
  };
  const unknownRole = role === undefined ? cell('authorRole') : '';
  return {
    ...optional('id', id),
    ...optional('role', role),
    ...(unknownRole === '' ? {} : { unknownRole }),
    draft,
  };
}

function readFields(
  cells: readonly string[],
  { header, labels }: RowFormat,
  understood: ReadonlySet<string>,
): Record<string, string> {
  return Object.fromEntries(
    header
      .map((name, index) => [name, clean(cells[index] ?? '')] as const)
      .filter(([name, text]) => text !== '' && !understood.has(name) && !labels.has(name)),
  );
}

/** Databases refuse NUL characters; line ends become LF, so that the same text from two systems is the same text. */
function clean(text: string): string {
  return text.replaceAll('\0', '').replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim();
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined) {
  return (value === undefined ? {} : { [key]: value }) as { [name in Key]?: Value };
}
