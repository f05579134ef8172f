import type { Context } from '../context.ts';
import { TicketAIError, throwIfAborted } from '../errors.ts';
import type { ImportId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { ImportRecord, TicketDraft } from './ticket.ts';
import { prepareBatch, writeBatch } from './ticket-batch.ts';
import type { ColumnMapping, RejectedRow, TicketReader } from './ticket-reader.ts';

/** Rows per step of the import. */
const batchSize = 500;

/** A file to import. */
export interface ImportRequest {
  readonly bytes: Uint8Array;
  /** Its ending picks the reader; the folder is not kept. */
  readonly fileName: string;
  readonly columns?: ColumnMapping;
  /** Names the system the tickets come from; default the reader's format. */
  readonly source?: string;
}

/** STAGE. Keeps the file and asks for its import; the import itself is durable work that survives a crash. */
export async function requestImport(context: Context, request: ImportRequest): Promise<ImportRecord> {
  const format = fileFormat(request.fileName);
  findReader(context, format);
  const id = context.generateId() as ImportId;
  const folder = importFolder(context, id);
  const blobKey = `${folder}/original.${format}`;
  await context.blobs.put({ key: blobKey, bytes: request.bytes, mediaType: 'application/octet-stream' });
  const settings = JSON.stringify({ columns: request.columns ?? {}, source: request.source });
  await context.blobs.put({
    key: `${folder}/settings.json`,
    bytes: new TextEncoder().encode(settings),
    mediaType: 'application/json',
  });
  const record: ImportRecord = {
    id,
    version: 1,
    source: request.source ?? format,
    fileName: request.fileName.replace(/^.*[/\\]/, ''),
    blobKey,
    status: 'running',
    batchesDone: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    startedAt: context.now(),
    startedBy: context.actor,
  };
  await context.transaction(async (transaction) => {
    await transaction.imports.insert([record]);
    await context.commit(transaction, [{ type: 'import-requested', importId: id }]);
  });
  return record;
}

/** STAGE. Reads the kept file batch by batch; each batch is one step, done once however often the process dies. */
export async function importTickets(
  context: Context,
  { importId }: { readonly importId: ImportId },
): Promise<void> {
  const record = await context.store.imports.get(importId);
  if (record?.status !== 'running') return;
  const file = record.blobKey === undefined ? undefined : await context.blobs.get(record.blobKey);
  if (file === undefined) {
    throw new TicketAIError('not-found', {
      message: `The file of import ${importId} is gone. Import it again.`,
      context: { importId },
    });
  }
  const settings = await readSettings(context, importId);
  const reader = findReader(context, fileFormat(record.blobKey ?? ''));
  const signal = context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal };
  await context.runWorkflow({ name: 'import-tickets', version: 1, subject: importId }, async (workflow) => {
    const rejectedRows: RejectedRow[] = [];
    let done = 0;
    let number = 0;
    const importBatch = async (rows: readonly Row[]) => {
      throwIfAborted(context.abortSignal);
      const { rejected } = await workflow.step(`batch-${number}`, () => prepareStep(context, importId, rows));
      rejectedRows.push(...rejected);
      number += 1;
      done += rows.length;
      context.onProgress?.({ stage: 'import', done });
    };
    let rows: Row[] = [];
    for await (const item of reader.read({ bytes: file.bytes, ...settings, ...signal })) {
      if (item.kind === 'rejected') rejectedRows.push(item);
      if (item.kind === 'ticket') rows.push({ line: item.line, draft: item.draft });
      if (rows.length === batchSize) {
        await importBatch(rows);
        rows = [];
      }
    }
    if (rows.length > 0) await importBatch(rows);
    await workflow.step('finish', () => finishStep(context, importId, number, rejectedRows));
  });
}

interface Row {
  readonly line: number;
  readonly draft: TicketDraft;
}

async function prepareStep(context: Context, importId: ImportId, rows: readonly Row[]) {
  const batch = await prepareBatch(
    context,
    rows.map((row) => row.draft),
    importId,
  );
  const rejected = batch.rejected.map(({ index, reason }): RejectedRow => {
    const row = rows[index];
    return {
      kind: 'rejected',
      line: row?.line ?? 0,
      reason,
      text: JSON.stringify(row?.draft ?? {}).slice(0, 1000),
    };
  });
  return {
    output: { rejected },
    write: async (transaction: Parameters<typeof writeBatch>[1]) => {
      await writeBatch(context, transaction, batch, importId);
      const record = await transaction.imports.get(importId);
      if (record === undefined) return;
      await transaction.imports.update(importId, record.version, {
        batchesDone: record.batchesDone + 1,
        created: record.created + batch.created.length,
        updated: record.updated + batch.updates.length,
        unchanged: record.unchanged + batch.unchanged,
      });
    },
  };
}

