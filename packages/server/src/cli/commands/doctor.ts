import { readConfig } from '../../config.ts';
import { runChecks } from '../checks.ts';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { plural } from '../output/numbers.ts';

const marks = { ok: '✓', warning: '!', fault: '✗' } as const;
const colours = { ok: 'green', warning: 'yellow', fault: 'red' } as const;

/** `ticket-ai doctor` */
export const doctor = defineCommand({
  summary: 'Check this machine and the data folder, and say what to do',
  args: { ...jsonArgs, ...dataArgs },
  async run({ terminal }, args) {
    const checks = await runChecks(readConfig({ dataFolder: args.data }));
    const faults = checks.filter(({ state }) => state === 'fault');
    if (args.json === true) terminal.out(JSON.stringify({ version: 1, ok: faults.length === 0, checks }));
    else {
      for (const { name, state, text } of checks)
        terminal.out(`${terminal.paint(colours[state], marks[state])} ${name.padEnd(12)} ${text}`);
      terminal.out(
        faults.length === 0 ? '\nAll is well.' : `\n${plural(faults.length, 'thing')} must be put right.`,
      );
    }
    return faults.length === 0 ? 0 : 1;
  },
});
