// How well intents are named without a model: `npm run bench:names [-- --data <folder>] [--show]`. Only the naming is measured: the labelled groups
// are named as if a perfect engine had found them, and no label is shown to the naming. A name is compared with its group's label by their word
// stems (F1); labels say it in words of their own, so 100 is out of reach. `--show` lists every name beside its label.
import { parseArgs } from 'node:util';
import type { TicketDraft } from '@ticket-ai/core';
import { nameClusters } from '../packages/core/src/text/phrases.ts';
import { stem } from '../packages/core/src/text/stem.ts';
import { stopWords } from '../packages/core/src/text/stop-words.ts';
import { type LabelledSet, loadSets } from './intents/labelled-set.ts';

const { values: options } = parseArgs({
  options: { data: { type: 'string' }, show: { type: 'boolean', default: false } },
});
const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const { sets, missing } = await loadSets(options.data);
console.log(
  '| tickets of | groups | F1 with the label | shares a word | members with all words of the name | of fewer than 15 % |',
);
console.log('|---|---|---|---|---|---|');
for (const set of sets.values()) {
  const named = nameGroups(set);
  const scores = named.map(({ name, label }) => overlap(stemsOf(name), stemsOf(label)));
  const coverages = named.map(({ coverage }) => coverage);
  const cells = [
    set.name,
    named.length,
    percent(mean(scores)),
    percent(mean(scores.map((score) => (score > 0 ? 1 : 0)))),
    percent(mean(coverages)),
    coverages.filter((coverage) => coverage < 0.15).length,
  ];
  console.log(`| ${cells.join(' | ')} |`);
  if (!options.show) continue;
  for (const { name, label, size, coverage } of named.toSorted((a, b) => b.size - a.size))
    console.log(`  ${String(size).padStart(5)}  ${percent(coverage).padStart(7)}  ${name}   <- ${label}`);
}
for (const name of missing)
  console.log(`| ${name} | skipped: give --data <folder> with ${name}/tickets.csv | | | | |`);

function nameGroups({ rows, gold }: LabelledSet) {
  const labelled = rows.filter(({ rowId }) => (gold.get(rowId) ?? '') !== '');
  const labelOf = ({ rowId }: (typeof rows)[number]) => gold.get(rowId) ?? '';
  const labels = [...new Set(labelled.map(labelOf))].sort();
  const at = Int32Array.from(labelled, (row) => labels.indexOf(labelOf(row)));
  const names = nameClusters(
    {
      texts: labelled.map(({ draft }) =>
        start([draft.subject ?? '', draft.body ?? '', said(draft, false)].join('\n')),
      ),
      answers: labelled.map(({ draft }) => start(said(draft, true))),
    },
    at,
  );
  return names.map(({ name, coverage }, label) => ({
    name,
    coverage,
    label: labels[label] ?? '',
    size: at.filter((own) => own === label).length,
  }));
}

function said({ messages = [] }: TicketDraft, byAgent: boolean): string {
  return messages
    .filter(({ role }) => (role === 'agent') === byAgent)
    .map(({ text }) => text)
    .join('\n');
}

function start(text: string): string {
  return /^(?:\s*\S+){0,50}/u.exec(text)?.[0] ?? '';
}

function stemsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const silent = stopWords('en');
  return new Set(words.filter((word) => word === 'not' || !silent.has(word)).map((word) => stem(word, 'en')));
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * a.intersection(b).size) / Math.max(1, a.size + b.size);
}
