import { type OwnProcess, startProcess } from './processes.ts';

/** The real server as a process of its own. */
export interface ServerProcess extends OwnProcess {
  readonly url: string;
  /** What it has said on stdout. */
  said(): string;
}

/** Starts `ticket-ai serve` on a free port. */
export async function startServerProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  let text = '';
  const server = await startProcess(
    '../../bin/ticket-ai.mjs',
    ['serve', '--port', '0', '--quiet', ...args],
    environment,
    (heard) => {
      text += heard;
      return /^Ticket AI is at (\S+)$/m.test(text);
    },
  );
  const [, url = ''] = /^Ticket AI is at (\S+)$/m.exec(text) ?? [];
  return { ...server, url, said: () => text };
}
