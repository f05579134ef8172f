import { type ComparedFigure, compareClusterings, type FigureDifference } from '@ticket-ai/core/evaluation';
import type { Session } from '../command.ts';
import { progressLine } from '../output/progress.ts';
import { type EvalResult, readOutcome } from './eval-result.ts';

/** What compared figures are called in sentences. */
export const figureWords: Readonly<Record<ComparedFigure, string>> = {
  accuracy: 'accuracy',
  ari: 'ARI',
  ami: 'AMI',
  bCubedF1: 'B3 F1',
  homogeneity: 'homogeneity',
  completeness: 'completeness',
  coverage: 'coverage',
};

/** Compares two results on the same tickets, ticket by ticket; shows how far it is. */
export function compareResults(
  { terminal, abortSignal }: Session,
  before: EvalResult,
  after: EvalResult,
): ReturnType<typeof compareClusterings> {
  const progress = progressLine(terminal);
  const { gold, intents } = readOutcome(before.outcome);
  return compareClusterings(
    { gold, before: intents, after: readOutcome(after.outcome).intents },
    { abortSignal, onProgress: (done, total) => progress.update({ stage: 'compare', done, total }) },
  ).finally(progress.end);
}

/** `B is better by 2.1 points of accuracy; 95 % interval 1.0 to 3.3`. */
export function describeDifference(
  name: string,
  figure: string,
  { difference, low, high }: FigureDifference,
): string {
  const interval = `95 % interval ${points(low)} to ${points(high)}`;
  if (difference === 0 && low === 0 && high === 0) return `No difference in ${figure}.`;
  if (low <= 0 && high >= 0)
    return `No clear difference in ${figure}: ${name} is ${points(Math.abs(difference))} points ${difference < 0 ? 'lower' : 'higher'}; ${interval}.`;
  return `${name} is ${difference < 0 ? 'worse' : 'better'} by ${points(Math.abs(difference))} points of ${figure}; ${interval}.`;
}

/** Hundredths with one place, and no minus before nothing. */
export function points(share: number): string {
  return (100 * share).toFixed(1).replace(/^-(0\.0)$/, '$1');
}
