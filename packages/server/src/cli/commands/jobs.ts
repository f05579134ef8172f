import { type CommandGroup, dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { findOne, shortIds } from '../find-one.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { formatDate, plural } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';
import { oneLine } from '../output/width.ts';

const list = defineCommand({
  summary: 'List background work, newest first',
  args: {
    status: {
      type: 'enum',
      options: ['waiting', 'leased', 'done', 'dead'],
      description: 'Only work in this state',
    },
    ...jsonArgs,
    ...dataArgs,
  },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const status = args.status as 'waiting' | 'leased' | 'done' | 'dead' | undefined;
      const found = await desk.jobs.list({ limit: 100, ...(status === undefined ? {} : { status }) });
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, jobs: found }));
      if (found.length === 0) return terminal.note('There is no such work.');
      const short = shortIds(found.map(({ id }) => id));
      const rows = found.map(({ id, name, status: state, attempts, createdAt, error }) => [
        short(id),
        name,
        state,
        String(attempts),
        formatDate(createdAt, true),
        oneLine(error ?? ''),
      ]);
      const columns = [
        { title: 'Id' },
        { title: 'Work' },
        { title: 'State' },
        { title: 'Tries', align: 'right' as const },
        { title: 'Asked for (UTC)' },
        { title: 'Error', shrinkTo: 12 },
      ];
      terminal.out(
        renderTable(columns, rows, {
          width: terminal.width,
          paintTitle: (text) => terminal.paint('dim', text),
        }),
      );
    }),
});

const retry = defineCommand({
  summary: 'Try dead work again',
  args: {
    job: { type: 'positional', required: false, description: 'Id or part of an id; nothing: all of it' },
    ...dataArgs,
  },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const dead = await desk.jobs.list({ status: 'dead', limit: 500 });
      const chosen =
        args.job === undefined
          ? dead
          : [
              findOne(dead, args.job, ({ id, name }) => ({ id, names: [name] }), {
                noun: 'dead job',
                list: 'ticket-ai jobs --status dead',
              }),
            ];
      const count = chosen.length === 0 ? 0 : await desk.jobs.retry(chosen.map(({ id }) => id));
      session.terminal.out(count === 0 ? 'There is no dead work.' : `Did ${plural(count, 'job')} again.`);
    }),
});

const run = defineCommand({
  summary: 'Do all waiting work now, such as an import that was stopped',
  args: { ...dataArgs },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk, progress }) => {
      session.sayOnStop('What was finished is saved. Go on: ticket-ai jobs run');
      const waiting = await desk.jobs.list({ status: 'waiting', limit: 500 });
      const before = waiting.filter(({ name }) => name !== 'discard-finished');
      await desk.settle();
      progress.end();
      const leased = await desk.jobs.list({ status: 'leased', limit: 500 });
      const held =
        leased.length === 0
          ? ''
          : ` ${plural(leased.length, 'job')} belong to another process; if it died, they are free again within half a minute.`;
      session.terminal.out(
        `${before.length === 0 ? 'Nothing was waiting.' : 'All waiting work is done.'}${held}`,
      );
    }),
});

/** `ticket-ai jobs` */
export const jobs: CommandGroup = { commands: { list, retry, run }, defaultCommand: 'list' };
