import { comparedFigures } from '@ticket-ai/core/evaluation';
import { defineCommand, jsonArgs } from '../command.ts';
import { compareResults, describeDifference, figureWords } from './describe-difference.ts';
import { readResult, refuseOtherTickets } from './eval-result.ts';

/** `ticket-ai eval compare` */
export const evalCompare = defineCommand({
  summary: 'Compare two results of `eval intents --json` ticket by ticket, with confidence intervals',
  args: {
    a: { type: 'positional', required: true, description: 'Result of the one configuration' },
    b: { type: 'positional', required: true, description: 'Result of the other' },
    ...jsonArgs,
  },
  examples: ['ticket-ai eval compare before.json after.json'],
  async run(session, args) {
    const { terminal } = session;
    const [before, after] = [await readResult(args.a), await readResult(args.b)];
    refuseOtherTickets({ name: args.a, result: before }, { name: args.b, result: after });
    const differences = await compareResults(session, before, after);
    if (args.json === true) return terminal.out(JSON.stringify({ version: 1, differences }));
    terminal.out(`A is ${args.a}, B is ${args.b}; ${before.items} tickets, label ${before.label}.\n`);
    for (const figure of comparedFigures)
      terminal.out(describeDifference('B', figureWords[figure], differences[figure]));
  },
});
