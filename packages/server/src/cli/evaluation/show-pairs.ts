import { type Estimate, type PairEstimates, pairStrata } from '@ticket-ai/core/evaluation';
import { formatCount, formatShare, plural } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';

/** Verdicts below which figures would only mislead. */
const fewest = 20;
/** Agreement beyond chance from which a judge is worth listening to. */
const trustedKappa = 0.6;
/** An interval wider than this tells nothing. */
const tooWide = 0.5;

const kinds = {
  together: 'one intent',
  'together-unlike': 'one intent, least alike',
  boundary: 'two intents, nearest neighbours',
  'apart-alike': 'two intents, most alike of the rest',
  apart: 'two intents, all others',
} as const;

/** What was judged, for people and programs. */
export interface PairSummary {
  readonly pairs: number;
  readonly judged: number;
  readonly unsure: number;
  /** The file of verdicts. */
  readonly judgements: string;
  /** How far a model agreed with itself when the two tickets changed places. */
  readonly kappa?: number;
}

/** Says what the verdicts mean, how sure that is, and what to do next. */
export function showPairs(terminal: Terminal, summary: PairSummary, estimates: PairEstimates): void {
  const { pairs, judged, unsure, judgements, kappa } = summary;
  terminal.out(
    `\n${plural(judged, 'pair')} of ${formatCount(pairs)} judged, ${formatCount(unsure)} of them "cannot tell". Kept in ${judgements}.`,
  );
  if (kappa !== undefined)
    terminal.out(
      `Shown in the other order, the model said the same with kappa ${kappa.toFixed(2)}.${kappa < trustedKappa ? ` Below ${trustedKappa} its verdicts are worth little: take another model, or judge yourself.` : ''}`,
    );
  if (judged - unsure < fewest) {
    terminal.out(
      `Figures are shown from ${fewest} clear verdicts on. The same command goes on where you stopped.`,
    );
    return;
  }
  const { precision, recall, f1, strata } = estimates;
  terminal.out('');
  terminal.out(
    `${figure('Precision', precision)}\n  Of two tickets in one intent, about ${percent(precision.value)} ask for the same. ${readPrecision(precision)}`,
  );
  terminal.out(
    `${figure('Recall', recall)}\n  Of two tickets that ask for the same, about ${percent(recall.value)} share an intent. ${readRecall(recall)}`,
  );
  terminal.out(`${figure('F1', f1)}\n`);
  const right = (title: string) => ({ title, align: 'right' as const });
  terminal.out(
    renderTable(
      [{ title: 'Pairs of' }, right('In all'), right('Judged'), right('Same'), right('Share')],
      pairStrata.map((stratum) => {
        const { population, judged: count, same } = strata[stratum];
        return [
          kinds[stratum],
          formatCount(population),
          String(count),
          String(same),
          count === 0 ? '' : formatShare(same, count),
        ];
      }),
      { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) },
    ),
  );
}

function figure(name: string, { value, low, high }: Estimate): string {
  return `${name} ${value.toFixed(2)} (95 % interval ${low.toFixed(2)} to ${high.toFixed(2)})`;
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

function readPrecision({ low, high }: Estimate): string {
  if (high < 0.5) return 'Intents are mixed: try --granularity fine, or --intents with a greater number.';
  if (low > 0.75) return 'Intents are clean.';
  return 'Look into the intents with the most tickets: split those that hold two matters.';
}

function readRecall({ low, high }: Estimate): string {
  if (high - low > tooWide)
    return 'This interval is too wide to go by: so few pairs cannot tell what is torn apart. Label 200 tickets and run `ticket-ai eval intents` for that.';
  if (high < 0.5)
    return 'Matters are torn apart: try --granularity coarse, or merge intents that mean the same.';
  return low > 0.75
    ? 'Little is torn apart.'
    : 'Some matters are torn apart: merge intents that mean the same.';
}
