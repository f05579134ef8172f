// How well new tickets find their intents without a model: `npm run bench:match [-- --data <folder>] [--seeds <n>] [--only <word>]`.
// A catalogue is made of a few labelled tickets per intent; the rest is matched. `<folder>/<set>/tickets.csv` holds the sets whose licence keeps
// them out of the repository. Also: a second intent in joined tickets, and the time that catalogues of many intents take.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { loadSets } from './intents/labelled-set.ts';
import { measureMatching } from './match/measure-matching.ts';
import { measureScale } from './match/measure-scale.ts';
import { measureSecondMatters } from './match/measure-second-matters.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string', default: '' },
    seeds: { type: 'string', default: '5' },
    scale: { type: 'boolean', default: false },
  },
});
const { sets, missing } = await loadSets(options.data);
const percent = (value: number) => (100 * value).toFixed(1);

console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}\n`);
if (options.scale) await measureScale((line) => console.log(line));
else {
  console.log(
    'ACC: tickets whose best candidate is right, of all tickets of the test part, all intents known.',
  );
  console.log('AUROC: half of the intents known; does the score for "none of them" tell the others?\n');
  console.log(
    '| tickets of | labelled per intent | ACC | least, most | right among 8 | AUROC | matched | of these right | ms a ticket |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const set of sets.values()) {
    if (!set.name.includes(options.only)) continue;
    for (const shots of [5, 10, 64]) {
      const result = await measureMatching(set, { shots, seeds: Number(options.seeds) });
      if (result === undefined) continue;
      const cells = [
        set.name,
        shots,
        percent(result.accuracy),
        `${percent(result.least)}, ${percent(result.most)}`,
        percent(result.amongCandidates),
        percent(result.auroc),
        percent(result.matched),
        percent(result.precision),
        result.milliseconds.toFixed(2),
      ];
      console.log(`| ${cells.join(' | ')} |`);
    }
  }
  console.log(
    '\nTwo tickets joined to one: is the first intent one of the two, are both found, is a second one wrong; and a second one where there is none.\n',
  );
  console.log(
    '| tickets of | labelled per intent | first right | both found | second wrong | false alarms |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const set of sets.values()) {
    const result = set.name.includes(options.only) ? await measureSecondMatters(set, 64) : undefined;
    if (result === undefined) continue;
    const { first, both, wrong, falseAlarms } = result;
    console.log(
      `| ${[set.name, 64, percent(first), percent(both), percent(wrong), percent(falseAlarms)].join(' | ')} |`,
    );
  }
  for (const name of missing) console.log(`\nSkipped: ${name} (give its folder with --data).`);
}
