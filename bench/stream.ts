// What match-or-create on a stream costs and how right it is, from an empty desk: `npm run bench:stream [-- --target .05] [--error 0] [--seeds 3]
// [--tickets 6365] [--arrival 64] [--every <seconds>] [--wait <seconds>] [--data <folder> --set bitext]`. SIMULATED: the model is an oracle made of the labels, wrong as often as told. Its quality
// is an upper bound; calls and tokens are those of the real prompts.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { defaultBatchWaitMs } from '@ticket-ai/core';
import { loadSets } from './intents/labelled-set.ts';
import { labelledTexts } from './match/labelled-texts.ts';
import { compareDesigns } from './stream/compare-designs.ts';
import { runStream } from './stream/run-stream.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    set: { type: 'string', default: 'banking77' },
    target: { type: 'string', default: '.1,.05' },
    error: { type: 'string', default: '0,.05,.1' },
    seeds: { type: 'string', default: '3' },
    tickets: { type: 'string' },
    arrival: { type: 'string', default: '64' },
    every: { type: 'string', default: '60' },
    wait: { type: 'string', default: String(defaultBatchWaitMs / 1000) },
    compare: { type: 'boolean', default: false },
  },
});
const percent = (value: number) => (100 * value).toFixed(1);
const settledAfter = 5000;

console.log(
  `SIMULATED model. ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}\n`,
);
if (options.compare) await compareDesigns((line) => console.log(line));
else await streams();

async function streams(): Promise<void> {
  const { sets } = await loadSets(options.data);
  const set = sets.get(options.set);
  if (set === undefined) return console.log(`Skipped: ${options.set} (give its folder with --data).`);
  console.log(
    'Calls and tokens per 1,000 tickets, audits included. "auto": tickets no model was asked about, and how often their intent is wrong.',
  );
  console.log(
    '"later": calls and tokens after 5,000 tickets. "uncertified": share of the arrivals without a certified threshold.\n',
  );
  console.log(
    '| target | oracle error | seed | calls | tokens (cached) | later | ACC | intents / labels | duplicates | auto | auto error | audits | uncertified | CPU s |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|---|---|---|---|');
  for (const target of options.target.split(',').map(Number)) {
    for (const error of options.error.split(',').map(Number)) {
      for (let seed = 1; seed <= Number(options.seeds); seed += 1) {
        const texts = labelledTexts(set, seed);
        const tickets = texts.slice(
          0,
          options.tickets === undefined ? texts.length : Number(options.tickets),
        );
        const before = process.cpuUsage();
        const result = await runStream({
          tickets,
          targetError: target,
          errorRate: error,
          seed,
          arrival: Number(options.arrival),
          everyMs: 1000 * Number(options.every),
          batchWaitMs: 1000 * Number(options.wait),
          settledAfter,
        });
        const cells = [
          `${percent(target)} %`,
          `${percent(error)} %`,
          seed,
          result.calls.toFixed(1),
          `${Math.round(result.tokens)} (${Math.round(result.cachedTokens)})`,
          result.settledCalls === undefined
            ? ''
            : `${result.settledCalls.toFixed(1)}, ${Math.round(result.settledTokens ?? 0)}`,
          percent(result.accuracy),
          `${result.intents} / ${result.labels}`,
          result.duplicates,
          percent(result.automatic),
          percent(result.automaticError),
          result.audits,
          percent(result.uncertified),
          (process.cpuUsage(before).user / 1e6).toFixed(0),
        ];
        console.log(`| ${cells.join(' | ')} |`);
      }
    }
  }
}
