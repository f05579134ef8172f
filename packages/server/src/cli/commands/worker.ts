import { runWorker } from '../../worker.ts';
import { dataArgs, defineCommand } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { terminalLog } from '../output/terminal-log.ts';
import { readInteger } from '../usage-error.ts';

/** `ticket-ai worker` */
export const worker = defineCommand({
  summary: 'Do background work as it comes, until stopped',
  details:
    'Any number of workers may share a data folder. A worker that dies loses nothing: another one takes over its work.',
  args: {
    concurrency: {
      type: 'string',
      valueHint: 'number',
      description: 'Jobs at a time (default TICKET_AI_CONCURRENCY, or 1)',
    },
    ...dataArgs,
  },
  async run(session, args) {
    const wanted = readInteger(args.concurrency, '--concurrency', 1, 64);
    await withDataFolder(
      session,
      args,
      async ({ desk, config }) => {
        session.terminal.note(`Data folder: ${config.dataFolder}. Ctrl-C stops at a safe point.`);
        await runWorker({
          desk,
          concurrency: wanted ?? config.concurrency,
          log: terminalLog(session.terminal),
          abortSignal: session.abortSignal,
        });
      },
      { create: true, work: 'workers' },
    );
  },
});
