import type { Context } from '../context.ts';
import { TicketAIError, throwIfAborted } from '../errors.ts';
import type { ImportId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import {
  deleteFiles,
  fileKey,
  keepFile,
  keepRejectedRows,
  readRejectedRows,
  readSettings,
} from './import-files.ts';
import { parseDrafts } from './parse-drafts.ts';
import { fileFormat, findReader, inBatches, type Row, rejectedRow } from './read-rows.ts';
import type { ImportRecord } from './ticket.ts';
import { prepareBatch, writeBatch } from './ticket-batch.ts';
import type { ColumnMapping, RejectedRow } from './ticket-reader.ts';

/** A file to import. */
export interface ImportRequest {
  readonly bytes: Uint8Array;
  /** Its ending picks the reader; the folder is not kept. */
  readonly fileName: string;
  readonly columns?: ColumnMapping;
  /** Names the system the tickets come from; default the reader's format. */
  readonly source?: string;
}

/**
 * STAGE. Keeps the file and asks for its import; the import itself is durable work that survives a crash. The record comes first, as an import that
 * failed: whoever dies before the file is there leaves none that no record tells of, and that no erasing would find.
 * @throws `conflict` when tickets were erased, and with them the files of imports, at this moment
 */
export async function requestImport(context: Context, request: ImportRequest): Promise<ImportRecord> {
  const format = fileFormat(request.fileName);
  findReader(context, format);
  const id = context.generateId() as ImportId;
  const record: ImportRecord = {
    id,
    version: 1,
    source: request.source ?? format,
    fileName: request.fileName.replace(/^.*[/\\]/, ''),
    blobKey: fileKey(context, id, format),
    status: 'failed',
    error: 'Its file did not arrive. Import it again.',
    batchesDone: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    startedAt: context.now(),
    startedBy: context.actor,
  };
  await context.store.imports.insert([record]);
  await keepFile(context, id, { ...request, format });
  return context.transaction(async (transaction) => {
    const running = { status: 'running', error: undefined } as const;
    const requested = await transaction.imports.update(id, record.version, running);
    await context.commit(transaction, [{ type: 'import-requested', importId: id }]);
    return requested;
  });
}

/** STAGE. Reads the kept file batch by batch; each batch is one step, done once however often the process dies. */
export async function importTickets(
  context: Context,
  { importId }: { readonly importId: ImportId },
): Promise<void> {
  const record = await context.store.imports.get(importId);
  if (record?.status !== 'running' && record?.status !== 'failed') return;
  const file = record.blobKey === undefined ? undefined : await context.blobs.get(record.blobKey);
  if (file === undefined) {
    throw new TicketAIError('not-found', {
      message: `The file of import ${importId} is gone. Import it again.`,
      context: { importId },
    });
  }
  const settings = await readSettings(context, importId);
  const reader = findReader(context, fileFormat(record.blobKey ?? ''));
  if (record.status === 'failed') await reopen(context, record);
  const signal = context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal };
  await context.runWorkflow({ name: 'import-tickets', version: 1, subject: importId }, async (workflow) => {
    const rejectedRows: RejectedRow[] = [];
    let done = 0;
    let number = 0;
    const importBatch = async (rows: readonly Row[]) => {
      throwIfAborted(context.abortSignal);
      const { rejected } = await workflow.step(`batch-${number}`, () => prepareStep(context, importId, rows));
      rejectedRows.push(...rejected.map((refusal) => rejectedRow(rows, refusal)));
      number += 1;
      done += rows.length;
      context.onProgress?.({ stage: 'import', done });
    };
    for await (const item of inBatches(reader.read({ bytes: file.bytes, ...settings, ...signal }))) {
      if (item.kind === 'rejected') rejectedRows.push(item);
      if (item.kind === 'batch') await importBatch(item.rows);
    }
    await workflow.step('finish', () => finishStep(context, importId, number, rejectedRows));
  });
}

async function prepareStep(context: Context, importId: ImportId, rows: readonly Row[]) {
  const batch = await prepareBatch(context, parseDrafts(rows.map((row) => row.draft)), importId);
  return {
    // The journal outlives erasing: what a row says is read from the file again.
    output: { rejected: batch.rejected },
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
  await keepRejectedRows(context, importId, rejectedRows);
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

/**
 * STAGE. Tells of an import whose job died: it is `failed` instead of running for ever. What was read until then is kept; retrying the job
 * goes on where it was. An import that is not running stays as it is.
 */
export async function failImport(
  context: Context,
  { importId, error }: { readonly importId: ImportId; readonly error: string },
): Promise<void> {
  await context.transaction(async (transaction) => {
    const record = await transaction.imports.get(importId);
    if (record?.status !== 'running') return;
    const finishedAt = context.now();
    await transaction.imports.update(importId, record.version, { status: 'failed', error, finishedAt });
    await context.commit(transaction, [{ type: 'import-finished', importId }]);
  });
}

/** A failed import whose job is tried again is running as before. @throws `conflict` when it was taken back meanwhile */
async function reopen(context: Context, { id, version }: ImportRecord): Promise<void> {
  await context.transaction((transaction) =>
    transaction.imports.update(id, version, { status: 'running', error: undefined, finishedAt: undefined }),
  );
}

/**
 * STAGE. Takes back what an import created: its tickets, their text and assignments, and the kept file with its rejected rows. Tickets that
 * existed before stay as they are now. The messages of removed tickets stay as rows without text. Interrupted, it can be called again.
 *
 * @throws `invalid-transition` while the import is running, `not-found`
 */
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
  const removed = record.status === 'undone' ? 0 : await removeTickets(context, record);
  await deleteFiles(context, importId);
  return removed;
}

/** The tickets that an undo of the import would remove. @throws `not-found` */
export async function ticketsOfImport(context: Context, importId: ImportId): Promise<readonly TicketId[]> {
  const { status } = await knownImport(context, importId);
  if (status === 'undone') return [];
  return (await collectAll(context.store.tickets, { where: { importId } })).map(({ id }) => id);
}

async function removeTickets(context: Context, { id: importId, version }: ImportRecord): Promise<number> {
  const ticketIds = await ticketsOfImport(context, importId);
  await context.store.erase({ ticketIds });
  await context.transaction(async (transaction) => {
    await removeHeads(transaction, ticketIds);
    await transaction.tickets.delete(ticketIds);
    await transaction.imports.update(importId, version, { status: 'undone', blobKey: undefined });
    await context.commit(transaction, [{ type: 'tickets-removed', importId, ticketIds }]);
  });
  return ticketIds.length;
}

/** Those of every run: what is gone shall not come back with a promotion or a roll-back. */
async function removeHeads(transaction: Transaction, ticketIds: readonly TicketId[]): Promise<void> {
  for (let start = 0; start < ticketIds.length; start += 500) {
    const ticketId = ticketIds.slice(start, start + 500);
    const heads = await collectAll(transaction.assignmentHeads, { where: { ticketId } });
    await transaction.assignmentHeads.delete(heads.map(({ id }) => id));
  }
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

/** The rows of an import that could not become tickets. @throws `not-found` */
export async function rejectedRows(context: Context, importId: ImportId): Promise<readonly RejectedRow[]> {
  await knownImport(context, importId);
  return readRejectedRows(context, importId);
}
