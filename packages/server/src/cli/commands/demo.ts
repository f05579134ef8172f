import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type TicketAI, TicketAIError } from '@ticket-ai/core';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { runDemo } from '../demo/run-demo.ts';
import { readSampleData } from '../demo/sample-data.ts';
import { withDataFolder } from '../open-data-folder.ts';
import type { Terminal } from '../output/terminal.ts';

const demoFolder = path.join('.ticket-ai', 'demo');

/** `ticket-ai demo` */
export const demo = defineCommand({
  summary: 'Show everything on sample data: import, intents, articles, review, answers, report',
  details: 'It runs offline on a data folder of its own, which it makes anew each time.',
  args: {
    data: {
      type: 'string',
      valueHint: 'folder',
      description: `Data folder, new or empty (default ${demoFolder})`,
    },
    report: {
      type: 'string',
      valueHint: 'file.html',
      default: 'ticket-ai-report.html',
      description: 'Where to write the report',
    },
    store: dataArgs.store,
    queue: dataArgs.queue,
    vectors: dataArgs.vectors,
    samples: {
      type: 'string',
      valueHint: 'folder',
      description: 'Sample data (default: examples/data/helpdesk of the repository)',
    },
    ...jsonArgs,
  },
  async run(session, args) {
    const { terminal, abortSignal } = session;
    const samples = await readSampleData(args.samples);
    const folder = args.data ?? demoFolder;
    await makeRoom(folder, args.data === undefined);
    session.sayOnStop('The demo begins anew each time: ticket-ai demo');
    const shown: Terminal = args.json === true ? { ...terminal, out: terminal.note } : terminal;
    shown.out(
      `${shown.paint('bold', 'Ticket AI')} on the help desk of Kestovar, a made-up company that sells e-bikes.\nNo key, no service: everything runs on this machine.\n`,
    );
    await withDataFolder(
      session,
      { ...args, data: folder },
      async ({ desk, blobs, config, progress }) => {
        await refuseTickets(desk);
        const result = await runDemo(
          { desk, samples, progress, abortSignal },
          { terminal: shown, blobs, report: args.report, timeZone: config.timeZone },
        );
        if (args.json === true) terminal.out(JSON.stringify(result));
      },
      { create: true },
    );
    shown.out(tour(shown, folder, args.report));
  },
});

/** The demo's own folder is made anew; any other must not hold anything. */
async function makeRoom(folder: string, isOwn: boolean): Promise<void> {
  if (isOwn) await rm(folder, { recursive: true, force: true });
  else if (existsSync(folder) && (await readdir(folder)).length > 0) {
    throw new TicketAIError('conflict', {
      message: `"${folder}" is not empty. The demo needs a folder of its own: name a new one, or leave out --data.`,
    });
  }
}

/** A database that is named may hold a desk already; nothing of it shall be mixed with a demonstration. */
async function refuseTickets(desk: TicketAI): Promise<void> {
  const { tickets, workspace } = await desk.store();
  if ((await tickets.count()) === 0) return;
  const { id } = await workspace();
  throw new TicketAIError('conflict', {
    message: `The workspace "${id}" holds tickets. The demo needs an empty one: set TICKET_AI_WORKSPACE to another name.`,
  });
}

function tour({ paint }: Terminal, folder: string, report: string): string {
  const command = (words: string) => `  ${paint('cyan', `npx ticket-ai ${words} --data ${folder}`)}`;
  return [
    '',
    `Open ${paint('bold', report)} in a browser, or look around:`,
    command('intents list'),
    command('articles list'),
    command('ask "Can I take the battery on a plane?"'),
    `  ${paint('cyan', 'npx ticket-ai cluster your-tickets.csv')}`,
  ].join('\n');
}
