import { type DiscoveryRequest, modelDryRun, type RunNote, type TicketAI } from '@ticket-ai/core';
import { describeModel } from '../../compose.ts';
import { readConfig } from '../../config.ts';
import { type AssignedTicket, type Assignments, readAssignments } from '../assigned-tickets.ts';
import { assignmentsCsv } from '../assignments-csv.ts';
import { repeatedOption } from '../check-usage.ts';
import { clusterFile, readTicketFile } from '../cluster-file.ts';
import { dataArgs, defineCommand, jsonArgs, type Session } from '../command.ts';
import { configurationArgs, readConfiguration } from '../configuration-args.ts';
import { csvArgs } from '../csv.ts';
import { readColumns, readInput, rejectedPathOf } from '../input-file.ts';
import { readSpend } from '../model-usage.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { formatCount } from '../output/numbers.ts';
import { progressLine } from '../output/progress.ts';
import { countByIntent, describeColumns, describeDoubts, showClusters } from '../output/show-clusters.ts';
import { describeDryRun } from '../output/show-dry-run.ts';
import { refuseSameFile, writeOutput } from '../output-file.ts';
import { writeRejected } from '../rejected-file.ts';
import { readReportData } from '../report-data.ts';
import { usageError } from '../usage-error.ts';

/** `ticket-ai cluster` */
export const cluster = defineCommand({
  summary: 'Find what customers ask for in a file of tickets',
  details:
    'With a file, nothing is stored: the result is printed and written where you say. The same file and seed give the same bytes.\nWithout a file, the tickets of the data folder that have no intent yet are clustered there.',
  args: {
    file: {
      type: 'positional',
      required: false,
      description: 'CSV, TSV, JSON or JSON Lines; - reads standard input; nothing: the data folder',
    },
    out: {
      type: 'string',
      alias: 'o',
      valueHint: 'file.csv',
      description: 'Write the intent of every ticket; - writes to standard output',
    },
    report: {
      type: 'string',
      valueHint: 'file.html',
      description: 'Write a report to look at and send around, one HTML file',
    },
    ...csvArgs,
    ...jsonArgs,
    ...configurationArgs,
    'dry-run': {
      type: 'boolean',
      description: 'Ask no model, write nothing: tell what would be asked and what it would cost',
    },
    column: {
      type: 'string',
      valueHint: 'part=name',
      description: 'Which column holds what, such as subject=Title; may be repeated',
    },
    rejected: {
      type: 'string',
      valueHint: 'file.csv',
      description: 'Where to write rows that cannot be read (default <file>.rejected.csv)',
    },
    ...dataArgs,
  },
  examples: [
    'ticket-ai cluster tickets.csv',
    'ticket-ai cluster tickets.csv --out assignments.csv --report report.html',
    'ticket-ai cluster export.jsonl --intents 40 --json',
    'cat tickets.csv | ticket-ai cluster - --column body=Message',
  ],
  async run(session, args, rawArgs) {
    const request = readConfiguration(args);
    const columns = repeatedOption(rawArgs, 'column');
    if (args.file === undefined && columns.length > 0) throw usageError('--column needs a file.');
    refuseSameFile([
      { name: 'the input', file: args.file },
      { name: '--out', file: args.out },
      { name: '--report', file: args.report },
      ...(args.file === undefined
        ? []
        : [
            args.rejected === undefined
              ? { name: 'the list of rejected rows', file: rejectedPathOf(args.file) }
              : { name: '--rejected', file: args.rejected },
          ]),
    ]);
    if (args['dry-run'] === true) {
      if (args.file === undefined) throw usageError('--dry-run needs a file.');
      return clusterDry(session, args.file, columns, request, args.json === true);
    }
    const work =
      args.file === undefined
        ? clusterFolder(session, args, request)
        : clusterOne(session, { ...args, file: args.file }, columns, request);
    return work;
  },
});

interface Outputs {
  readonly out?: string | undefined;
  readonly report?: string | undefined;
  readonly json?: boolean | undefined;
  readonly rejected?: string | undefined;
  readonly 'raw-csv'?: boolean | undefined;
}

async function clusterOne(
  session: Session,
  { file, ...outputs }: Outputs & { readonly file: string },
  columnPairs: readonly string[],
  request: DiscoveryRequest,
): Promise<number> {
  const { terminal, abortSignal } = session;
  session.sayOnStop(
    'Nothing was written. To keep the work of a stopped run, import the file into a data folder: ticket-ai import <file>',
  );
  const progress = progressLine(terminal);
  const input = await readInput(file);
  const read = await readTicketFile(input, { columns: readColumns(columnPairs), progress, abortSignal });
  progress.end();
  terminal.note(terminal.paintNote('dim', describeColumns(input.label, read.recognised)));
  for (const doubt of describeDoubts(read.recognised, read.rows))
    terminal.note(terminal.paintNote('yellow', doubt));
  const clustered = await clusterFile(read, { ...request, progress, abortSignal }).finally(progress.end);
  const { composition, clock, discovery, rejected } = clustered;
  try {
    const shown = {
      ...clustered,
      notes: discovery.notes,
      source: input.label,
      desk: composition.desk,
      blobs: composition.blobs,
    };
    await writeRejected(session, rejected, {
      asked: outputs.rejected,
      beside: input.rejectedPath,
      raw: outputs['raw-csv'],
    });
    await writeResults(session, outputs, { ...shown, generatedAt: clock, isFile: true });
  } finally {
    await composition.close();
  }
  return rejected.length > 0 ? 3 : 0;
}

