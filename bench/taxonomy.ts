// How well intents are filed without a model: `npm run bench:taxonomy [-- --data <folder>] [--only <word>] [--show]`. The starter packs were
// written without these tickets and labels. Each set is filed twice: the intents the engine finds, and the labelled groups themselves
// (filing alone, no error of discovery in it). `--show` lists every intent with its place.
import { parseArgs } from 'node:util';
import { clusteringMetrics } from '@ticket-ai/core/evaluation';
import { clusterFile } from '../packages/server/src/cli/cluster-file.ts';
import { type LabelledSet, loadLabels } from './intents/labelled-set.ts';
import { type FiledTicket, fileGroups } from './taxonomy/file-groups.ts';
import { modelCalls } from './taxonomy/model-calls.ts';

const { values: options } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string' }, show: { type: 'boolean', default: false } },
});

/** Which labels are compared with which level of the tree, and which labels are the intents. */
const sets = [
  { name: 'helpdesk', levels: { 1: 'label_l1', 2: 'label_l2', 3: 'label_l3' }, intents: 'label_intent' },
  { name: 'banking77', levels: { 3: 'label_l2' }, intents: 'label_l2' },
  { name: 'cfpb', levels: { 1: 'label_l1', 2: 'label_l2' }, intents: 'label_l2' },
  { name: 'bitext', levels: { 1: 'label_l1', 3: 'label_l2' }, intents: 'label_l2' },
  { name: 'stackoverflow', levels: { 3: 'label_l1' }, intents: 'label_l1' },
] as const;

console.log('| tickets of | intents | L1 | L1, majority | L2 | L3 | filed below an L1 | Other |');
console.log('|---|---|---|---|---|---|---|---|');
for (const { name, levels, intents } of sets) {
  if (!name.includes(options.only ?? '')) continue;
  const groups = await loadLabels(name, intents, options.data);
  if (groups === undefined) {
    console.log(`| ${name} | skipped: give --data <folder> with ${name}/tickets.csv | | | | | | |`);
    continue;
  }
  const gold = new Map<number, LabelledSet['gold']>();
  for (const [level, label] of Object.entries(levels)) {
    const labels = await loadLabels(name, label, options.data);
    if (labels !== undefined) gold.set(Number(level), labels.gold);
  }
  for (const [kind, filed] of [
    ['found', await fileFound(groups)],
    ['labelled', await fileGroups(groups)],
  ] as const) {
    console.log(
      `| ${name} | ${new Set(filed.map(({ intent }) => intent)).size} ${kind} | ${figures(filed, gold)} |`,
    );
    if (options.show) show(filed, gold.get(1));
  }
}

if (options.only === undefined) {
  console.log(
    '\nFiled by a model, SIMULATED, into a tree it proposes; however many tickets the intents have:\n',
  );
  console.log('| new intents | calls | tokens |\n|---|---|---|');
  for (const count of [9, 30, 77, 150, 200, 500, 1000]) {
    const { calls, tokens } = await modelCalls(count);
    console.log(`| ${count} | ${calls} | ${tokens} |`);
  }
}

/** What `ticket-ai cluster` makes of the tickets. */
async function fileFound({ rows }: LabelledSet): Promise<readonly FiledTicket[]> {
  const silent = { update: () => undefined, end: () => undefined };
  const found = await clusterFile(
    { rows, rejected: [] },
    { seed: 1, progress: silent, abortSignal: new AbortController().signal },
  );
  await found.composition.close();
  return found.tickets.flatMap(({ rowId, intent }) =>
    intent === undefined ? [] : [{ rowId, intent: intent.name, path: intent.path }],
  );
}

/** One-to-one accuracy per level, and the majority reading of level 1. What is under Other counts as wrong. */
function figures(filed: readonly FiledTicket[], gold: ReadonlyMap<number, LabelledSet['gold']>): string {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  const scores = (level: 1 | 2 | 3) => {
    const labels = gold.get(level);
    if (labels === undefined) return undefined;
    const scored = filed.filter(({ rowId }) => (labels.get(rowId) ?? '') !== '');
    return clusteringMetrics(
      scored.map(({ rowId }) => labels.get(rowId) ?? ''),
      scored.map(({ path }) => (path[level - 1] === 'Other' ? undefined : path.slice(0, level).join(' > '))),
    );
  };
  const accuracy = (level: 1 | 2 | 3) => {
    const found = scores(level);
    return found === undefined ? '' : percent(found.accuracy);
  };
  const other = filed.filter(({ path: [l1] }) => l1 === 'Other').length / filed.length;
  return [
    accuracy(1),
    majority(filed, gold.get(1)),
    accuracy(2),
    accuracy(3),
    percent(1 - other),
    percent(other),
  ].join(' | ');

  function majority(tickets: readonly FiledTicket[], labels: LabelledSet['gold'] | undefined): string {
    if (labels === undefined) return '';
    const scored = tickets.filter(({ rowId }) => (labels.get(rowId) ?? '') !== '');
    const byL1 = Map.groupBy(scored, ({ path: [l1] }) => l1);
    const right = [...byL1].map(([l1, own]) => {
      const counts = [...Map.groupBy(own, ({ rowId }) => labels.get(rowId)).values()].map(
        (same) => same.length,
      );
      return l1 === 'Other' ? 0 : Math.max(...counts);
    });
    return percent(right.reduce((sum, count) => sum + count, 0) / scored.length);
  }
}

function show(filed: readonly FiledTicket[], l1: LabelledSet['gold'] | undefined): void {
  for (const [intent, own] of [...Map.groupBy(filed, (ticket) => ticket.intent)].sort(
    (a, b) => b[1].length - a[1].length,
  )) {
    const labels = l1 === undefined ? [] : [...Map.groupBy(own, ({ rowId }) => l1.get(rowId) ?? '-')];
    const most = labels.sort((a, b) => b[1].length - a[1].length)[0];
    console.log(
      `  ${String(own.length).padStart(5)}  ${intent}: ${own[0]?.path.join(' > ')}${most === undefined ? '' : `   [${most[0]} ${most[1].length}]`}`,
    );
  }
}
