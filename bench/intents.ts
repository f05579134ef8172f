// How well the built-in engine finds intents, with one default for all data: `npm run bench:intents [-- --data <folder>] [--only <word>] [--seed <n>] [--json]`.
// `<folder>/<set>/tickets.csv` holds the sets whose licence keeps them out of the repository. The engine never sees a label and is not told
// how many intents there are; a ticket without an intent is scored as a cluster of its own.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type ClusteringMetrics, clusteringMetrics } from '@ticket-ai/core/evaluation';
import { clusterFile } from '../packages/server/src/cli/cluster-file.ts';
import { type LabelledSet, loadSets } from './intents/labelled-set.ts';
import { type Target, targets } from './intents/targets.ts';
import { firstDays, mixtureOf, sampleOf, skewed, someLabels } from './intents/variants.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const { sets, missing } = await loadSets(options.data);

/** What is measured, in groups; a variant of a set that is not there is left out. */
function* variants(): Generator<{ readonly set: LabelledSet; readonly target?: Target }> {
  const find = (name: string) => sets.get(name) ?? { name, rows: [], gold: new Map() };
  const [banking, cfpb, helpdesk, bitext, stackoverflow] = [
    'banking77',
    'cfpb',
    'helpdesk',
    'bitext',
    'stackoverflow',
  ].map(find) as [LabelledSet, LabelledSet, LabelledSet, LabelledSet, LabelledSet];
  const aimed = (set: LabelledSet, name: string) => ({ set, ...withTarget(targets[name]) });
  for (const set of [banking, cfpb, find('cfpb, sub-issues'), helpdesk, bitext, stackoverflow])
    yield aimed(set, set.name);
  for (const set of [bitext, stackoverflow])
    for (const seed of [0, 1, 2]) yield aimed(sampleOf(set, 5000, seed), set.name);
  for (const size of [300, 500, 1000, 2000])
    for (const set of [banking, bitext, stackoverflow]) yield { set: sampleOf(set, size, 0) };
  for (const seed of [0, 1]) yield { set: someLabels(banking, 19, seed) };
  for (const seed of [0, 1]) yield { set: someLabels(sampleOf(bitext, 5000, 0), 13, seed) };
  for (const seed of [0, 1]) yield { set: someLabels(sampleOf(stackoverflow, 5000, 0), 10, seed) };
  for (const set of [banking, bitext, stackoverflow]) yield { set: skewed(set, 0) };
  yield { set: mixtureOf(banking, cfpb) };
  yield { set: mixtureOf(sampleOf(banking, 3000, 0), sampleOf(bitext, 3000, 0)) };
  yield { set: mixtureOf(helpdesk, cfpb) };
  yield { set: sampleOf(cfpb, 250, 0) };
  yield { set: firstDays(helpdesk, 30) };
}

const withTarget = (target: Target | undefined) => (target === undefined ? {} : { target });

interface Result extends ClusteringMetrics {
  readonly tickets: number;
  /** The engine said that the number of intents is a guess. */
  readonly unsure: boolean;
  /** User CPU time of the whole thread: taking in, finding, naming, filing. */
  readonly cpuSeconds: number;
}

async function measure({ rows, gold }: LabelledSet): Promise<Result> {
  const silent = { update: () => undefined, end: () => undefined };
  const before = process.cpuUsage();
  const found = await clusterFile(
    { rows, rejected: [] },
    { seed: Number(options.seed), progress: silent, abortSignal: new AbortController().signal },
  );
  await found.composition.close();
  const cpuSeconds = process.cpuUsage(before).user / 1e6;
  const scored = found.tickets.filter(({ rowId }) => gold.has(rowId));
  const metrics = clusteringMetrics(
    scored.map(({ rowId }) => gold.get(rowId) ?? ''),
    scored.map(({ intent }) => intent?.id),
  );
  const unsure = found.discovery.notes.some(({ code }) => code === 'granularity-uncertain');
  return { ...metrics, tickets: rows.length, unsure, cpuSeconds };
}

/** The best of floor, goal and stretch that is reached in every figure, or what is missed. */
function judge(result: Result, target: Target | undefined): string {
  if (target === undefined) return '';
  const [least, most] = target.clusterRatio ?? [0, Number.POSITIVE_INFINITY];
  const reaches = (wanted: { ari: number; accuracy: number; ami?: number }) =>
    100 * result.ari >= wanted.ari &&
    100 * result.accuracy >= wanted.accuracy &&
    100 * result.ami >= (wanted.ami ?? 0);
  if (!reaches(target.floor) || result.clusterRatio < least || result.clusterRatio > most)
    return 'BELOW FLOOR';
  if (!reaches(target.goal)) return 'floor';
  return reaches(target.stretch) ? 'stretch' : 'goal';
}

const percent = (value: number) => (100 * value).toFixed(1);
const results: unknown[] = [];
let isBelowFloor = false;
const out = options.json ? () => undefined : (line: string) => console.log(line);
out(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}, seed ${options.seed}\n`,
);
out(
  '| tickets of | tickets | intents / labels | ARI | ACC | AMI | NMI | coverage | unsure | CPU s | reached |',
);
out('|---|---|---|---|---|---|---|---|---|---|---|');
for (const { set, target } of variants()) {
  if (set.rows.length === 0 || !set.name.includes(options.only ?? '')) continue;
  const result = await measure(set);
  const reached = judge(result, target);
  isBelowFloor ||= reached === 'BELOW FLOOR';
  results.push({ set: set.name, ...result, reached });
  const cells = [
    set.name,
    result.tickets,
    `${result.predictedClusters} / ${result.goldClusters}`,
    percent(result.ari),
    percent(result.accuracy),
    percent(result.ami),
    percent(result.nmi),
    percent(result.coverage),
    result.unsure ? 'yes' : '',
    result.cpuSeconds.toFixed(1),
    reached,
  ];
  out(`| ${cells.join(' | ')} |`);
}
for (const name of missing)
  out(`\nskipped: ${name} and its samples (give --data <folder> with ${name}/tickets.csv)`);
if (options.json) console.log(JSON.stringify({ seed: Number(options.seed), skipped: missing, results }));
if (isBelowFloor) process.exitCode = 1;