/** The same work with models that are not asked. */
async function clusterDry(
  { terminal, abortSignal }: Session,
  file: string,
  columnPairs: readonly string[],
  request: DiscoveryRequest,
  json: boolean,
): Promise<number> {
  const progress = progressLine(terminal);
  const input = await readInput(file);
  const read = await readTicketFile(input, { columns: readColumns(columnPairs), progress, abortSignal });
  const dryRun = modelDryRun();
  const found = await clusterFile(read, { ...request, dryRun, progress, abortSignal }).finally(progress.end);
  await found.composition.close();
  const { model } = readConfig();
  if (json) terminal.out(JSON.stringify({ version: 1, dryRun: true, planned: dryRun.planned() }));
  else terminal.out(describeDryRun(dryRun.planned(), model && describeModel(model)));
  return 0;
}

async function clusterFolder(
  session: Session,
  args: Outputs & { readonly data?: string | undefined },
  request: DiscoveryRequest,
): Promise<number> {
  session.sayOnStop('Nothing was changed; the discovery waits. Go on: ticket-ai jobs run');
  return withDataFolder(session, args, async ({ desk, blobs, config, progress }) => {
    const started = performance.now();
    const { notes, runId } = await desk.discover(request);
    const assignments = await readAssignments(desk);
    progress.end();
    const tickets = [...assignments.byTicket.values()];
    const reportSeconds = (performance.now() - started) / 1000;
    await writeResults(session, args, {
      ...assignments,
      tickets,
      notes,
      runId,
      source: config.dataFolder,
      desk,
      blobs,
      generatedAt: Date.now(),
      reportSeconds,
      isFile: false,
    });
    return 0;
  });
}

interface Result extends Assignments {
  readonly tickets: readonly AssignedTicket[];
  readonly notes: readonly RunNote[];
  readonly source: string;
  readonly desk: TicketAI;
  readonly blobs: Parameters<typeof readReportData>[1]['blobs'];
  readonly generatedAt: number;
  /** 0 for files: a report of a file holds nothing that differs from run to run. */
  readonly reportSeconds?: number;
  readonly isFile: boolean;
  /** Whose model calls count; default: all of the workspace. */
  readonly runId?: string;
}

async function writeResults(session: Session, outputs: Outputs, result: Result): Promise<void> {
  const { terminal } = session;
  const { out, report, json, 'raw-csv': raw = false } = outputs;
  if (report !== undefined) {
    const { renderReport } = await import('../../report/render-report.ts');
    const data = await readReportData(result.desk, {
      ...result,
      ...(result.reportSeconds === undefined ? {} : { seconds: result.reportSeconds }),
      timeZone: readConfig().timeZone,
    });
    await writeOutput(report, renderReport(data));
  }
  if (out !== undefined && out !== '-') await writeOutput(out, assignmentsCsv(result.tickets, { raw }));
  const seconds = performance.now() / 1000;
  if (out === '-') process.stdout.write(assignmentsCsv(result.tickets, { raw }));
  else if (json === true) terminal.out(JSON.stringify(await describeResult(result, seconds)));
  else
    showClusters(terminal, {
      ...result,
      seconds,
      modelCalls: (await readSpend(result.desk, result.runId)).calls,
    });
  tellNext(session, { out, report, json }, result);
}

async function describeResult({ tickets, intents, notes, desk }: Result, seconds: number) {
  const counts = countByIntent(tickets);
  const found = intents.filter(({ id }) => counts.has(id));
  return {
    version: 1,
    tickets: tickets.length,
    intents: found.length,
    unassigned: tickets.filter(({ intent }) => intent === undefined).length,
    seconds: Math.round(seconds * 1000) / 1000,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    llm: await readSpend(desk),
    intentList: found.map(({ id, name, path, terms, description, why }) => ({
      id,
      name,
      path,
      terms,
      description,
      why,
      tickets: counts.get(id) ?? 0,
    })),
    notes,
  };
}

function tellNext(
  { terminal }: Session,
  { out, report }: Outputs,
  { source, isFile, tickets }: Result,
): void {
  const hint = (text: string) => terminal.note(terminal.paintNote('dim', text));
  if (out !== undefined && out !== '-')
    terminal.note(`Wrote ${formatCount(tickets.length)} lines to ${out}.`);
  if (report !== undefined) terminal.note(`Wrote the report to ${report}. Open it in a browser.`);
  if (!isFile)
    hint('Next: ticket-ai intents list · ticket-ai articles draft --top 5 · ticket-ai documents add <files>');
  else if (out === undefined && report === undefined)
    hint(
      `Next: --out assignments.csv --report report.html writes it down · ticket-ai import ${source} keeps the tickets and goes on`,
    );
}
