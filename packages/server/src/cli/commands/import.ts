import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ColumnMapping, type ImportRecord, TicketAIError } from '@ticket-ai/core';
import { databasePath, ticketReaders } from '../../compose.ts';
import { repeatedOption } from '../check-usage.ts';
import { type CommandGroup, dataArgs, defineCommand, jsonArgs, type Session } from '../command.ts';
import { csvArgs } from '../csv.ts';
import { shortIds } from '../find-one.ts';
import { findImport } from '../find-records.ts';
import { type InputFile, readColumns, readInput } from '../input-file.ts';
import { type DataPlace, type OpenFolder, readPlace, withDataFolder } from '../open-data-folder.ts';
import { formatCount, formatDate, plural } from '../output/numbers.ts';
import { describeColumns } from '../output/show-clusters.ts';
import { showImportPreview, showUndoPreview } from '../output/show-imports.ts';
import { renderTable } from '../output/table.ts';
import { refuseSameFile, writeOutput } from '../output-file.ts';
import { rejectedCsv } from '../rejected-csv.ts';
import { writeRejected } from '../rejected-file.ts';

/** How often a resumed import is looked at while another process may still hold it. */
const pollMs = 500;

const file = defineCommand({
  summary: 'Import a file of tickets; the same file again doubles nothing',
  args: {
    file: {
      type: 'positional',
      required: true,
      description: 'CSV, TSV, JSON or JSON Lines; - reads standard input',
    },
    column: {
      type: 'string',
      valueHint: 'part=name',
      description: 'Which column holds what, such as subject=Title; may be repeated',
    },
    source: { type: 'string', valueHint: 'name', description: 'Name of the system the tickets come from' },
    rejected: {
      type: 'string',
      valueHint: 'file.csv',
      description: 'Where to write rows that cannot be read (default <file>.rejected.csv)',
    },
    'dry-run': {
      type: 'boolean',
      description: 'Only show what would be taken, what repeats and what would be refused',
    },
    ...csvArgs,
    ...jsonArgs,
    ...dataArgs,
  },
  examples: [
    'ticket-ai import tickets.csv',
    'ticket-ai import tickets.csv --dry-run',
    'ticket-ai import export.csv --column subject=Title --source zendesk',
    'ticket-ai import undo tickets.csv',
  ],
  async run(session, args, rawArgs) {
    refuseSameFile([
      { name: 'the input', file: args.file },
      { name: '--rejected', file: args.rejected },
    ]);
    const input = await readInput(args.file);
    const columns = readColumns(repeatedOption(rawArgs, 'column'));
    if (args['dry-run'] === true) return previewOne(session, input, { columns, ...args });
    session.sayOnStop(
      'Every batch that was finished is saved. Go on with the same command, or: ticket-ai jobs run',
    );
    return withDataFolder(
      session,
      args,
      (folder) => importOne(session, folder, input, { columns, raw: args['raw-csv'], ...args }),
      { create: true },
    );
  },
});

/** Says what an import would do. Without a data folder it is compared with none; nothing is made. */
async function previewOne(
  session: Session,
  input: InputFile,
  { columns, source, rejected, json, ...place }: ImportOptions & DataPlace,
): Promise<number> {
  const { store, dataFolder } = readPlace(place);
  const isNew = store === 'sqlite' && !existsSync(databasePath(dataFolder));
  return withDataFolder(
    session,
    isNew ? { ...place, store: 'memory' } : place,
    async ({ desk, progress }) => {
      const preview = await desk.previewImport({
        bytes: input.bytes,
        fileName: input.fileName,
        columns,
        ...(source === undefined ? {} : { source }),
      });
      progress.end();
      if (json === true) session.terminal.out(JSON.stringify({ version: 1, preview }));
      else showImportPreview(session.terminal, input.label, preview);
      if (rejected !== undefined && preview.rejected.length > 0)
        await writeOutput(rejected, rejectedCsv(preview.rejected));
      return preview.rejected.length > 0 ? 3 : 0;
    },
  );
}

interface ImportOptions {
  readonly columns: ColumnMapping;
  readonly source?: string | undefined;
  readonly rejected?: string | undefined;
  readonly json?: boolean | undefined;
  readonly raw?: boolean | undefined;
}

