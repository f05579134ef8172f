import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { configurationArgs, readConfiguration } from '../configuration-args.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { showDiff } from '../output/show-run.ts';
import { readInteger } from '../usage-error.ts';

/** `ticket-ai recluster` */
export const recluster = defineCommand({
  summary: 'Look at all tickets anew, as a what-if; known intents keep their ids',
  details:
    'Nothing changes until the result is promoted. Without --intents and --granularity, intents stay as fine as they are today.',
  args: {
    promote: {
      type: 'boolean',
      description: 'Let it hold at once, unless it moves more tickets than --churn',
    },
    churn: {
      type: 'string',
      valueHint: 'percent',
      description: 'Share of the tickets that may get another intent without a warning (default 5)',
    },
    ...configurationArgs,
    ...jsonArgs,
    ...dataArgs,
  },
  examples: ['ticket-ai recluster', 'ticket-ai recluster --promote --churn 3'],
  async run(session, args) {
    const configuration = readConfiguration(args);
    const churn = readInteger(args.churn, '--churn', 0, 100);
    return withDataFolder(session, args, async ({ desk, progress }) => {
      const { terminal } = session;
      session.sayOnStop('Nothing has changed. `ticket-ai jobs run` goes on with it.');
      const run = await desk.recluster({
        ...configuration,
        ...(churn === undefined ? {} : { churnBudget: churn / 100 }),
      });
      progress.end();
      const diff = await desk.runs.diff(run.id);
      const isGreat = run.notes.some(({ code }) => code === 'churn-over-budget');
      const promoted = args.promote === true && !isGreat;
      if (promoted) await desk.runs.promote(run.id);
      if (args.json === true) terminal.out(JSON.stringify({ version: 1, ...diff, promoted }));
      else showDiff(terminal, diff);
      const next = promoted
        ? 'It holds now. `ticket-ai runs rollback` goes back.'
        : `Nothing has changed yet. Let it hold: ticket-ai runs promote ${run.id}. Give it up: ticket-ai runs drop ${run.id}`;
      terminal.note(next);
      return args.promote === true && !promoted ? 1 : 0;
    });
  },
});
