import type { TaxonomyOperation, TicketAI } from '@ticket-ai/core';
import { dataArgs, defineCommand, type Session } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { usageError } from '../usage-error.ts';
import { showPreview } from './describe-changes.ts';
import { findCategory, readPath } from './find-category.ts';

/** Options of every command that changes the tree. */
export const changeArgs = {
  'dry-run': { type: 'boolean', description: 'Only show what would change' },
  ...dataArgs,
} as const;

const category = {
  type: 'positional',
  required: true,
  description: 'Path ("Orders > Delivery"), name or id',
} as const;

/** Shows what operations change and, unless it is a dry run, does them. All or none. */
export async function changeTree(
  { terminal }: Session,
  desk: TicketAI,
  operations: readonly TaxonomyOperation[],
  isDryRun: boolean,
): Promise<void> {
  const preview = await desk.categories.preview(operations);
  if (preview.changes.length === 0 && preview.refused.length === 0) return terminal.note('Nothing changes.');
  showPreview(terminal, preview, await desk.intents.list());
  if (isDryRun) {
    for (const { message } of preview.refused) terminal.note(`Refused: ${message}`);
    return terminal.note('Nothing was changed: --dry-run.');
  }
  await desk.categories.change(operations);
  terminal.note('`ticket-ai intents undo` takes it back.');
}

export const create = defineCommand({
  summary: 'Make a category',
  args: {
    path: { type: 'positional', required: true, description: '"L1", "L1 > L2" or "L1 > L2 > L3"' },
    ...changeArgs,
  },
  examples: ['ticket-ai taxonomy create "Orders > Delivery > Customs"'],
  async run(session, args) {
    const [l1 = '', l2, l3, ...more] = readPath(args.path);
    if (more.length > 0) throw usageError(`There are three levels: "${args.path}" has more names.`);
    const path =
      l2 === undefined ? ([l1] as const) : l3 === undefined ? ([l1, l2] as const) : ([l1, l2, l3] as const);
    await withDataFolder(session, args, ({ desk }) =>
      changeTree(session, desk, [{ type: 'create', path, source: 'person' }], args['dry-run'] === true),
    );
  },
});

export const rename = defineCommand({
  summary: 'Give a category a name; automation will not change it any more',
  args: {
    category,
    name: { type: 'positional', required: true, description: 'The new name' },
    ...changeArgs,
  },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const { id } = await findCategory(desk, args.category);
      const operation = { type: 'rename', categoryId: id, name: args.name, source: 'person' } as const;
      await changeTree(session, desk, [operation], args['dry-run'] === true);
    }),
});

export const move = defineCommand({
  summary: 'Hang a category below another one; everything below it goes along',
  args: {
    category,
    parent: { type: 'positional', required: true, description: 'The category it goes below' },
    ...changeArgs,
  },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const { id } = await findCategory(desk, args.category);
      const parent = await findCategory(desk, args.parent);
      const operation = { type: 'move', categoryId: id, parentId: parent.id, source: 'person' } as const;
      await changeTree(session, desk, [operation], args['dry-run'] === true);
    }),
});

export const merge = defineCommand({
  summary: 'Make two categories one; the second named stays',
  args: {
    category,
    into: { type: 'positional', required: true, description: 'The category that stays' },
    ...changeArgs,
  },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const from = await findCategory(desk, args.category);
      const into = await findCategory(desk, args.into);
      const operation = { type: 'merge', from: from.id, into: into.id, source: 'person' } as const;
      await changeTree(session, desk, [operation], args['dry-run'] === true);
    }),
});

export const remove = defineCommand({
  summary: 'Take away a category that holds nothing',
  args: { category, ...changeArgs },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const { id } = await findCategory(desk, args.category);
      const operation = { type: 'remove', categoryId: id, source: 'person' } as const;
      await changeTree(session, desk, [operation], args['dry-run'] === true);
    }),
});
