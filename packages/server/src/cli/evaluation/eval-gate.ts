import type { ComparedFigure, FigureDifference } from '@ticket-ai/core/evaluation';
import { defineCommand, jsonArgs } from '../command.ts';
import { usageError } from '../usage-error.ts';
import { compareResults, describeDifference, figureWords } from './describe-difference.ts';
import { type EvalResult, readResult, refuseOtherTickets } from './eval-result.ts';

/** Figures that must not fall. The others follow from them or trade against each other. */
const guarded = ['accuracy', 'ari', 'ami', 'bCubedF1'] as const satisfies readonly ComparedFigure[];

/** `ticket-ai eval gate` */
export const evalGate = defineCommand({
  summary: 'Fail when a result is worse than a baseline, or costs more',
  details:
    'A figure fails when the whole 95 % interval of its difference (paired bootstrap over tickets) lies below the tolerance; cost fails when calls, tokens or money rise. Exit code 1 when anything fails.',
  args: {
    result: { type: 'positional', required: true, description: 'Output of `eval intents --json`' },
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
    const [baseline, result] = [await readResult(args.baseline), await readResult(args.result)];
    refuseOtherTickets({ name: args.baseline, result: baseline }, { name: args.result, result });
    const differences = await compareResults(session, baseline, result);
    const fallen = guarded.filter((figure) => isWorse(differences[figure], tolerance));
    const risen = risenCosts(baseline, result);
    const passed = fallen.length === 0 && risen.length === 0;
    if (args.json === true) terminal.out(JSON.stringify({ version: 1, passed, fallen, risen, differences }));
    else {
      for (const figure of guarded)
        terminal.out(
          `${fallen.includes(figure) ? 'FAIL' : 'ok  '} ${describeDifference('The result', figureWords[figure], differences[figure])}`,
        );
      for (const cost of risen) terminal.out(`FAIL ${cost}`);
      terminal.out(passed ? 'Passed.' : 'Failed: the result is worse than the baseline.');
    }
    return passed ? 0 : 1;
  },
});

/** Surely worse by more than is let pass. */
function isWorse({ high }: FigureDifference, tolerance: number): boolean {
  return high < -tolerance;
}

/** One sentence per cost that rose. */
function risenCosts({ llm: before }: EvalResult, { llm: after }: EvalResult): string[] {
  const costs = [
    ['model calls', before.calls, after.calls],
    ['tokens', before.inputTokens + before.outputTokens, after.inputTokens + after.outputTokens],
    ['USD', before.costUsd, after.costUsd],
  ] as const;
  return costs
    .filter(([, was, is]) => is > was)
    .map(([name, was, is]) => `The result costs more ${name}: ${is} instead of ${was}.`);
}

function readPoints(text: string | undefined): number {
  if (text === undefined) return 0;
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw usageError(`--tolerance must be points from 0 to 100, not "${text}".`);
}
