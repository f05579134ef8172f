import type { Context } from '../context.ts';
import type { ImportId } from '../ids.ts';
import { deleteBlobs } from '../storage/delete-blobs.ts';
import type { ImportRecord } from './ticket.ts';
import type { ColumnMapping, RejectedRow } from './ticket-reader.ts';

/** How a file is to be read; kept beside it, for whoever goes on after a crash. */
export interface ImportSettings {
  readonly columns?: ColumnMapping;
  readonly source?: string;
}

const utf8 = new TextEncoder();

/** Blobs of a workspace are kept apart by its id. */
function folderOf(context: Context, importId: ImportId): string {
  return `${context.workspaceId}/imports/${importId}`;
}

/** Where {@link keepFile} keeps a file. */
export function fileKey(context: Context, importId: ImportId, format: string): string {
  return `${folderOf(context, importId)}/original.${format}`;
}

/** Keeps a file and how to read it. */
export async function keepFile(
  context: Context,
  importId: ImportId,
  {
    bytes,
    format,
    columns = {},
    source,
  }: ImportSettings & { readonly bytes: Uint8Array; readonly format: string },
): Promise<void> {
  const key = fileKey(context, importId, format);
  await context.blobs.put({ key, bytes, mediaType: 'application/octet-stream' });
  await context.blobs.put({
    key: `${folderOf(context, importId)}/settings.json`,
    bytes: utf8.encode(JSON.stringify({ columns, source })),
    mediaType: 'application/json',
  });
}

/** What {@link keepFile} kept beside the file. */
export async function readSettings(context: Context, importId: ImportId): Promise<ImportSettings> {
  const file = await context.blobs.get(`${folderOf(context, importId)}/settings.json`);
  return file === undefined ? {} : (JSON.parse(new TextDecoder().decode(file.bytes)) as ImportSettings);
}

/** Keeps the rows that could not become tickets: the only place besides the file where their text stands. */
export async function keepRejectedRows(
  context: Context,
  importId: ImportId,
  rows: readonly RejectedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await context.blobs.put({
    key: `${folderOf(context, importId)}/rejected.jsonl`,
    bytes: utf8.encode(rows.map((row) => JSON.stringify(row)).join('\n')),
    mediaType: 'application/jsonl',
  });
}

/** What {@link keepRejectedRows} kept. */
export async function readRejectedRows(
  context: Context,
  importId: ImportId,
): Promise<readonly RejectedRow[]> {
  const file = await context.blobs.get(`${folderOf(context, importId)}/rejected.jsonl`);
  if (file === undefined) return [];
  return new TextDecoder()
    .decode(file.bytes)
    .split('\n')
    .map((line) => JSON.parse(line) as RejectedRow);
}

/** Deletes all that is kept of an import. */
export async function deleteFiles(context: Context, importId: ImportId): Promise<void> {
  await deleteBlobs(context.blobs, `${folderOf(context, importId)}/`);
}

/** Deletes all that is kept of imports that are over. */
export async function forgetFiles(context: Context, imports: readonly ImportRecord[]): Promise<void> {
  const kept = new Set<string>();
  const folder = `${context.workspaceId}/imports/`;
  for await (const { key } of context.blobs.list(folder))
    kept.add(key.slice(folder.length).split('/')[0] ?? '');
  for (const { id, version, blobKey } of imports) {
    if (kept.has(id)) await deleteFiles(context, id);
    if (blobKey !== undefined) await context.store.imports.update(id, version, { blobKey: undefined });
  }
}
