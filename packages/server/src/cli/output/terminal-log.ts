import type { Log } from '../../log.ts';
import type { Terminal } from './terminal.ts';

/** What a server or worker tells, as lines on stderr. */
export function terminalLog(terminal: Terminal): Log {
  return ({ level, message, requestId, error }) => {
    const line = `${terminal.paintNote('dim', new Date().toISOString().slice(11, 19))} ${message}${requestId === undefined ? '' : ` (request ${requestId})`}`;
    if (level !== 'error') terminal.note(line);
    else terminal.fault(`${line}${error instanceof Error ? `\n${error.stack ?? error.message}` : ''}`);
  };
}
