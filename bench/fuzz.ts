// Damaged and hostile files, read in guarded processes: `npm run bench:fuzz -- [options]`. Each file is made from sound ones by chance, and the
// same seed and number give the same file. Exit code 1 when one takes too long or too much memory, makes a reader fail, or ends in anything but
// a documented state or a typed error.
//
//   --files 5000       the number of the last one
//   --first 1          the number of the first one
//   --seed 1
//   --only <number>    one file only, with what was read
//   --keep <path>      with --only: writes the file there
//   --data <folder>    sound files of a folder besides those of the repository
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type FuzzFile, makeFile } from './fuzz/make-file.ts';
import { bounds, type Outcome, readFiles } from './fuzz/read-files.ts';
import { type Format, formats, readSources } from './fuzz/sources.ts';

const { values: options } = parseArgs({
  options: {
    files: { type: 'string', default: '5000' },
    first: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    keep: { type: 'string' },
    data: { type: 'string' },
  },
});

console.log(
  `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} x ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
);
if (options.data === undefined)
  console.log('Skipped: files from elsewhere. Name a folder of them with --data.');
const sources = await readSources(options.data);
const seed = Number(options.seed);
const outcomes: Outcome[] = [];
const start = performance.now();
const { processes } = await readFiles(makeFiles(), (outcome) => {
  outcomes.push(outcome);
  for (const fault of outcome.faults) console.log(`FAULT ${nameOf(outcome)}: ${fault}`);
  if (options.only !== undefined) show(outcome);
  if (outcomes.length % 500 === 0) console.log(`${outcomes.length} files read`);
});
console.log(
  `\n${outcomes.length} files, seed ${seed}, ${((performance.now() - start) / 60_000).toFixed(1)} minutes\n`,
);
printTable();
const faulty = outcomes.filter(({ faults }) => faults.length > 0).length;
console.log(
  `\n${processes} processes. ${faulty} files with faults (over ${bounds.milliseconds / 1000} s, over ${bounds.memoryBytes / 2 ** 20} MB, a reader that failed, no documented end).`,
);
if (faulty > 0) process.exitCode = 1;

function* makeFiles(): Generator<FuzzFile> {
  if (options.only !== undefined) {
    const file = makeFile(sources, seed, Number(options.only));
    if (options.keep !== undefined) writeFileSync(options.keep, file.bytes);
    yield file;
    return;
  }
  for (let number = Number(options.first); number <= Number(options.files); number += 1)
    yield makeFile(sources, seed, number);
}

function nameOf({ file, milliseconds, peakBytes, state }: Outcome): string {
  const { number, format, story, bytes } = file;
  return `${number} (${format}, ${story}; ${bytes.length} bytes; ${state}, ${(milliseconds / 1000).toFixed(1)} s, ${megabytes(peakBytes)} MB)`;
}

function show(outcome: Outcome): void {
  console.log(nameOf(outcome));
  if (outcome.parsed === undefined) return;
  const { text, blocks, warnings } = outcome.parsed;
  console.log(
    `${text.length} characters, ${blocks.length} blocks\n${warnings.join('\n')}\n${text.slice(0, 1000)}`,
  );
}

function printTable(): void {
  console.log('| format | files | outcomes | slowest | highest memory |\n|---|---:|---|---|---|');
  for (const format of formats)
    printRow(
      format,
      outcomes.filter(({ file }) => file.format === format),
    );
}

function printRow(format: Format, own: readonly Outcome[]): void {
  if (own.length === 0) return;
  const counts = new Map<string, number>();
  for (const { state } of own) counts.set(state, (counts.get(state) ?? 0) + 1);
  const most = (figure: (outcome: Outcome) => number) =>
    own.reduce((one, other) => (figure(other) > figure(one) ? other : one));
  const slowest = most(({ milliseconds }) => milliseconds);
  const highest = most(({ peakBytes }) => peakBytes);
  console.log(
    `| ${format} | ${own.length} | ${[...counts]
      .sort(([, one], [, other]) => other - one)
      .map(([state, count]) => `${count} ${state}`)
      .join(
        ', ',
      )} | ${(slowest.milliseconds / 1000).toFixed(1)} s (${slowest.file.number}) | ${megabytes(highest.peakBytes)} MB (${highest.file.number}) |`,
  );
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
