import {
  type ColumnMapping,
  type Discovery,
  type DiscoveryRequest,
  type ModelDryRun,
  type RejectedRow,
  seededRandom,
  TicketAIError,
  type TicketDraft,
  type TicketReaderItem,
  ulidGenerator,
} from '@ticket-ai/core';
import { type Composition, compose, ticketReaders } from '../compose.ts';
import { readConfig } from '../config.ts';
import { type AssignedTicket, type Assignments, readAssignments } from './assigned-tickets.ts';
import { digestOf } from './digest-of.ts';
import type { InputFile } from './input-file.ts';
import type { ProgressLine } from './output/progress.ts';

/** Below this, starting threads takes longer than the work. */
const fewRows = 200;

/** The first item of a reader: what it recognised. */
export type RecognisedColumns = Extract<TicketReaderItem, { kind: 'columns' }>;

/** A ticket file, read. */
export interface TicketFile {
  readonly recognised: RecognisedColumns;
  readonly rows: readonly TicketRow[];
  readonly rejected: readonly RejectedRow[];
}

/** One ticket of a file. */
export interface TicketRow {
  readonly rowId: string;
  readonly line: number;
  readonly draft: TicketDraft;
}

/** Reads all tickets of a file. @throws `invalid-input` when it cannot be read as a whole */
export async function readTicketFile(
  { fileName, bytes }: InputFile,
  {
    columns,
    progress,
    abortSignal,
  }: { readonly columns: ColumnMapping; readonly progress: ProgressLine; readonly abortSignal: AbortSignal },
): Promise<TicketFile> {
  const format = /[^.]*$/.exec(fileName)?.[0].toLowerCase() ?? '';
  const reader = ticketReaders().find(({ formats }) => formats.includes(format)) ?? ticketReaders()[0];
  const rows: TicketRow[] = [];
  const rejected: RejectedRow[] = [];
  let recognised: RecognisedColumns | undefined;
  for await (const item of reader?.read({ bytes, columns, abortSignal }) ?? []) {
    if (item.kind === 'columns') recognised = item;
    else if (item.kind === 'rejected') rejected.push(item);
    else
      rows.push({
        rowId: item.rowId,
        line: item.line,
        draft: { ...item.draft, externalId: item.draft.externalId ?? `line ${item.line}` },
      });
    progress.update({ stage: 'read', done: rows.length });
  }
  if (recognised === undefined)
    throw new TicketAIError('invalid-input', { message: `No reader for .${format} files.` });
  return { recognised, rows, rejected };
}

/** What a one-shot clustering found. Close it when the results are read. */
export interface ClusteredFile extends Assignments {
  /** One per ticket of the input, in its order; rows that say the same twice have both their line. */
  readonly tickets: readonly AssignedTicket[];
  readonly rejected: readonly RejectedRow[];
  readonly discovery: Discovery;
  readonly composition: Composition;
  /** The clock of the run: the newest ticket's date, so that the same input gives the same bytes on any day. */
  readonly clock: number;
}

/**
 * Clusters a file in memory. Clock and ids come from input and seed: the same file gives the same bytes.
 */
export async function clusterFile(
  file: Pick<TicketFile, 'rows' | 'rejected'>,
  {
    progress,
    abortSignal,
    dryRun,
    ...request
  }: DiscoveryRequest & {
    readonly progress: ProgressLine;
    readonly abortSignal: AbortSignal;
    readonly dryRun?: ModelDryRun;
  },
): Promise<ClusteredFile> {
  const { composition, clock } = await composeForRows(file.rows, {
    seed: request.seed ?? 1,
    progress,
    ...(dryRun === undefined ? {} : { dryRun }),
  });
  try {
    const desk = composition.desk.as({ abortSignal });
    const { rejected } = await desk.ingest(file.rows.map(({ draft }) => draft));
    const discovery = await desk.discover(request);
    const assignments = await readAssignments(desk, abortSignal);
    const refused = new Set(rejected.map(({ index }) => index));
    return {
      ...assignments,
      tickets: inInputOrder(
        file.rows.filter((_, index) => !refused.has(index)),
        assignments,
      ),
      rejected: [
        ...file.rejected,
        ...rejected.map(({ index, reason }) => rejectedRow(file.rows[index], reason)),
      ].sort((a, b) => a.line - b.line),
      discovery,
      composition,
      clock,
    };
  } catch (error) {
    await composition.close();
    throw error;
  }
}

/** Ticket AI in memory whose clock and ids come from rows and seed, and nothing else. Close it. */
export async function composeForRows(
  rows: readonly TicketRow[],
  {
    seed,
    progress,
    dryRun,
  }: { readonly seed: number; readonly progress: ProgressLine; readonly dryRun?: ModelDryRun },
): Promise<{ readonly composition: Composition; readonly clock: number }> {
  const clock = newestDate(rows);
  const content = digestOf(rows.values().map(({ draft }) => JSON.stringify(draft)));
  const generateId = ulidGenerator(() => clock, seededRandom(`${seed} ${content}`).next);
  const config = readConfig({ store: 'memory', threads: rows.length < fewRows ? 0 : undefined });
  return {
    composition: await compose(config, {
      now: () => clock,
      generateId,
      onProgress: progress.update,
      ...(dryRun === undefined ? {} : { dryRun }),
    }),
    clock,
  };
}

function inInputOrder(rows: readonly TicketRow[], { byTicket }: Assignments): AssignedTicket[] {
  const bySource = new Map<string, Map<string, AssignedTicket>>();
  for (const assigned of byTicket.values()) {
    const { source, externalId } = assigned.ticket;
    const known = bySource.get(source) ?? new Map<string, AssignedTicket>();
    bySource.set(source, known.set(externalId, assigned));
  }
  return rows.flatMap(({ rowId, draft }) => {
    const assigned = bySource.get(draft.source ?? 'import')?.get(draft.externalId ?? '');
    return assigned === undefined ? [] : [{ ...assigned, rowId }];
  });
}

function rejectedRow(row: TicketRow | undefined, reason: string): RejectedRow {
  return {
    kind: 'rejected',
    line: row?.line ?? 0,
    reason,
    text: JSON.stringify(row?.draft ?? {}).slice(0, 1000),
  };
}

function newestDate(rows: readonly TicketRow[]): number {
  return rows.reduce((newest, { draft }) => {
    const dates = [draft.createdAt, draft.resolvedAt, ...(draft.messages ?? []).map(({ at }) => at)];
    return dates.reduce<number>((latest, date) => Math.max(latest, toTime(date)), newest);
  }, 0);
}

function toTime(date: number | string | Date | undefined): number {
  const time = date === undefined ? 0 : new Date(date).getTime();
  return Number.isFinite(time) ? time : 0;
}
