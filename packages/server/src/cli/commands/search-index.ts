import type { IndexCheck, TicketAI } from '@ticket-ai/core';
import { type CommandGroup, dataArgs, defineCommand, jsonArgs, type Session } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { plural } from '../output/numbers.ts';
import { compareIndex } from './compare-index.ts';

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
      return show(session, args, await desk.index.verify({ repair: args.repair === true }));
    });
  },
});

/** Commands that change which vectors there are and say how all of them stand now. */
const change = (
  parts: { readonly summary: string; readonly details: string; readonly examples: readonly string[] },
  work: (desk: TicketAI) => Promise<IndexCheck>,
) =>
  defineCommand({
    ...parts,
    args: { ...jsonArgs, ...dataArgs },
    async run(session, args) {
      return withDataFolder(session, args, async ({ desk }) => show(session, args, await work(desk)));
    },
  });

const build = defineCommand({
  summary: 'Build the vectors of another embedding model beside those that are searched',
  details:
    'The search goes on as it is. The passages are embedded as they are stored; broken off, call it again for the rest: what was embedded is paid for once. From then on both are kept up to date. The model is one of the configured endpoint (TICKET_AI_MODEL_URL), counted at TICKET_AI_EMBEDDING_PRICE.',
  args: {
    embeddings: {
      type: 'string',
      required: true,
      valueHint: 'model',
      description: 'Embedding model, as the endpoint knows it',
    },
    ...jsonArgs,
    ...dataArgs,
  },
  examples: ['ticket-ai index build --embeddings text-embedding-3-large'],
  async run(session, args) {
    return withDataFolder(session, args, async ({ desk }) =>
      show(session, args, await desk.index.build(args.embeddings)),
    );
  },
});

const use = defineCommand({
  summary: 'Search with the vectors of another model from now on',
  details:
    'They must be whole. Every process follows with its next question. Those that were searched before are kept up to date for a day: `index back` takes them again. Holds until the configuration (TICKET_AI_EMBEDDING_MODEL) names another model.',
  args: {
    model: { type: 'positional', required: true, description: 'Embedding model, as it was built' },
    ...jsonArgs,
    ...dataArgs,
  },
  examples: ['ticket-ai index use text-embedding-3-large'],
  async run(session, args) {
    return withDataFolder(session, args, async ({ desk }) =>
      show(session, args, await desk.index.use(args.model)),
    );
  },
});

const back = change(
  {
    summary: 'Search with the vectors that were searched before',
    details: 'Possible for a day after `index use`.',
    examples: ['ticket-ai index back'],
  },
  (desk) => desk.index.back(),
);

const drop = change(
  {
    summary: 'Give up the vectors that were built beside',
    details: 'They are kept up to date no more, and thrown away within a day.',
    examples: ['ticket-ai index drop'],
  },
  (desk) => desk.index.drop(),
);

function show(
  { terminal }: Session,
  { json }: { readonly json?: boolean | undefined },
  check: IndexCheck,
): number {
  terminal.out(json === true ? JSON.stringify({ version: 1, ...check }) : describe(check));
  return check.status === 'differs' ? 1 : 0;
}

function describe(check: IndexCheck): string {
  return [describeCurrent(check), ...check.others.map(describeOther)].join('\n');
}

const besides = { candidate: 'built beside, not searched yet', previous: 'searched before' } as const;

function describeOther({
  embeddingModel,
  role,
  missing = 0,
  vectors,
  orphans,
}: IndexCheck['others'][number]): string {
  const standing = role === undefined ? 'which is not in use' : besides[role];
  const lacks =
    missing === 0
      ? ''
      : `; ${plural(missing, 'passage')} missing (\`index build\` goes on with them, or says what fails)`;
  const rest = orphans === 0 ? '' : `; ${orphans} of texts that are not shown any more`;
  return `Also ${plural(vectors, 'vector')} of ${embeddingModel}, ${standing}${lacks}${rest}.`;
}

function describeCurrent({ status, embeddingModel, passages, missing, orphans }: IndexCheck): string {
  if (embeddingModel === undefined)
    return 'No embedding model is configured (TICKET_AI_EMBEDDING_MODEL): documents are found by their words only, and there are no vectors.';
  const all = `${plural(passages, 'passage')}, vectors of ${embeddingModel}`;
  if (status === 'repaired') return `Made anew: ${all}.`;
  if (missing === 0 && orphans === 0) return `Whole: ${all}.`;
  return `Differs: ${all}; ${missing} missing, ${orphans} of texts that are not shown any more. Work that is due puts this right (\`ticket-ai jobs run\`); so does --repair.`;
}

/** `ticket-ai index` */
export const searchIndex: CommandGroup = {
  commands: { verify, build, compare: compareIndex, use, back, drop },
};
