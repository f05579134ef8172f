import { readFile } from 'node:fs/promises';
import type { Granularity } from '@ticket-ai/core';
import { clusteringMetrics } from '@ticket-ai/core/evaluation';
import { repeatedOption } from '../check-usage.ts';
import { clusterFile, readTicketFile } from '../cluster-file.ts';
import { defineCommand, jsonArgs } from '../command.ts';
import { readColumns, readInput } from '../input-file.ts';
import { formatCount, formatShare } from '../output/numbers.ts';
import { progressLine } from '../output/progress.ts';
import { describeColumns, describeNote } from '../output/show-clusters.ts';
import { renderTable } from '../output/table.ts';
import { naming } from '../output-file.ts';
import { readInteger, usageError } from '../usage-error.ts';
import { type GoldLabels, readLabels } from './read-labels.ts';

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
    intents: { type: 'string', valueHint: 'number', description: 'Find about this many intents' },
    granularity: {
      type: 'enum',
      options: ['coarse', 'default', 'fine'],
      description: 'How fine intents shall be',
    },
    seed: { type: 'string', valueHint: 'number', description: 'Seed of everything random (default 1)' },
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
  ],
  async run({ terminal, abortSignal }, args, rawArgs) {
    if (args.intents !== undefined && args.granularity !== undefined)
      throw usageError('--intents and --granularity exclude each other. Give one of them.');
    const intentCount = readInteger(args.intents, '--intents', 1, 10_000);
    const seed = readInteger(args.seed, '--seed', 0) ?? 1;
    const progress = progressLine(terminal);
    const input = await readInput(args.file);
    const read = await readTicketFile(input, {
      columns: readColumns(repeatedOption(rawArgs, 'column')),
      progress,
      abortSignal,
    });
    progress.end();
    terminal.note(terminal.paintNote('dim', describeColumns(input.label, read.recognised)));
    const { encoding, delimiter, mapping } = read.recognised;
    const gold =
      args.gold === undefined
        ? readLabels(input.bytes, { encoding, delimiter, id: mapping.id }, args.label)
        : readLabels(await naming(args.gold, readFile(args.gold)), { encoding: 'utf-8' }, args.label);
    const started = performance.now();
    const granularity =
      args.granularity === undefined ? {} : { granularity: args.granularity as Granularity };
    const found = await clusterFile(read, {
      seed,
      ...granularity,
      ...(intentCount === undefined ? {} : { intentCount }),
      progress,
      abortSignal,
    }).finally(progress.end);
    await found.composition.close();
    const seconds = Math.round(performance.now() - started) / 1000;
    const intentOf = new Map(found.tickets.map(({ rowId, intent }) => [rowId, intent?.id]));
    const scores = score(gold, intentOf);
    if (args.json === true) {
      terminal.out(
        JSON.stringify({
          version: 1,
          label: gold.column,
          ...scores,
          seed,
          seconds,
          peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
        }),
      );
      return;
    }
    for (const note of found.discovery.notes) terminal.note(describeNote(note));
    terminal.out(
      `${formatCount(scores.items)} labelled tickets, label ${gold.column}, ${seconds.toFixed(1)} s\n`,
    );
    const rows = figures.map(([name, key, meaning]) => [name, scores[key].toFixed(3), meaning]);
    rows.unshift(
      ['intents', String(scores.predictedClusters), `labels: ${scores.goldClusters}`],
      ['coverage', formatShare(scores.coverage, 1), 'tickets that got an intent'],
    );
    terminal.out(
      renderTable([{ title: 'Score' }, { title: 'Value', align: 'right' }, { title: '' }], rows, {
        width: terminal.width,
        paintTitle: (text) => terminal.paint('dim', text),
      }),
    );
  },
});

const figures = [
  ['accuracy', 'accuracy', 'one intent per label, best matching'],
  ['AMI', 'ami', 'shared information, adjusted for chance'],
  ['ARI', 'ari', 'pairs together or apart, adjusted for chance'],
  ['NMI', 'nmi', 'rises with the number of intents: never read it alone'],
  ['B3 F1', 'bCubedF1', 'per ticket: purity and completeness of its intent'],
  ['purity', 'purity', 'share of the largest label in each intent'],
] as const;

/** Every labelled ticket counts; one that got no intent is a cluster of its own. */
function score({ labels }: GoldLabels, intentOf: ReadonlyMap<string, string | undefined>) {
  return clusteringMetrics(
    [...labels.values()],
    [...labels.keys()].map((id) => intentOf.get(id)),
  );
}
