// SIMULATED. What discovery with a language model costs and how good it is, on an oracle made of gold labels: `npm run bench:model [--
// --data <folder>] [--only <word>] [--json]`. Quality is an upper bound in the labels' own granularity; calls and tokens are honest (a token is
// four characters; instructions, prompt and reply form count). Exit code 1 below a floor.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { workerPool } from '@ticket-ai/core/node';
import { loadSets } from './intents/labelled-set.ts';
import { sampleOf } from './intents/variants.ts';
import { measureLargeCatalogue } from './model/large-catalogue.ts';
import { type BatchCase, type BatchResult, measureBatch } from './model/measure-batch.ts';
import { overHttp } from './model/over-http.ts';
import { rememberTasks } from './model/remember-tasks.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
const out = options.json ? () => undefined : (line: string) => console.log(line);
const results: unknown[] = [];
let isBelowFloor = false;

/** What banking77 must reach at the default budget, per error rate of the oracle. */
const floors: Readonly<Record<string, number>> = { 'error 0 %': 96, 'error 10 %': 88 };
const mostCalls = 21;
const mostTokens = 50_000;

const errors = [0, 0.05, 0.1];
const errorName = (error: number) => `error ${error * 100} %`;
const plain = errors.map((errorRate): BatchCase => ({ name: errorName(errorRate), oracle: { errorRate } }));
const frontier = [3, 6, 10, 21].flatMap((callsPerThousand) =>
  errors.map(
    (errorRate): BatchCase => ({
      name: `${callsPerThousand} calls per 1,000, ${errorName(errorRate)}`,
      callsPerThousand,
      tokensPerThousand: callsPerThousand * 2600,
      oracle: { errorRate },
    }),
  ),
);
const robustness: readonly BatchCase[] = [
  { name: 'half of the new intents worded otherwise', oracle: { nameVariance: 0.5 } },
  { name: 'one in ten proposed anew', oracle: { falseNew: 0.1 } },
  {
    name: 'one in ten proposed anew, worded otherwise, error 10 %',
    oracle: { falseNew: 0.1, nameVariance: 0.5, errorRate: 0.1 },
  },
  { name: 'position bias 10 %', oracle: { positionBias: 0.1 } },
  { name: 'one label in five seen as two', oracle: { granularity: { split: 0.2 } } },
  { name: 'one label in five seen as one with another', oracle: { granularity: { merge: 0.2 } } },
  {
    name: 'unknown handles, false quotes, missing fields 5 % each; broken-off replies 5 %, refusals 2 %',
    oracle: {
      unknownHandles: 0.05,
      falseQuotes: 0.05,
      malformedItems: 0.05,
      malformedReplies: 0.05,
      refusals: 0.02,
    },
  },
];

const { sets, missing } = await loadSets(options.data);
const pool = workerPool();
const ground = { parallel: rememberTasks(pool) };
out(
  `SIMULATED oracle. ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}\n`,
);
out(
  '| tickets of | oracle | ACC | ARI | intents / labels | duplicates | calls / 1,000 | tokens / 1,000 | of them output | CPU s |',
);
out('|---|---|---|---|---|---|---|---|---|---|');

for (const set of [...sets.values()].map((each) =>
  each.rows.length > 10_000 ? sampleOf(each, 5000, 0) : each,
)) {
  const cases =
    set.name === 'banking77'
      ? [...plain, ...frontier, ...robustness]
      : plain.filter(({ oracle }) => oracle?.errorRate !== 0.05);
  for (const each of cases)
    if (isWanted(set.name, each.name)) report(set.name, each, await measureBatch(set, each, ground));
  const viaHttp = { ...plain[2]!, name: 'error 10 %, over HTTP, every seventh call fails' };
  if (set.name === 'banking77' && isWanted(set.name, viaHttp.name))
    report(set.name, viaHttp, await measureBatch(set, viaHttp, { ...ground, connect: overHttp }));
}
await pool.close();
for (const name of missing) out(`\nskipped: ${name} (give --data <folder> with ${name}/tickets.csv)`);

if (isWanted('large catalogue', '')) {
  out(
    '\n| intents | tickets | accuracy | duplicates | calls / 1,000 | tokens / 1,000 | longest call | every intent in every prompt, ten tickets each: calls, tokens |',
  );
  out('|---|---|---|---|---|---|---|---|');
  for (const count of [100, 1000, 5000]) {
    const found = await measureLargeCatalogue(count);
    results.push({ set: 'large catalogue', ...found });
    const { intents, tickets, accuracy, duplicates, callsPerThousand, tokensPerThousand, longestCall } =
      found;
    const others = `${found.everyIntentCalls}, ${Math.round(found.everyIntentTokens)}`;
    out(
      `| ${intents} | ${tickets} | ${percent(accuracy)} | ${duplicates} | ${callsPerThousand.toFixed(1)} | ${Math.round(tokensPerThousand)} | ${longestCall} | ${others} |`,
    );
  }
}
if (options.json) console.log(JSON.stringify({ simulated: true, skipped: missing, results }));
if (isBelowFloor) process.exitCode = 1;

function isWanted(set: string, name: string): boolean {
  return `${set} ${name}`.includes(options.only);
}

function report(set: string, each: BatchCase, result: BatchResult): void {
  const thousands = result.tickets / 1000;
  const { calls, inputTokens, outputTokens } = result.usage;
  const perThousand = { calls: calls / thousands, tokens: (inputTokens + outputTokens) / thousands };
  const floor = set === 'banking77' ? floors[each.name] : undefined;
  const isBelow =
    floor !== undefined &&
    (100 * result.accuracy < floor || perThousand.calls > mostCalls || perThousand.tokens > mostTokens);
  isBelowFloor ||= isBelow;
  results.push({ set, case: each.name, ...result, perThousand });
  const cells = [
    set,
    `${each.name}${isBelow ? ' BELOW FLOOR' : ''}${result.notes.length === 0 ? '' : ` (${result.notes.join(', ')})`}`,
    percent(result.accuracy),
    percent(result.ari),
    `${result.predictedClusters} / ${result.goldClusters}`,
    result.duplicates,
    perThousand.calls.toFixed(1),
    Math.round(perThousand.tokens),
    Math.round(outputTokens / thousands),
    result.cpuSeconds.toFixed(0),
  ];
  out(`| ${cells.join(' | ')} |`);
}

function percent(value: number): string {
  return (100 * value).toFixed(1);
}
