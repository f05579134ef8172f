import type { SuggestionView, TicketAI } from '@ticket-ai/core';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { findOne, shortIds } from '../find-one.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { oneLine } from '../output/width.ts';

const suggestion = { type: 'positional', required: true, description: 'Id or part of it' } as const;

/** `ticket-ai taxonomy suggestions` */
export const suggestions = defineCommand({
  summary: 'List what automation would change if a person had not fixed it',
  args: {
    status: {
      type: 'enum',
      options: ['open', 'accepted', 'rejected'],
      description: 'Which ones (default open)',
    },
    ...jsonArgs,
    ...dataArgs,
  },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const found = await desk.suggestions.list({
        status: (args.status ?? 'open') as SuggestionView['status'],
      });
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, suggestions: found }));
      if (found.length === 0) return terminal.note('There are none.');
      const short = shortIds(found.map(({ id }) => id));
      for (const { id, sentence } of found)
        terminal.out(`${terminal.paint('dim', short(id))}  ${oneLine(sentence)}`);
      terminal.note('`ticket-ai taxonomy accept <id>` does it, `reject <id>` silences it for ever.');
    }),
});

async function find(desk: TicketAI, wanted: string): Promise<SuggestionView> {
  return findOne(await desk.suggestions.list(), wanted, ({ id }) => ({ id, names: [] }), {
    noun: 'open suggestion',
    list: 'ticket-ai taxonomy suggestions',
  });
}

/** `ticket-ai taxonomy accept` */
export const accept = defineCommand({
  summary: 'Do what a suggestion says',
  args: { suggestion, ...dataArgs },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const { id, sentence } = await find(desk, args.suggestion);
      await desk.suggestions.accept(id);
      session.terminal.out(`Done: ${sentence} \`ticket-ai intents undo\` takes it back.`);
    }),
});

/** `ticket-ai taxonomy reject` */
export const reject = defineCommand({
  summary: 'Turn a suggestion down; it is never raised again',
  args: { suggestion, ...dataArgs },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const { id, sentence } = await find(desk, args.suggestion);
      await desk.suggestions.reject(id);
      session.terminal.out(`Turned down: ${sentence}`);
    }),
});
