// How well and how fast PDFs are read: `npm run bench:parse -- [options]`. The files are made by code together with their truth; each seed gives
// other words, fonts, sizes and margins, so a rule that fits one file only does not hold.
//
//   --seeds 1,2,3      default 1 to 5
//   --only <name>      one file only
//   --show             what was read and what is true, side by side
//   --data <folder>    reads the PDFs of a folder instead, for which no truth is known: status, pages, blocks, warnings, an excerpt
import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parsePdf } from '@ticket-ai/adapters/unpdf';
import { defaultParseLimits, type ParsedDocument } from '@ticket-ai/core';
import {
  type DocumentPart,
  documentParts,
  type ParsingMetrics,
  parsingMetrics,
} from '@ticket-ai/core/evaluation';
import { type Fixture, fixtureNames, makeFixture } from '../packages/adapters/src/unpdf/fixtures/index.ts';

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1,2,3,4,5' },
    only: { type: 'string' },
    show: { type: 'boolean', default: false },
    data: { type: 'string' },
  },
});

console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}\n`,
);
// The first file pays for loading and compiling the reader; that is process start, not reading.
await timed((await makeFixture('oneColumn', 0)).bytes);
await (options.data === undefined ? readFixtures() : readFolder(options.data));

async function readFixtures(): Promise<void> {
  const names = fixtureNames.filter((name) => options.only === undefined || name === options.only);
  const seeds = options.seeds.split(',').map(Number);
  console.log(`${names.length} files, seeds ${options.seeds}\n`);
  console.log(
    '| file | reading order (NID) | tables (TEDS) | headings (MHS) | s per page | faults |\n|---|---|---|---|---|---|',
  );
  const all: Measured[] = [];
  for (const name of names) {
    const measured: Measured[] = [];
    for (const seed of seeds) measured.push(await measure(await makeFixture(name, seed)));
    all.push(...measured);
    console.log(printRow(name, measured));
  }
  console.log(printRow('**mean**', all));
  console.log(
    `\nLowest: reading order ${lowest(all, 'readingOrder')}, tables ${lowest(all, 'tables')}, headings ${lowest(all, 'headings')}. Processor seconds; the start of a process is not in them.`,
  );
}

interface Measured extends ParsingMetrics {
  readonly name: string;
  readonly seconds: number;
  readonly pages: number;
  readonly faults: readonly string[];
}

async function measure({ name, bytes, truth }: Fixture): Promise<Measured> {
  const { parsed, seconds } = await timed(bytes);
  const read = documentParts(parsed);
  if (options.show)
    console.log(
      `\n--- ${name}: truth\n${print(truth.parts)}\n--- read\n${print(read)}\n--- ${parsed.warnings.join(' ')}`,
    );
  const qualities = parsed.pages.map(({ quality }) => quality);
  const wanted = truth.qualities ?? qualities.map(() => 'ok');
  const shown = parsed.text.replace(/\s+/gu, ' ');
  const faults = [
    ...(parsed.status === truth.status ? [] : [`${parsed.status} instead of ${truth.status}`]),
    ...(qualities.join() === wanted.join() ? [] : [`pages ${qualities.join()}`]),
    ...(truth.hidden ?? []).filter((sentence) => shown.includes(sentence)).map(() => 'hidden text is read'),
    ...((truth.hidden ?? []).length > 0 && parsed.warnings.length === 0 ? ['no warning'] : []),
  ];
  return { name, ...parsingMetrics(truth.parts, read), seconds, pages: parsed.pages.length, faults };
}

async function timed(
  bytes: Uint8Array,
): Promise<{ readonly parsed: ParsedDocument; readonly seconds: number }> {
  const before = process.cpuUsage();
  const parsed = await parsePdf(bytes, defaultParseLimits);
  const { user, system } = process.cpuUsage(before);
  return { parsed, seconds: (user + system) / 1e6 };
}

type Figure = 'readingOrder' | 'tables' | 'headings';

function printRow(name: string, measured: readonly Measured[]): string {
  const figures = (['readingOrder', 'tables', 'headings'] as const).map((figure) =>
    mean(known(measured, figure)),
  );
  const pages = measured.reduce((sum, each) => sum + each.pages, 0);
  const seconds = measured.reduce((sum, each) => sum + each.seconds, 0);
  const faults = [...new Set(measured.flatMap((each) => each.faults))].join('; ');
  return `| ${name} | ${figures.join(' | ')} | ${pages === 0 ? '' : (seconds / pages).toFixed(3)} | ${faults} |`;
}

function known(measured: readonly Measured[], figure: Figure): readonly number[] {
  return measured.flatMap((each) => each[figure] ?? []);
}

function mean(values: readonly number[]): string {
  return values.length === 0
    ? ''
    : (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3);
}

function lowest(measured: readonly Measured[], figure: Figure): string {
  const values = known(measured, figure);
  const least = Math.min(...values);
  const worst = measured.find((each) => each[figure] === least);
  return values.length === 0 ? 'none' : `${least.toFixed(3)} (${worst?.name})`;
}

function print(parts: readonly DocumentPart[]): string {
  return parts
    .map((part) =>
      part.kind === 'table'
        ? part.rows.map((row) => `  | ${row.join(' | ')}`).join('\n')
        : part.kind === 'heading'
          ? `${'#'.repeat(part.level)} ${part.text}`
          : part.text,
    )
    .join('\n');
}

async function readFolder(folder: string): Promise<void> {
  for (const file of readdirSync(folder)
    .filter((name) => name.toLowerCase().endsWith('.pdf'))
    .sort()) {
    const { parsed, seconds } = await timed(readFileSync(join(folder, file)));
    const count = (kind: string) => parsed.blocks.filter((block) => block.kind === kind).length;
    const bad = parsed.pages.filter(({ quality }) => quality !== 'ok').length;
    console.log(`${file}: ${parsed.status}, "${parsed.title ?? ''}"`);
    console.log(
      `  ${parsed.pages.length} pages (${bad} not ok), ${parsed.text.length} characters, ${count('heading')} headings, ${count('paragraph')} paragraphs, ${count('list-item')} list items, ${count('table-row')} table rows, ${(seconds / Math.max(1, parsed.pages.length)).toFixed(3)} s per page`,
    );
    for (const warning of parsed.warnings) console.log(`  ! ${warning}`);
    console.log(
      options.show ? print(documentParts(parsed)) : `  ${parsed.text.slice(0, 300).replace(/\s+/gu, ' ')}\n`,
    );
  }
}
