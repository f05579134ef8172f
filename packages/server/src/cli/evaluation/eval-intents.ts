import { readFile } from 'node:fs/promises';
import { comparedFigures } from '@ticket-ai/core/evaluation';
import { repeatedOption } from '../check-usage.ts';
import { clusterFile, type TicketFile } from '../cluster-file.ts';
import { defineCommand, jsonArgs } from '../command.ts';
import {
  type Configuration,
  configurationArgs,
  readConfiguration,
  readOther,
} from '../configuration-args.ts';
import { readSpend } from '../model-usage.ts';
import { describeNote } from '../output/show-clusters.ts';
import { naming } from '../output-file.ts';
import { readInteger } from '../usage-error.ts';
import { compareResults, describeDifference, figureWords } from './describe-difference.ts';
import { type EvalResult, noteOutcome } from './eval-result.ts';
import { type OpenTicketFile, openTicketFile } from './open-ticket-file.ts';
import { orderSpread } from './order-spread.ts';
import { type GoldLabels, readLabels } from './read-labels.ts';
import { scoreIntents, scoreLevels, scorePaths } from './score-intents.ts';
import { showScores } from './show-scores.ts';

/** `ticket-ai eval intents` */
export const evalIntents = defineCommand({
  summary: 'Cluster a labelled file and score the result; the engine never sees the labels',
  args: {
    file: {
      type: 'positional',
      required: true,
      description: 'Tickets with label columns (label_l1, label_l2, ...)',
    },
    label: { type: 'string', valueHint: 'column', description: 'Which labels (default: the deepest)' },
    gold: {
      type: 'string',
      valueHint: 'file.csv',
      description: 'Labels in a file of their own, with an id column',
    },
    ...configurationArgs,
    compare: {
      type: 'string',
      valueHint: 'settings',
      description: 'Compare with another configuration, such as granularity=fine or intents=40,seed=2',
    },
    orders: {
      type: 'string',
      valueHint: 'number',
      description: 'Also score the second half as a stream, in this many orders (5 is usual; default 0)',
    },
    column: {
      type: 'string',
      valueHint: 'part=name',
      description: 'Which column holds what; may be repeated',
    },
    ...jsonArgs,
  },
  examples: [
    'ticket-ai eval intents tickets.csv --label label_l2',
    'ticket-ai eval intents tickets.jsonl --gold gold.csv --label label_intent',
    'ticket-ai eval intents tickets.csv --compare granularity=fine',
    'ticket-ai eval intents tickets.csv --orders 5 --json > result.json',
  ],
  async run(session, args, rawArgs) {
    const { terminal } = session;
    const configuration = readConfiguration(args);
    const other = args.compare === undefined ? undefined : readOther(args.compare, args);
    const orders = readInteger(args.orders, '--orders', 0, 100) ?? 0;
    const { input, read, watch } = await openTicketFile(
      session,
      args.file,
      repeatedOption(rawArgs, 'column'),
    );
    const { encoding, delimiter, mapping } = read.recognised;
    const gold =
      args.gold === undefined
        ? readLabels(input.bytes, { encoding, delimiter, id: mapping.id }, args.label)
        : readLabels(await naming(args.gold, readFile(args.gold)), { encoding: 'utf-8' }, args.label);
    const evaluate = (chosen: Configuration) =>
      evaluateOne(read, gold, chosen, { orders, ...watch }).finally(watch.progress.end);
    const { result, notes } = await evaluate(configuration);
    if (other === undefined) {
      if (args.json === true) return terminal.out(JSON.stringify(result));
      for (const note of notes) terminal.note(note);
      return showScores(terminal, result);
    }
    const { result: after } = await evaluate(other);
    const differences = await compareResults(session, result, after);
    if (args.json === true)
      return terminal.out(JSON.stringify({ version: 1, before: result, after, differences }));
    terminal.out('A: as given\n');
    showScores(terminal, result);
    terminal.out(`\nB: ${args.compare}\n`);
    showScores(terminal, after);
    terminal.out('');
    for (const figure of comparedFigures)
      terminal.out(describeDifference('B', figureWords[figure], differences[figure]));
  },
});

async function evaluateOne(
  file: TicketFile,
  gold: GoldLabels,
  configuration: Configuration,
  { orders, ...watch }: { readonly orders: number } & OpenTicketFile['watch'],
): Promise<{ readonly result: EvalResult; readonly notes: readonly string[] }> {
  const started = performance.now();
  const { tickets, discovery, composition } = await clusterFile(file, { ...configuration, ...watch });
  const llm = await readSpend(composition.desk).finally(composition.close);
  const seconds = Math.round(performance.now() - started) / 1000;
  const spread =
    orders === 0 ? undefined : await orderSpread(file, gold, orders, { ...configuration, ...watch });
  const { seed, granularity, intentCount } = configuration;
  const result: EvalResult = {
    version: 1,
    label: gold.column,
    ...scoreIntents(gold, tickets),
    levels: scoreLevels(gold, tickets),
    hierarchical: scorePaths(gold, tickets),
    ...(spread === undefined ? {} : { orders: spread }),
    configuration: {
      seed,
      ...(granularity === undefined ? {} : { granularity }),
      ...(intentCount === undefined ? {} : { intentCount }),
    },
    seconds,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    llm,
    outcome: noteOutcome(gold.labels, new Map(tickets.map(({ rowId, intent }) => [rowId, intent?.id]))),
  };
  return { result, notes: discovery.notes.map(describeNote) };
}
