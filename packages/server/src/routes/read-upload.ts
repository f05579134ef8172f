import { type ColumnMapping, TicketAIError } from '@ticket-ai/core';
import type { HonoRequest } from 'hono';
import { refuse } from '../middleware/errors.ts';
import { fileNameSchema } from './schemas/import.ts';

const binary = { type: 'string' as const, format: 'binary' };
const form = {
  type: 'object' as const,
  required: ['file'],
  properties: { file: binary },
  additionalProperties: false,
};
const rawTypes = [
  'text/csv',
  'text/tab-separated-values',
  'application/x-ndjson',
  'application/jsonl',
  'application/octet-stream',
] as const;

/** A form with one file, or the file itself. Plain schemas: the body is read here, not by the validators. */
export const uploadContent = {
  'multipart/form-data': { schema: form },
  ...Object.fromEntries(rawTypes.map((type) => [type, { schema: binary }])),
};

/** What the query says about the file. */
interface UploadQuery {
  readonly fileName?: string | undefined;
  readonly source?: string | undefined;
  readonly column?: string | readonly string[] | undefined;
}

/** A file as the library takes it. */
interface Upload {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly source?: string;
  readonly columns?: ColumnMapping;
}

/** Reads an uploaded file. The content type alone decides how the body is read: JSON can never pose as a file. */
export async function readUpload(
  request: HonoRequest,
  { fileName, source, column }: UploadQuery,
): Promise<Upload> {
  const type = (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const file = type === 'multipart/form-data' ? await readForm(request) : await readRaw(request, type);
  const name = fileNameSchema.safeParse(fileName ?? file.name);
  if (!name.success)
    throw invalid('The file has no usable name. Give `?fileName=tickets.csv`; its ending tells the format.');
  if (file.bytes.length === 0) throw invalid('The file is empty.');
  const columns = column === undefined ? undefined : readColumns([column].flat());
  return {
    bytes: file.bytes,
    fileName: name.data,
    ...(source === undefined ? {} : { source }),
    ...(columns === undefined ? {} : { columns }),
  };
}

async function readForm(
  request: HonoRequest,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const fields = await request.formData().catch((cause: unknown) => {
    throw invalid('The form cannot be read.', cause);
  });
  const [[field, file] = [], ...more] = [...fields];
  if (field !== 'file' || !(file instanceof File) || more.length > 0)
    throw invalid('The form must have exactly one field, `file`, which holds the file.');
  return { name: file.name, bytes: await file.bytes() };
}

async function readRaw(
  request: HonoRequest,
  type: string,
): Promise<{ readonly name: undefined; readonly bytes: Uint8Array }> {
  if (!rawTypes.some((known) => known === type)) {
    throw refuse('unsupported-media-type', `Send multipart/form-data or one of ${rawTypes.join(', ')}.`);
  }
  return { name: undefined, bytes: new Uint8Array(await request.arrayBuffer()) };
}

/** `subject=Title` says that the column Title holds the subject. */
function readColumns(pairs: readonly string[]): ColumnMapping {
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

function invalid(message: string, cause?: unknown): TicketAIError {
  return new TicketAIError('invalid-input', { message, cause });
}
