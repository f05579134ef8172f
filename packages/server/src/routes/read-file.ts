import { TicketAIError } from '@ticket-ai/core';
import type { HonoRequest } from 'hono';
import { refuse } from '../middleware/errors.ts';
import { fileNameSchema } from './schemas/common.ts';

const binary = { type: 'string' as const, format: 'binary' };
const form = {
  type: 'object' as const,
  required: ['file'],
  properties: { file: binary },
  additionalProperties: false,
};

/** A form with one file, or the file itself, of these types. Plain schemas: the body is read here, not by the validators. */
export function fileContent(rawTypes: readonly string[]) {
  return {
    'multipart/form-data': { schema: form },
    ...Object.fromEntries(rawTypes.map((type) => [type, { schema: binary }])),
  };
}

/** A file that was sent. */
export interface SentFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/**
 * Reads a file that was sent. The content type alone decides how the body is read: JSON can never pose as a file.
 * @param options.fileName stands above the name in the form; the file itself has none
 */
export async function readFile(
  request: HonoRequest,
  {
    rawTypes,
    fileName,
    example,
  }: {
    readonly rawTypes: readonly string[];
    readonly fileName: string | undefined;
    /** A name such as files of this kind have. */
    readonly example: string;
  },
): Promise<SentFile> {
  const type = (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const file =
    type === 'multipart/form-data' ? await readForm(request) : await readRaw(request, type, rawTypes);
  const name = fileNameSchema.safeParse(fileName ?? file.name);
  if (!name.success)
    throw invalid(`The file has no usable name. Give \`?fileName=${example}\`; its ending tells the format.`);
  if (file.bytes.length === 0) throw invalid('The file is empty.');
  return { bytes: file.bytes, fileName: name.data };
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
  rawTypes: readonly string[],
): Promise<{ readonly name: undefined; readonly bytes: Uint8Array }> {
  if (!rawTypes.includes(type)) {
    throw refuse('unsupported-media-type', `Send multipart/form-data or one of ${rawTypes.join(', ')}.`);
  }
  return { name: undefined, bytes: new Uint8Array(await request.arrayBuffer()) };
}

function invalid(message: string, cause?: unknown): TicketAIError {
  return new TicketAIError('invalid-input', { message, cause });
}
