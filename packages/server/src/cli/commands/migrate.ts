import { dataArgs, defineCommand } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';

/** `ticket-ai migrate` */
export const migrate = defineCommand({
  summary: 'Bring the data folder up to date with this version; makes it when it is not there',
  args: { ...dataArgs },
  run: (session, args) =>
    withDataFolder(
      session,
      args,
      async ({ desk, config }) => {
        await desk.store(); // opening migrates
        session.terminal.out(`${config.dataFolder} is up to date.`);
      },
      { create: true },
    ),
});
