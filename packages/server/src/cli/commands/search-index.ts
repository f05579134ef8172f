import type { IndexCheck } from '@ticket-ai/core';
import { type CommandGroup, dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { plural } from '../output/numbers.ts';

const verify = defineCommand({
  summary: 'Compare the vectors of the search with the records',
  details:
    'Records are the truth: whatever the vectors hold, nothing is shown that the records do not show. --repair makes the vectors anew when they differ; texts that were embedded before cost nothing.',
  args: {
    repair: { type: 'boolean', description: 'Make the vectors anew when they differ' },
    ...jsonArgs,
    ...dataArgs,
  },
  examples: ['ticket-ai index verify', 'ticket-ai index verify --repair'],
  async run(session, args) {
    return withDataFolder(session, args, async ({ desk }) => {
      const check = await desk.index.verify({ repair: args.repair === true });
      if (args.json === true) session.terminal.out(JSON.stringify({ version: 1, ...check }));
      else session.terminal.out(describe(check));
      return check.status === 'differs' ? 1 : 0;
    });
  },
});

function describe(check: IndexCheck): string {
  const others = check.others.map(
    ({ embeddingModel, vectors, orphans }) =>
      `Also ${plural(vectors, 'vector')} of ${embeddingModel}, which is not in use${orphans === 0 ? '' : `; ${orphans} of texts that are not shown any more`}.`,
  );
  return [describeCurrent(check), ...others].join('\n');
}

function describeCurrent({ status, embeddingModel, passages, missing, orphans }: IndexCheck): string {
  if (embeddingModel === undefined)
    return 'No embedding model is configured (TICKET_AI_EMBEDDING_MODEL): documents are found by their words only, and there are no vectors.';
  const all = `${plural(passages, 'passage')}, vectors of ${embeddingModel}`;
  if (status === 'whole') return `Whole: ${all}.`;
  if (status === 'repaired') return `Made anew: ${all}.`;
  return `Differs: ${all}; ${missing} missing, ${orphans} of texts that are not shown any more. Work that is due puts this right (\`ticket-ai jobs run\`); so does --repair.`;
}

/** `ticket-ai index` */
export const searchIndex: CommandGroup = { commands: { verify } };
