import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import {
  type ColumnMapping,
  columnRoles,
  type RejectedRow,
  TicketAIError,
  type TicketReader,
  type TicketReaderItem,
  throwIfAborted,
} from '@ticket-ai/core';
import { findJsonError } from './find-json-error.ts';
import { isLabel, mapNames, readDraft } from './read-draft.ts';
import { type RecordText, splitArray, splitLines } from './split-records.ts';

/** Settings of {@link jsonlTicketReader}. */
export interface JsonlTicketReaderOptions {
  /** Records with more characters are rejected. Default 5,000,000. */
  readonly maxRecordCharacters?: number;
}

/**
 * Reads tickets from JSON Lines (one object per line) and from JSON files that hold an array of them. Broken records are rejected one by one,
 * with line and column; every other record is read.
 */
export function jsonlTicketReader({
  maxRecordCharacters = 5_000_000,
}: JsonlTicketReaderOptions = {}): TicketReader {
  return {
    formats: ['jsonl', 'ndjson', 'json'],
    async *read({ bytes, columns, source, abortSignal }): AsyncGenerator<TicketReaderItem> {
      throwIfAborted(abortSignal);
      const { text, encoding } = decode(bytes);
      const records = () =>
        /^\s*\[/.test(text.slice(0, 1000))
          ? splitArray(text, maxRecordCharacters)
          : splitLines(text, maxRecordCharacters);
      const mapping = describeNames(records(), columns);
      yield { kind: 'columns', mapping, encoding, layout: 'ticket-per-line' };
      const read = recordReader({
        ...(columns === undefined ? {} : { columns }),
        ...(source === undefined ? {} : { source }),
      });
      let number = 0;
      for (const record of records()) {
        number += 1;
        yield read(record, number);
        if (number % 500 !== 0) continue;
        await setImmediate();
        throwIfAborted(abortSignal);
      }
    },
  };
}

function decode(bytes: Uint8Array): { readonly text: string; readonly encoding: string } {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.trim() === '') throw invalid('The file is empty. It should have one JSON object per line.');
  const start = text.slice(0, 1000).trimStart();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells a binary file
  if (!/^[[{"\w-]/.test(start) || /[\0-\x08]/.test(start))
    throw invalid('The file is not JSON Lines: it should begin with "{", or with "[" for an array.');
  if (/^\{\s*[\r\n]/.test(start))
    throw invalid(
      'The JSON is spread over several lines. Write one object per line, or put the objects into an array ([...]).',
    );
  return { text, encoding };
}

/** The names of the first readable record. With `columns`, all records are looked at until each of its names was seen. */
function describeNames(records: Iterable<RecordText>, columns: ColumnMapping | undefined): ColumnMapping {
  const missing = new Set(Object.values(columns ?? {}));
  const seen = new Set<string>();
  let mapping: ColumnMapping | undefined;
  for (const record of records) {
    const value = record.tooLong ? undefined : parse(record.text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    mapping ??= toMapping(mapNames({ ...value }, columns));
    for (const name of Object.keys(value)) {
      missing.delete(name);
      if (seen.size < 100) seen.add(name);
    }
    if (missing.size === 0) break;
  }
  for (const [part, name] of Object.entries(columns ?? {})) {
    const context = { setting: `columns.${part}` };
    if (isLabel(name))
      throw invalid(
        `"${name}" holds gold labels for evaluation and is never read. Rename it to use it for ${part}.`,
        context,
      );
    if (missing.has(name))
      throw invalid(
        `No record has "${name}", given for ${part}. The file has: ${[...seen].map((known) => `"${known}"`).join(', ')}.`,
        context,
      );
  }
  return mapping ?? {};
}

function toMapping(found: ReturnType<typeof mapNames>): ColumnMapping {
  const body = found.body ?? found.messages;
  const named = { ...found, ...(body === undefined ? {} : { body }) };
  return Object.fromEntries(
    columnRoles.flatMap((name) => (named[name] === undefined ? [] : [[name, named[name]]])),
  );
}

/** A function from a record to its item. An id that comes again with other content is rejected, so that no row overwrites another. */
function recordReader(options: { readonly columns?: ColumnMapping; readonly source?: string }) {
  const known = new Map<string, { line: number; digest: string }>();
  return (record: RecordText, number: number): TicketReaderItem => {
    const { line } = record;
    if (record.tooLong) return reject(record, { line, reason: 'The record is too long. Shorten its texts.' });
    const value = parse(record.text);
    if (value === undefined) return rejectBroken(record);
    const result = readDraft(value, options);
    if ('reason' in result) return reject(record, { line, ...result });
    const { draft } = result;
    if (draft.externalId === undefined) return { kind: 'ticket', line, rowId: String(number), draft };
    const key = JSON.stringify([draft.source, draft.externalId]);
    const digest = createHash('sha256').update(JSON.stringify(draft)).digest('base64');
    const twin = known.get(key) ?? { line, digest };
    known.set(key, twin);
    if (twin.digest === digest) return { kind: 'ticket', line, rowId: draft.externalId, draft };
    const reason = `The id "${draft.externalId.slice(0, 100)}" stands in line ${twin.line} already, with other content; the first one was kept.`;
    return reject(record, { line, column: 'externalId', reason });
  };
}

function rejectBroken(record: RecordText): RejectedRow {
  const error = findJsonError(record.text) ?? { column: 1, problem: 'it cannot be read' };
  const before = record.text.slice(0, error.column - 1).split(/\r\n|\n|\r/);
  const line = record.line + before.length - 1;
  const column = String((before.at(-1) ?? '').length + (before.length === 1 ? record.column : 1));
  return reject(record, {
    line,
    column,
    reason: `Not valid JSON at line ${line}, column ${column}: ${error.problem}.`,
  });
}

function reject(
  { text }: RecordText,
  row: { readonly line: number; readonly reason: string; readonly column?: string },
): RejectedRow {
  return { kind: 'rejected', ...row, text: text.slice(0, 1000) };
}

/** `undefined`: no JSON (which has no value of that name). */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(message: string, context: Readonly<Record<string, unknown>> = {}): TicketAIError {
  return new TicketAIError('invalid-input', { message, context: { line: 1, column: 1, ...context } });
}
