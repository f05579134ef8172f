// How time and memory of `ticket-ai cluster <file>` grow: `npm run bench:scale -- [options]`. The files are real labelled tickets, made many by
// word-level noise; each run is a process of its own. scikit-learn stands beside it where Python has it (Debian: python3-sklearn).
//
//   --sizes 1000,...   default 1000,2000,5000,10000,20000,50000,100000 (and 1000000 when you have half an hour)
//   --peers 10000,...  sizes at which scikit-learn runs too; default 10000,100000
//   --data <folder>    more labelled CSV files: every tickets.csv below it; default: the committed BANKING77 questions only
//   --plot <file.svg>  draws the growth
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { clusteringMetrics } from '@ticket-ai/core/evaluation';
import { countNearDuplicates } from './scale/count-near-duplicates.ts';
import { type GrowthPoint, growthPlot } from './scale/growth-plot.ts';
import { measureCommand, measureScikitLearn, type ProcessFigures } from './scale/measure-process.ts';
import { type LabelledText, readLabelled, writeNoisyTickets } from './scale/noisy-tickets.ts';
import { readClusters } from './scale/read-clusters.ts';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,2000,5000,10000,20000,50000,100000' },
    peers: { type: 'string', default: '10000,100000' },
    data: { type: 'string' },
    plot: { type: 'string' },
  },
});
const numbers = (list: string) => list.split(',').filter(Boolean).map(Number);
const peers = new Set(numbers(options.peers));
const committed = fileURLToPath(new URL('../examples/data/banking77/tickets.csv', import.meta.url));

function labelledFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('tickets.csv'))
    .map((name) => join(folder, name))
    .sort();
}

const tickets = readLabelled(options.data === undefined ? [committed] : labelledFiles(options.data));
const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-scale-'));
console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; load before the first run ${loadavg()[0]?.toFixed(1)}`,
);
console.log(
  `${tickets.length} labelled tickets of ${options.data ?? 'BANKING77'}, ${new Set(tickets.map(({ label }) => label)).size} labels\n`,
);
console.log(
  '| tickets | near duplicates | what | wall | processor | peak memory | clusters | ARI | accuracy | AMI |\n|---|---|---|---|---|---|---|---|---|---|',
);
const growth: GrowthPoint[] = [];
for (const size of numbers(options.sizes)) growth.push(await measureSize(size, tickets));
rmSync(folder, { recursive: true });
if (options.plot !== undefined) writeFileSync(options.plot, growthPlot(growth));

async function measureSize(count: number, sources: readonly LabelledText[]): Promise<GrowthPoint> {
  const file = join(folder, `${count}.csv`);
  const out = join(folder, `${count}.out.csv`);
  const labels = writeNoisyTickets(file, sources, { count });
  const removed = countNearDuplicates(readFileSync(file, 'utf8'), labels) / count;
  if (removed > 0.2) throw new Error(`${percent(removed)} of ${count} tickets are near duplicates of others`);
  const figures = await measureCommand(['cluster', file, '--out', out]);
  const found = await readClusters(out, count);
  show([count.toLocaleString('en'), percent(removed), 'ticket-ai cluster'], figures, labels, found);
  if (peers.has(count)) await measurePeers(file, labels, new Set(found).size);
  return { tickets: count, ...figures };
}

async function measurePeers(file: string, labels: readonly string[], clusters: number): Promise<void> {
  const out = `${file}.scikit-learn`;
  for (const kind of ['svd', 'sparse']) {
    const name = `scikit-learn, ${kind === 'svd' ? 'SVD and KMeans' : 'KMeans'}, told ${clusters} clusters`;
    const figures = await measureScikitLearn([file, String(clusters), out, kind]);
    if (figures === undefined) console.log(`| | | ${name}: skipped, no python3-sklearn | | | | | | | |`);
    else show(['', '', name], figures, labels, await readClusters(out, labels.length));
  }
}

function show(
  cells: readonly string[],
  { seconds, processorSeconds, peakMemoryMb }: ProcessFigures,
  labels: readonly string[],
  found: readonly (string | undefined)[],
): void {
  const { predictedClusters, ari, accuracy, ami } = clusteringMetrics(labels, found);
  const row = [
    ...cells,
    `${seconds.toFixed(1)} s`,
    `${processorSeconds.toFixed(1)} s`,
    `${Math.round(peakMemoryMb)} MB`,
    String(predictedClusters),
    ...[ari, accuracy, ami].map((figure) => figure.toFixed(3)),
  ];
  console.log(`| ${row.join(' | ')} |`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
