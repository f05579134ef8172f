import { type ColumnMapping, type ColumnRole, TicketAIError } from '@ticket-ai/core';
import { compactName, findRole, isLabel, textRoles } from './column-names.ts';

const maxColumns = 1000;

/** Makes the names of a header row usable as keys: no empty ones, none twice (`note`, `note_2`). @throws `invalid-input` beyond 1,000 columns */
export function nameColumns(cells: readonly string[]): readonly string[] {
  if (cells.length > maxColumns) {
    throw invalid(
      `The header has ${cells.length.toLocaleString('en')} columns; the limit is ${maxColumns.toLocaleString('en')}. Export only the columns of the tickets.`,
    );
  }
  const taken = new Set(cells.map((cell) => cell.trim()));
  const seen = new Set<string>();
  return cells.map((cell, index) => {
    const wanted = cell.trim() || `column_${index + 1}`;
    let name = wanted;
    for (let copy = 2; seen.has(name) || (name !== wanted && taken.has(name)); copy += 1)
      name = `${wanted}_${copy}`;
    seen.add(name);
    return name;
  });
}

/** Finds out which column holds what; `columns` overrides. @throws `invalid-input` for unknown names, and when there is neither subject nor body */
export function mapColumns(header: readonly string[], columns: ColumnMapping = {}): ColumnMapping {
  const chosen = Object.entries(columns).map(
    ([role, name]) => [role, findColumn(header, role, name)] as const,
  );
  const taken = new Set(chosen.map(([, name]) => name));
  const mapping: ColumnMapping = {
    ...recognise(header.filter((name) => !taken.has(name))),
    ...Object.fromEntries(chosen),
  };
  if (textRoles.every((role) => mapping[role] === undefined)) throw missingText(header);
  return mapping;
}

function recognise(names: readonly string[]): ColumnMapping {
  const best = new Map<ColumnRole, { name: string; rank: number }>();
  for (const name of names) {
    const found = isLabel(name) ? undefined : findRole(name);
    if (found !== undefined && found.rank < (best.get(found.role)?.rank ?? Number.POSITIVE_INFINITY))
      best.set(found.role, { name, rank: found.rank });
  }
  return Object.fromEntries([...best].map(([role, { name }]) => [role, name]));
}

function findColumn(header: readonly string[], role: string, name: string): string {
  const found =
    header.find((known) => known === name) ??
    header.find((known) => compactName(known) === compactName(name));
  if (found === undefined) {
    const near = nearest(name, header);
    throw invalid(
      `There is no column "${name}" for ${role}.${near === undefined ? '' : ` Did you mean "${near}"?`} The file has: ${list(header)}.`,
      {
        setting: `columns.${role}`,
      },
    );
  }
  if (isLabel(found))
    throw invalid(
      `Column "${found}" holds gold labels for evaluation and is never read. Rename it to use it for ${role}.`,
    );
  return found;
}

function missingText(header: readonly string[]): TicketAIError {
  return invalid(
    `No column holds the text of the tickets: neither a subject nor a body was recognised. The first row should name the columns; found: ${list(header)}. Rename a column to "body", or say which one it is: --column body=NAME.`,
  );
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 30).map((name) => `"${name.length > 60 ? `${name.slice(0, 60)}…` : name}"`);
  return shown.join(', ') + (names.length > shown.length ? ` and ${names.length - shown.length} more` : '');
}

/** The name with the fewest edits between, when they are few. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const wanted = compactName(name.slice(0, 100));
  const ranked = names
    .map((known) => ({ known, edits: countEdits(wanted, compactName(known.slice(0, 100))) }))
    .sort((a, b) => a.edits - b.edits);
  const [first] = ranked;
  return first !== undefined && first.edits <= Math.max(2, wanted.length / 3) ? first.known : undefined;
}

function countEdits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (a[i] === b[j] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

function invalid(message: string, context: Readonly<Record<string, unknown>> = {}): TicketAIError {
  return new TicketAIError('invalid-input', { message, context: { line: 1, column: 1, ...context } });
}
