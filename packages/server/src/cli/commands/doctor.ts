import { type Check, runChecks } from '../checks.ts';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { readPlace } from '../open-data-folder.ts';
import { plural } from '../output/numbers.ts';

const marks = { ok: '✓', warning: '!', fault: '✗' } as const;
const colours = { ok: 'green', warning: 'yellow', fault: 'red' } as const;

/** `ticket-ai doctor` */
export const doctor = defineCommand({
  summary: 'Check this machine and the data folder, and say what to do',
  args: {
    probe: {
      type: 'boolean',
      description:
        'Ask the models what they can do: schemas, JSON, dimension, context; up to four short calls',
    },
    ...jsonArgs,
    ...dataArgs,
  },
  async run({ terminal }, args) {
    const checks = await runChecks(readPlace(args), { probe: args.probe === true });
    const faults = checks.filter(({ state }) => state === 'fault');
    if (args.json === true) terminal.out(JSON.stringify({ version: 1, ok: faults.length === 0, checks }));
    else {
      for (const { name, state, text } of checks)
        terminal.out(`${terminal.paint(colours[state], marks[state])} ${name.padEnd(12)} ${text}`);
      terminal.out(`\n${conclude(checks)}`);
    }
    return faults.length === 0 ? 0 : 1;
  },
});

/** The last line: it never says less than the marks above it. */
export function conclude(checks: readonly Pick<Check, 'state'>[]): string {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  const [faults, warnings] = [count('fault'), count('warning')];
  const look = `${plural(warnings, 'thing')} marked ! ${warnings === 1 ? 'deserves' : 'deserve'} a look`;
  if (faults > 0) return `${plural(faults, 'thing')} must be put right${warnings === 0 ? '' : `; ${look}`}.`;
  return warnings === 0 ? 'All is well.' : `It works; ${look}.`;
}
