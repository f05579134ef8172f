import { readTicketFile, type TicketFile } from '../cluster-file.ts';
import type { Session } from '../command.ts';
import { type InputFile, readColumns, readInput } from '../input-file.ts';
import { type ProgressLine, progressLine } from '../output/progress.ts';
import { describeColumns } from '../output/show-clusters.ts';

/** A ticket file, read, and how to go on with it. */
export interface OpenTicketFile {
  readonly input: InputFile;
  readonly read: TicketFile;
  readonly watch: { readonly progress: ProgressLine; readonly abortSignal: AbortSignal };
}

/** Reads a ticket file and tells how it was understood. */
export async function openTicketFile(
  { terminal, abortSignal }: Session,
  file: string,
  columns: readonly string[],
): Promise<OpenTicketFile> {
  const progress = progressLine(terminal);
  const input = await readInput(file);
  const read = await readTicketFile(input, { columns: readColumns(columns), progress, abortSignal });
  progress.end();
  terminal.note(terminal.paintNote('dim', describeColumns(input.label, read.recognised)));
  return { input, read, watch: { progress, abortSignal } };
}
