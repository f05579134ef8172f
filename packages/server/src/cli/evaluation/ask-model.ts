import { TicketAIError } from '@ticket-ai/core';
import { judgeTicketPairs } from '@ticket-ai/core/evaluation';
import { compose } from '../../compose.ts';
import { readConfig } from '../../config.ts';
import type { Session } from '../command.ts';
import { progressLine } from '../output/progress.ts';
import { usageError } from '../usage-error.ts';
import type { ShownPair } from './ask-person.ts';
import type { Judgement, JudgementFile } from './judgement-file.ts';

/**
 * Lets a model judge the pairs that have no verdict yet. Its calls are in the books of the data folder, or of nobody when the tickets come from
 * a file. @throws a usage error without an endpoint, or when the judge is the model that finds the intents
 */
export async function askModel(
  { terminal, abortSignal }: Session,
  pairs: readonly ShownPair[],
  file: JudgementFile,
  {
    judge,
    data,
    file: input,
  }: { readonly judge: string; readonly data?: string | undefined; readonly file?: string | undefined },
): Promise<{ readonly judgements: readonly Judgement[]; readonly kappa: number | undefined }> {
  const config = readConfig({ dataFolder: data, ...(input === undefined ? {} : { store: 'memory' }) });
  if (config.model === undefined)
    throw usageError(
      '--judge needs an endpoint: set TICKET_AI_MODEL_URL, and TICKET_AI_MODEL_API_KEY if it wants a key.',
    );
  if (config.model.languageModel === judge)
    throw usageError(
      `--judge ${judge} is the model that works on the intents (TICKET_AI_MODEL), and a model agrees with itself. Name another one.`,
    );
  const progress = progressLine(terminal);
  const { desk, close } = compose({ ...config, model: { ...config.model, languageModel: judge } });
  try {
    const models = await desk.models();
    if (models === undefined)
      throw new TicketAIError('missing-setting', { message: `There is no model "${judge}".` });
    const known = new Set(file.judgements.map(({ a, b }) => JSON.stringify([a, b])));
    const open = pairs.filter(({ a, b }) => !known.has(JSON.stringify([a.id, b.id])));
    const { verdicts, kappa } = await judgeTicketPairs({
      models,
      pairs: open.map(({ a, b }) => ({ a: asRead(a), b: asRead(b) })),
      abortSignal,
      onProgress: (done, total) => progress.update({ stage: 'judge', done, total }),
    });
    const judgements = [
      ...file.judgements,
      ...open.map(({ a, b }, at) => ({
        a: a.id,
        b: b.id,
        verdict: verdicts[at] ?? 'unsure',
        by: models.name,
      })),
    ];
    await file.write(judgements);
    return { judgements, kappa };
  } finally {
    progress.end();
    await close();
  }
}

function asRead({ ticketId, subject, text }: ShownPair['a']) {
  return { ticketId, text: text.startsWith(subject) ? text : `${subject}\n${text}` };
}
