import type { Session } from './command.ts';
import type { Terminal } from './output/terminal.ts';

/** Turns Ctrl-C into an orderly stop. */
export interface Signals extends Pick<Session, 'abortSignal' | 'sayOnStop'> {
  /** Tells how to go on, and gives the exit code of a stopped program. */
  exitCode(): number;
  close(): void;
}

/** The first signal asks running work to stop at a safe point; the second ends the process at once. */
export function watchSignals(terminal: Terminal): Signals {
  const controller = new AbortController();
  let code = 130;
  let advice = '';
  const stop = (signal: NodeJS.Signals) => {
    code = signal === 'SIGINT' ? 130 : 143;
    if (controller.signal.aborted) process.exit(code);
    if (terminal.noteStream.isTTY) terminal.noteStream.write('\r\x1b[2K');
    terminal.note(
      'Stopping at the next safe point. Once more stops at once; nothing that was saved is lost.',
    );
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    abortSignal: controller.signal,
    sayOnStop: (text) => {
      advice = text;
    },
    exitCode() {
      terminal.fault(`Stopped. ${advice}`.trimEnd());
      return code;
    },
    close() {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