async function finishStep(
  context: Context,
  importId: ImportId,
  batchCount: number,
  rejectedRows: readonly RejectedRow[],
) {
  const lines = rejectedRows.map((row) => JSON.stringify(row)).join('\n');
  if (lines !== '') {
    await context.blobs.put({
      key: `${importFolder(context, importId)}/rejected.jsonl`,
      bytes: new TextEncoder().encode(lines),
      mediaType: 'application/jsonl',
    });
  }
  return {
    output: { batchCount },
    write: async (transaction: Parameters<typeof writeBatch>[1]) => {
      const record = await transaction.imports.get(importId);
      if (record === undefined) return;
      await transaction.imports.update(importId, record.version, {
        status: 'done',
        batchCount,
        rejected: rejectedRows.length,
        finishedAt: context.now(),
      });
      await context.commit(transaction, [{ type: 'import-finished', importId }]);
    },
  };
}

/** STAGE. Takes back what an import created: its tickets, their text and assignments. Tickets that existed before stay as they are now. */
export async function undoImport(
  context: Context,
  { importId }: { readonly importId: ImportId },
): Promise<number> {
  const record = await knownImport(context, importId);
  if (record.status === 'running') {
    throw new TicketAIError('invalid-transition', {
      message: `Import ${importId} is still running. Wait for it, then undo it.`,
      context: { importId },
    });
  }
  const ticketIds = (await collectAll(context.store.tickets, { where: { importId } })).map(
    (ticket) => ticket.id,
  );
  await context.store.erase({ ticketIds });
  await context.transaction(async (transaction) => {
    await transaction.assignmentHeads.delete(ticketIds.flatMap((id) => [`${id}:primary`, `${id}:secondary`]));
    await transaction.tickets.delete(ticketIds);
    await transaction.imports.update(importId, record.version, { status: 'undone' });
    await context.commit(transaction, [{ type: 'tickets-removed', importId, ticketIds }]);
  });
  return ticketIds.length;
}

/** @throws `not-found`, also for another workspace's import */
async function knownImport(context: Context, importId: ImportId): Promise<ImportRecord> {
  const record = await context.store.imports.get(importId);
  if (record === undefined)
    throw new TicketAIError('not-found', {
      message: `There is no import ${importId}. \`import list\` shows them.`,
      context: { importId },
    });
  return record;
}

/** Blobs of a workspace are kept apart by its id. */
function importFolder(context: Context, importId: ImportId): string {
  return `${context.workspaceId}/imports/${importId}`;
}

/** The rows of an import that could not become tickets. @throws `not-found` */
export async function rejectedRows(context: Context, importId: ImportId): Promise<readonly RejectedRow[]> {
  await knownImport(context, importId);
  const file = await context.blobs.get(`${importFolder(context, importId)}/rejected.jsonl`);
  if (file === undefined) return [];
  return new TextDecoder()
    .decode(file.bytes)
    .split('\n')
    .map((line) => JSON.parse(line) as RejectedRow);
}

function fileFormat(fileName: string): string {
  return /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? 'csv';
}

function findReader(context: Context, format: string): TicketReader {
  const reader = context.ticketReaders.find(({ formats }) => formats.includes(format));
  if (reader === undefined) {
    const known = context.ticketReaders.flatMap(({ formats }) => formats).join(', ') || 'none';
    throw new TicketAIError('invalid-input', {
      message: `No reader for .${format} files. Known formats: ${known}.`,
      context: { format },
    });
  }
  return reader;
}

async function readSettings(
  context: Context,
  importId: ImportId,
): Promise<{ columns?: ColumnMapping; source?: string }> {
  const file = await context.blobs.get(`${importFolder(context, importId)}/settings.json`);
  return file === undefined
    ? {}
    : (JSON.parse(new TextDecoder().decode(file.bytes)) as { columns?: ColumnMapping; source?: string });
}
