import path from 'node:path';
import { TicketAIError } from '@ticket-ai/core';
import {
  drawPairs,
  estimatePairs,
  numberLabels,
  type PairEstimates,
  type PairVerdict,
  textLikeness,
} from '@ticket-ai/core/evaluation';
import { readConfig } from '../../config.ts';
import { repeatedOption } from '../check-usage.ts';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { configurationArgs } from '../configuration-args.ts';
import { digestOf } from '../digest-of.ts';
import { refuseSameFile } from '../output-file.ts';
import { readInteger, usageError } from '../usage-error.ts';
import { askModel } from './ask-model.ts';
import { askPerson } from './ask-person.ts';
import { readClusteredTickets } from './clustered-tickets.ts';
import { openJudgements } from './judgement-file.ts';
import { type PairSummary, showPairs } from './show-pairs.ts';

/** `ticket-ai eval pairs` */
export const evalPairs = defineCommand({
  summary: 'Judge a clustering without labels: say of pairs of tickets whether one answer would serve both',
  details:
    'You see two tickets at a time and press y, n or ? (u takes the last one back, q stops). 100 pairs take about half an hour. Verdicts are kept in a file after each key: the same command goes on where you stopped. Without a terminal, letters are read from standard input.',
  args: {
    file: { type: 'positional', required: false, description: 'Tickets; nothing: the data folder' },
    assignments: {
      type: 'string',
      valueHint: 'file.csv',
      description: 'What `cluster --out` wrote for the file (default: cluster it now)',
    },
    pairs: { type: 'string', valueHint: 'number', description: 'How many pairs (default 100)' },
    judgements: {
      type: 'string',
      valueHint: 'file.jsonl',
      description: 'Where verdicts are kept (default <file>.judgements.jsonl)',
    },
    judge: {
      type: 'string',
      valueHint: 'model',
      description: 'Let this model of TICKET_AI_MODEL_URL judge; each pair is shown in both orders',
    },
    'judge-price': {
      type: 'string',
      valueHint: 'in/out',
      description: 'What the judge costs: USD per million tokens, in/out or in/out/cached',
    },
    show: { type: 'boolean', description: 'Ask nothing; show what the verdicts so far say' },
    ...configurationArgs,
    column: {
      type: 'string',
      valueHint: 'part=name',
      description: 'Which column holds what; may be repeated',
    },
    ...dataArgs,
    ...jsonArgs,
  },
  examples: [
    'ticket-ai eval pairs',
    'ticket-ai eval pairs tickets.csv --assignments assignments.csv',
    'ticket-ai eval pairs tickets.csv --granularity fine --pairs 200 --judgements fine.jsonl',
    'ticket-ai eval pairs --judge gpt-5-mini --judgements gpt-5-mini.jsonl',
  ],
  async run(session, args, rawArgs) {
    const wanted = readInteger(args.pairs, '--pairs', 10, 10_000) ?? 100;
    const seed = readInteger(args.seed, '--seed', 0) ?? 1;
    if (args.judge === undefined && args['judge-price'] !== undefined)
      throw usageError('--judge-price needs --judge.');
    const file = args.judgements ?? standardFile(args.file, args.data);
    refuseSameFile([
      { name: 'the input', file: args.file },
      { name: '--assignments', file: args.assignments },
      { name: 'the file of judgements', file },
    ]);
    const tickets = await readClusteredTickets(session, {
      ...args,
      columns: repeatedOption(rawArgs, 'column'),
    });
    const labels = numberLabels(tickets.map(({ intent }) => intent?.id)).labels;
    const likeness = await textLikeness(
      tickets.map(({ subject, text }) => `${subject}\n${text}`),
      { abortSignal: session.abortSignal },
    );
    const design = drawPairs({ labels, ...likeness }, { pairs: wanted, seed });
    if (design.pairs.length === 0)
      throw new TicketAIError('invalid-input', { message: 'There are no two tickets to compare.' });
    const pairs = design.pairs.map(({ a, b }) => ({ a: tickets[a]!, b: tickets[b]! }));
    const name = digestOf(
      design.pairs.map(({ stratum }, at) => JSON.stringify([pairs[at]?.a.id, pairs[at]?.b.id, stratum])),
    );
    const kept = await openJudgements(file, name, pairs.length);
    session.sayOnStop(`The verdicts so far are in ${file}; the same command goes on from there.`);
    const { judgements, kappa } =
      args.show === true
        ? { judgements: kept.judgements, kappa: undefined }
        : args.judge === undefined
          ? { judgements: await askPerson(session, pairs, kept), kappa: undefined }
          : await askModel(session, pairs, kept, {
              judge: args.judge,
              price: args['judge-price'],
              data: args.data,
              file: args.file,
            });
    const verdictOf = new Map(judgements.map(({ a, b, verdict }) => [JSON.stringify([a, b]), verdict]));
    const verdicts = pairs.map(({ a, b }) => verdictOf.get(JSON.stringify([a.id, b.id])));
    const estimates = estimatePairs(design, verdicts);
    const summary = {
      pairs: pairs.length,
      ...countVerdicts(verdicts),
      judgements: file,
      ...(kappa === undefined ? {} : { kappa }),
    };
    if (args.json === true) return session.terminal.out(JSON.stringify(describe(summary, estimates)));
    showPairs(session.terminal, summary, estimates);
  },
});

function standardFile(file: string | undefined, data: string | undefined): string {
  if (file !== undefined) return `${file === '-' ? 'stdin' : file}.judgements.jsonl`;
  return path.join(readConfig({ dataFolder: data }).dataFolder, 'judgements.jsonl');
}

function countVerdicts(verdicts: readonly (PairVerdict | undefined)[]) {
  return {
    judged: verdicts.filter((verdict) => verdict !== undefined).length,
    unsure: verdicts.filter((verdict) => verdict === 'unsure').length,
  };
}

function describe(summary: PairSummary, estimates: PairEstimates) {
  return { version: 1, ...summary, ...estimates };
}