async function importOne(
  session: Session,
  folder: OpenFolder,
  input: InputFile,
  { columns, source, rejected, json, raw }: ImportOptions,
): Promise<number> {
  const { terminal } = session;
  const { desk, progress } = folder;
  await showGuess(session, input, columns);
  const stopped = await findStopped(folder, input);
  const request = {
    bytes: input.bytes,
    fileName: input.fileName,
    columns,
    ...(source === undefined ? {} : { source }),
  };
  const record =
    stopped === undefined ? await desk.importFile(request) : await resume(session, folder, stopped);
  progress.end();
  if (record.status === 'failed')
    throw new TicketAIError('adapter-failed', {
      message: `The import of ${input.label} failed: ${record.error ?? 'no reason is known'}. \`ticket-ai jobs retry\` goes on with it; \`ticket-ai import undo\` takes it back.`,
    });
  const refused = await desk.rejectedRows(record.id);
  const { created, updated, unchanged } = record;
  if (json === true)
    terminal.out(JSON.stringify({ version: 1, import: { ...record, rejected: refused.length } }));
  else
    terminal.out(
      `${stopped === undefined ? 'Imported' : 'Went on with'} ${input.label}: ${formatCount(created)} new, ${formatCount(updated)} changed, ${formatCount(unchanged)} known already.`,
    );
  await writeRejected(session, refused, { asked: rejected, beside: input.rejectedPath, raw });
  terminal.note(
    terminal.paintNote(
      'dim',
      'Next: ticket-ai cluster finds what the tickets ask for · ticket-ai import undo takes this back',
    ),
  );
  return refused.length > 0 ? 3 : 0;
}

/** The reader's first item tells what it recognised; the rest is read by the import itself. */
async function showGuess(
  { terminal, abortSignal }: Session,
  input: InputFile,
  columns: ColumnMapping,
): Promise<void> {
  const reader = ticketReaders().find(({ formats }) =>
    formats.some((format) => input.fileName.toLowerCase().endsWith(`.${format}`)),
  );
  for await (const item of reader?.read({ bytes: input.bytes, columns, abortSignal }) ?? []) {
    if (item.kind === 'columns') terminal.note(terminal.paintNote('dim', describeColumns(input.label, item)));
    return;
  }
}

/** An import of the same bytes that was stopped half-way. */
async function findStopped({ desk, blobs }: OpenFolder, input: InputFile): Promise<ImportRecord | undefined> {
  for (const record of await desk.imports()) {
    if (record.status !== 'running' || record.fileName !== input.fileName || record.blobKey === undefined)
      continue;
    const blob = await blobs.get(record.blobKey);
    if (blob !== undefined && Buffer.compare(blob.bytes, input.bytes) === 0) return record;
  }
  return undefined;
}

/** Its job may still be leased to the process that died: until the lease runs out nobody else may touch it. */
async function resume(
  { terminal, abortSignal }: Session,
  { desk, config }: OpenFolder,
  { id }: ImportRecord,
): Promise<ImportRecord> {
  for (let waits = 0; ; waits += 1) {
    await desk.settle();
    const record = (await desk.imports()).find((candidate) => candidate.id === id);
    if (record !== undefined && record.status !== 'running') return record;
    if (waits === 0) {
      const seconds = Math.ceil(config.leaseMs / 1000);
      terminal.note(
        `Another process began this import. If it died, it is taken over within ${seconds} seconds ...`,
      );
    }
    await sleep(pollMs, undefined, { signal: abortSignal });
  }
}

const list = defineCommand({
  summary: 'List what was imported, newest first',
  args: { ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const imports = await desk.imports();
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, imports }));
      const short = shortIds(imports.map(({ id }) => id));
      const rows = imports.map(
        ({ id, fileName, status, created, updated, unchanged, rejected, startedAt }) => [
          short(id),
          fileName ?? '',
          status,
          formatCount(created),
          formatCount(updated),
          formatCount(unchanged),
          formatCount(rejected),
          formatDate(startedAt, true),
        ],
      );
      const number = (title: string) => ({ title, align: 'right' as const });
      const columns = [
        { title: 'Id' },
        { title: 'File', shrinkTo: 12 },
        { title: 'Status' },
        number('New'),
        number('Changed'),
        number('Known'),
        number('Rejected'),
        { title: 'Started (UTC)' },
      ];
      terminal.out(
        renderTable(columns, rows, {
          width: terminal.width,
          paintTitle: (text) => terminal.paint('dim', text),
        }),
      );
    }),
});

const undo = defineCommand({
  summary: 'Take an import back: its tickets, their texts and assignments',
  args: {
    import: {
      type: 'positional',
      required: false,
      description: 'Id or file name, as `import list` shows it; nothing: the newest that brought tickets',
    },
    'dry-run': { type: 'boolean', description: 'Only show what would go' },
    ...dataArgs,
  },
  examples: ['ticket-ai import undo tickets.csv --dry-run'],
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const record = await findImport(desk, args.import);
      if (args['dry-run'] === true)
        return showUndoPreview(session.terminal, record, await desk.previewUndoImport(record.id));
      const removed = await desk.undoImport(record.id);
      session.terminal.out(
        `Took back ${record.fileName ?? record.id} of ${formatDate(record.startedAt, true)} (${record.id}): ${plural(removed, 'ticket')} removed.`,
      );
    }),
});

/** `ticket-ai import` */
export const importGroup: CommandGroup = { commands: { file, list, undo }, defaultCommand: 'file' };
