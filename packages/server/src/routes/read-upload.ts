import type { ColumnMapping } from '@ticket-ai/core';
import type { HonoRequest } from 'hono';
import { fileContent, readFile, type SentFile } from './read-file.ts';

const rawTypes = [
  'text/csv',
  'text/tab-separated-values',
  'application/x-ndjson',
  'application/jsonl',
  'application/octet-stream',
] as const;

/** How a file of tickets may be sent. */
export const uploadContent = fileContent(rawTypes);

/** What the query says about the file. */
interface UploadQuery {
  readonly fileName?: string | undefined;
  readonly source?: string | undefined;
  readonly column?: string | readonly string[] | undefined;
}

/** A file of tickets as the library takes it. */
interface Upload extends SentFile {
  readonly source?: string;
  readonly columns?: ColumnMapping;
}

/** Reads an uploaded file of tickets, and what is said about it. */
export async function readUpload(
  request: HonoRequest,
  { fileName, source, column }: UploadQuery,
): Promise<Upload> {
  const file = await readFile(request, { rawTypes, fileName, example: 'tickets.csv' });
  const columns = column === undefined ? undefined : readColumns([column].flat());
  return {
    ...file,
    ...(source === undefined ? {} : { source }),
    ...(columns === undefined ? {} : { columns }),
  };
}

/** `subject=Title` says that the column Title holds the subject. */
function readColumns(pairs: readonly string[]): ColumnMapping {
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}
