import { repeatedOption } from '../check-usage.ts';
import { defineCommand, jsonArgs } from '../command.ts';
import { configurationArgs, readConfiguration } from '../configuration-args.ts';
import { readInteger } from '../usage-error.ts';
import { measureStability } from './measure-stability.ts';
import { openTicketFile } from './open-ticket-file.ts';
import { showStability } from './show-stability.ts';

/** `ticket-ai eval stability` */
export const evalStability = defineCommand({
  summary:
    'See which intents hang on chance: cluster parts of the tickets again and look which intents come back',
  details:
    'Needs no labels. Each resample clusters 80 % of the tickets; an intent is stable when it is found again nearly whole (mean Jaccard index .75 or more). A stable intent need not be a right one; an unstable one should not be believed without a look.',
  args: {
    file: { type: 'positional', required: true, description: 'Tickets' },
    resamples: {
      type: 'string',
      valueHint: 'number',
      description: 'How many times to cluster again (default 5)',
    },
    ...configurationArgs,
    column: {
      type: 'string',
      valueHint: 'part=name',
      description: 'Which column holds what; may be repeated',
    },
    ...jsonArgs,
  },
  examples: [
    'ticket-ai eval stability tickets.csv',
    'ticket-ai eval stability tickets.csv --granularity coarse --resamples 10',
  ],
  async run(session, args, rawArgs) {
    const { terminal } = session;
    const configuration = readConfiguration(args);
    const resamples = readInteger(args.resamples, '--resamples', 2, 100) ?? 5;
    const columns = repeatedOption(rawArgs, 'column');
    const { read, watch } = await openTicketFile(session, args.file, columns);
    const report = await measureStability(read.rows, configuration, resamples, watch).finally(
      watch.progress.end,
    );
    if (args.json === true) terminal.out(JSON.stringify({ version: 1, resamples, ...report }));
    else showStability(terminal, { resamples, ...report });
  },
});
