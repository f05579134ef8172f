import type { FigureDifference } from '@ticket-ai/core/evaluation';
import { defineCommand, jsonArgs } from '../command.ts';
import { usageError } from '../usage-error.ts';
import { describeDifference } from './describe-difference.ts';
import { compareWithBaseline } from './gated-result.ts';

/** `ticket-ai eval gate` */
export const evalGate = defineCommand({
  summary: 'Fail when a result of `eval intents`, `retrieval` or `answers` is worse than a baseline',
  details:
    'A figure fails when the whole 95 % interval of its difference (paired bootstrap) lies below the tolerance: for intents accuracy, ARI, AMI and B3 F1 (by tickets), for retrieval nDCG@10 and recall@5, for answers right answers and refused questions. Costs fail when calls, tokens or money rise; a shown quote that does not stand where it says fails by itself. Exit code 1 when anything fails.',
  args: {
    result: {
      type: 'positional',
      required: true,
      description: 'Output of `eval intents`, `retrieval` or `answers` with --json',
    },
    baseline: {
      type: 'string',
      required: true,
      valueHint: 'file.json',
      description: 'The result to hold: an earlier output on the same file',
    },
    tolerance: {
      type: 'string',
      valueHint: 'points',
      description: 'Loss that is let pass, in points of 100 (default 0)',
    },
    ...jsonArgs,
  },
  examples: ['ticket-ai eval gate --baseline baseline.json result.json --tolerance 1'],
  async run(session, args) {
    const { terminal } = session;
    const tolerance = readPoints(args.tolerance) / 100;
    const { figures, faults } = await compareWithBaseline(session, {
      baseline: args.baseline,
      result: args.result,
    });
    const fallen = figures.filter(({ difference }) => isWorse(difference, tolerance));
    const passed = fallen.length === 0 && faults.length === 0;
    if (args.json === true)
      terminal.out(
        JSON.stringify({
          version: 1,
          passed,
          fallen: fallen.map(({ figure }) => figure),
          faults,
          differences: Object.fromEntries(figures.map(({ figure, difference }) => [figure, difference])),
        }),
      );
    else {
      for (const one of figures)
        terminal.out(
          `${fallen.includes(one) ? 'FAIL' : 'ok  '} ${describeDifference('The result', one.words, one.difference)}`,
        );
      for (const fault of faults) terminal.out(`FAIL ${fault}`);
      terminal.out(passed ? 'Passed.' : 'Failed: the result is worse than the baseline.');
    }
    return passed ? 0 : 1;
  },
});

/** Surely worse by more than is let pass. */
function isWorse({ high }: FigureDifference, tolerance: number): boolean {
  return high < -tolerance;
}

function readPoints(text: string | undefined): number {
  if (text === undefined) return 0;
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw usageError(`--tolerance must be points from 0 to 100, not "${text}".`);
}
