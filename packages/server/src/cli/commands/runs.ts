import type { Run, TicketAI } from '@ticket-ai/core';
import { type CommandGroup, dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { findOne } from '../find-one.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { formatDate } from '../output/numbers.ts';
import { describeNote } from '../output/show-clusters.ts';
import { showDiff, showRuns } from '../output/show-run.ts';

const runArgument = {
  type: 'positional',
  required: true,
  description: 'Id or part of an id',
} as const;

async function findRun(desk: TicketAI, wanted: string): Promise<Run> {
  return findOne(await desk.runs.list(), wanted, ({ id, kind }) => ({ id, names: [kind] }), {
    noun: 'run',
    list: 'ticket-ai runs list',
  });
}

const list = defineCommand({
  summary: 'List discoveries and re-clusterings, newest first',
  args: { ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const [runs, { activeRunId }] = [await desk.runs.list(), await (await desk.store()).workspace()];
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, activeRunId, runs }));
      if (runs.length === 0)
        return terminal.note('There was no run yet. `ticket-ai cluster` makes the first.');
      showRuns(terminal, runs, activeRunId);
    }),
});

const show = defineCommand({
  summary: 'Show a run',
  args: { run: runArgument, ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const run = await findRun(desk, args.run);
      if (args.json === true) return terminal.out(JSON.stringify({ ...run, version: 1 }));
      terminal.out(`${run.kind}, ${run.status}, id ${run.id}`);
      terminal.out(
        `begun ${formatDate(run.startedAt, true)} UTC by ${run.startedBy.id}, ended ${formatDate(run.finishedAt, true) || 'not yet'}`,
      );
      terminal.out(`${run.fingerprint}, seed ${run.seed}, granularity ${run.granularity}`);
      if (run.error !== undefined) terminal.out(`It failed: ${run.error}`);
      for (const note of run.notes) terminal.out(describeNote(note));
    }),
});

const diff = defineCommand({
  summary: 'Show what a re-clustering changes, intent by intent',
  args: { run: runArgument, ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const found = await desk.runs.diff((await findRun(desk, args.run)).id);
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, ...found }));
      showDiff(terminal, found);
    }),
});

const promote = defineCommand({
  summary: 'Let a re-clustering hold',
  args: { run: runArgument, ...dataArgs },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const run = await desk.runs.promote((await findRun(desk, args.run)).id);
      session.terminal.out(`Run ${run.id} holds now. \`ticket-ai runs rollback\` goes back.`);
    }),
});

const drop = defineCommand({
  summary: 'Give up a re-clustering',
  args: { run: runArgument, ...dataArgs },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const run = await desk.runs.drop((await findRun(desk, args.run)).id);
      session.terminal.out(`Run ${run.id} is given up; nothing has changed.`);
    }),
});

const rollback = defineCommand({
  summary: 'Go back to what held before the latest promotion',
  args: { ...dataArgs },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const run = await desk.runs.rollBack();
      session.terminal.out(`Run ${run.id} holds again. New tickets and people's decisions came along.`);
    }),
});

/** `ticket-ai runs` */
export const runs: CommandGroup = { commands: { list, show, diff, promote, drop, rollback } };
