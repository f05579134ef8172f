import { TicketAIError } from '@ticket-ai/core';
import type { FigureDifference } from '@ticket-ai/core/evaluation';
import type { Session } from '../command.ts';
import { answerFigures, compareAnswers, readAnswerResult } from './answer-result.ts';
import { compareResults, figureWords } from './describe-difference.ts';
import { type EvalResult, readResult, refuseOtherTickets } from './eval-result.ts';
import { readJsonFile } from './read-json-file.ts';
import { compareRetrieval, readRetrievalResult, retrievalFigures } from './retrieval-result.ts';

/** A result beside its baseline. */
export interface GatedResult {
  /** Figures that must not fall, and how each differs. */
  readonly figures: readonly {
    readonly figure: string;
    readonly words: string;
    readonly difference: FigureDifference;
  }[];
  /** What may never be, and costs that rose: a sentence each. */
  readonly faults: readonly string[];
}

/** Figures of intents that must not fall. The others follow from them or trade against each other. */
const guarded = ['accuracy', 'ari', 'ami', 'bCubedF1'] as const;

/** Compares two results of the same kind, item by item. @throws `invalid-input` when they are no results, or not of the same items */
export async function compareWithBaseline(
  session: Session,
  files: { readonly baseline: string; readonly result: string },
): Promise<GatedResult> {
  const [kind, before] = [
    kindOf(await readJsonFile(files.result)),
    kindOf(await readJsonFile(files.baseline)),
  ];
  if (kind !== before)
    throw new TicketAIError('invalid-input', {
      message: `${files.result} is a result of \`eval ${kind}\` and ${files.baseline} one of \`eval ${before}\`: they cannot be compared.`,
    });
  return compareKind[kind](session, files);
}

type Kind = 'intents' | 'retrieval' | 'answers';

/** By what each kind alone has. What is none of them is refused by the reader of the first. */
function kindOf(result: unknown): Kind {
  if (typeof result !== 'object' || result === null) return 'intents';
  if ('curve' in result) return 'answers';
  return 'scores' in result ? 'retrieval' : 'intents';
}

const compareKind: Readonly<
  Record<Kind, (session: Session, files: { baseline: string; result: string }) => Promise<GatedResult>>
> = {
  async intents(session, files) {
    const [baseline, result] = [await readResult(files.baseline), await readResult(files.result)];
    refuseOtherTickets({ name: files.baseline, result: baseline }, { name: files.result, result });
    const differences = await compareResults(session, baseline, result);
    return {
      figures: guarded.map((figure) => ({
        figure,
        words: figureWords[figure],
        difference: differences[figure],
      })),
      faults: risenCosts(baseline, result),
    };
  },
  async retrieval(_session, files) {
    const result = await readRetrievalResult(files.result);
    const differences = compareRetrieval(await readRetrievalResult(files.baseline), result);
    return { figures: figuresOf(retrievalFigures, differences), faults: [] };
  },
  async answers(_session, files) {
    const result = await readAnswerResult(files.result);
    const differences = compareAnswers(await readAnswerResult(files.baseline), result);
    const faults =
      result.quoteValidity === 1
        ? []
        : [
            `Quotes were shown that do not stand where they say: ${(100 * (1 - result.quoteValidity)).toFixed(1)} %.`,
          ];
    return { figures: figuresOf(answerFigures, differences), faults };
  },
};

function figuresOf<Figure extends string>(
  words: Readonly<Record<Figure, string>>,
  differences: Readonly<Record<Figure, FigureDifference>>,
): GatedResult['figures'] {
  return (Object.keys(words) as Figure[]).map((figure) => ({
    figure,
    words: words[figure],
    difference: differences[figure],
  }));
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
