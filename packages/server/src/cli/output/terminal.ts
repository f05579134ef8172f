import { styleText } from 'node:util';
import { explainSystemError } from '../system-errors.ts';

/** Colours and weights, as `styleText` names them. */
export type Format = Parameters<typeof styleText>[0];

/** Where a command writes. Results go to `out` (stdout), everything else to `note` (stderr). */
export interface Terminal {
  /** A result: one or more lines. */
  out(text: string): void;
  /** A remark, left out with `--quiet`: one or more lines. */
  note(text: string): void;
  /** A fault: also with `--quiet`. */
  fault(text: string): void;
  /** Colours text for `out`, where colours are wanted. */
  paint(format: Format, text: string): string;
  /** Colours text for `note` and `fault`, where colours are wanted. */
  paintNote(format: Format, text: string): string;
  /** Columns for results: the terminal's, or 100 when they go to a file or another program. */
  readonly width: number;
  readonly quiet: boolean;
  /** The stream behind `note`, for progress. */
  readonly noteStream: NodeJS.WriteStream;
}

/** The terminal this process runs in. Colours follow `NO_COLOR`, `FORCE_COLOR` and whether a person is looking. */
export function openTerminal({ quiet }: { readonly quiet: boolean }): Terminal {
  const { stdout, stderr } = process;
  return {
    out: (text) => stdout.write(`${text}\n`),
    note: (text) => {
      if (!quiet) stderr.write(`${text}\n`);
    },
    fault: (text) => stderr.write(`${text}\n`),
    paint: (format, text) => styleText(format, text, { stream: stdout }),
    paintNote: (format, text) => styleText(format, text, { stream: stderr }),
    width: stdout.isTTY ? Math.max(40, stdout.columns) : 100,
    quiet,
    noteStream: stderr,
  };
}

/** A reader that has seen enough (`| head`) ends the program quietly; output that cannot be written ends it with one sentence. */
export function exitOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      if (stream === process.stdout)
        process.stderr.write(
          `Error: The result could not be written to standard output. ${explainSystemError(error) ?? error.message}\n`,
        );
      process.exit(1);
    });
  }
}
