import { TicketAIError } from '@ticket-ai/core';
import { judgeTicketPairs } from '@ticket-ai/core/evaluation';
import { compose } from '../../compose.ts';
import { configuredModel, readConfig } from '../../config.ts';
import type { Session } from '../command.ts';
import { progressLine } from '../output/progress.ts';
import { usageError } from '../usage-error.ts';
import type { ShownPair } from './ask-person.ts';
import type { Judgement, JudgementFile } from './judgement-file.ts';

/** Which model judges, and where the tickets are from. */
export interface JudgeChoice {
  readonly judge: string;
  /** USD per million tokens, in/out or in/out/cached. */
  readonly price: string | undefined;
  readonly data: string | undefined;
  readonly file: string | undefined;
}

/**
 * Lets a model judge the pairs that have no verdict yet; verdicts are kept after each call. Its calls are in the books of the data folder, or
 * of nobody when the tickets come from a file, at the judge's own price.
 * @throws a usage error when the judge is the model that finds the intents; `invalid-input` without an endpoint, without a price under a budget
 *   in USD, and when the file holds the verdicts of another judge; what {@link judgeTicketPairs} throws
 */
export async function askModel(
  { terminal, abortSignal }: Session,
  pairs: readonly ShownPair[],
  file: JudgementFile,
  { judge, price, data, file: input }: JudgeChoice,
): Promise<{ readonly judgements: readonly Judgement[]; readonly kappa: number | undefined }> {
  if (configuredModel() === judge)
    throw usageError(
      `--judge ${judge} is the model that works on the intents (TICKET_AI_MODEL), and a model agrees with itself. Name another one.`,
    );
  const config = readConfig(
    { dataFolder: data, ...(input === undefined ? {} : { store: 'memory' }) },
    undefined,
    [
      { variable: 'TICKET_AI_MODEL', option: '--judge', value: judge },
      { variable: 'TICKET_AI_MODEL_PRICE', option: '--judge-price', value: price },
    ],
  );
  const progress = progressLine(terminal);
  const { desk, close } = await compose(config);
  try {
    const models = await desk.models();
    if (models === undefined)
      throw new TicketAIError('missing-setting', { message: `There is no model "${judge}".` });
    file.requireJudge(models.name);
    const known = new Set(file.judgements.map(({ a, b }) => JSON.stringify([a, b])));
    const open = pairs.filter(({ a, b }) => !known.has(JSON.stringify([a.id, b.id])));
    let judgements = file.judgements;
    const { kappa } = await judgeTicketPairs({
      models,
      pairs: open.map(({ a, b }) => ({ a: asRead(a), b: asRead(b) })),
      abortSignal,
      async onJudged(verdicts) {
        progress.update({ stage: 'judge', done: verdicts.length, total: open.length });
        const judged = verdicts.flatMap((verdict, at): Judgement[] => {
          const { a, b } = open[at]!;
          return verdict === undefined ? [] : [{ a: a.id, b: b.id, verdict, by: models.name }];
        });
        judgements = [...file.judgements, ...judged];
        await file.write(judgements);
      },
    });
    return { judgements, kappa };
  } finally {
    progress.end();
    await close();
  }
}

function asRead({ ticketId, subject, text }: ShownPair['a']) {
  return { ticketId, text: text.startsWith(subject) ? text : `${subject}\n${text}` };
}
