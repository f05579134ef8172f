import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';

/** `ticket-ai taxonomy check` */
export const check = defineCommand({
  summary: 'Say what is wrong or hard to read in the taxonomy',
  args: { ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const remarks = await desk.categories.review();
      if (args.json === true) terminal.out(JSON.stringify({ version: 1, remarks }));
      else if (remarks.length === 0) terminal.out('Nothing to remark.');
      else
        for (const { severity, message } of remarks)
          terminal.out(
            `${terminal.paint(severity === 'fault' ? 'red' : 'yellow', severity.padEnd(6))}  ${message}`,
          );
      return remarks.some(({ severity }) => severity === 'fault') ? 1 : 0;
    }),
});
