// Quality of the committed data sets against the committed baselines: `npm run eval:gate` fails when a figure of intents, search or answers is surely
// worse (paired bootstrap, see `ticket-ai eval gate`) or articles fall below their floors; `npm run eval:baseline` makes the present results the
// baselines.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const data = (path: string) => join(root, 'examples/data', path);
const program = join(root, 'packages/server/bin/ticket-ai.mjs');

/** Loss in points of 100 that is let pass: less than anybody would notice, and what one figure may lose where the others win. */
const tolerance = '1';

const knowledge = [
  '--documents',
  data('helpdesk/documents'),
  '--golden',
  data('helpdesk/golden.jsonl'),
  '--tickets',
  data('helpdesk/tickets.jsonl'),
];

/** The arguments of `eval` for each baseline, and the figures that are shown. */
const sets: Readonly<Record<string, readonly string[]>> = {
  banking77: ['intents', data('banking77/tickets.csv')],
  cfpb: ['intents', data('cfpb/tickets.csv'), '--label', 'label_l2'],
  helpdesk: [
    'intents',
    data('helpdesk/tickets.jsonl'),
    '--gold',
    data('helpdesk/gold.csv'),
    '--label',
    'label_intent',
  ],
  'helpdesk-search': ['retrieval', ...knowledge],
  'helpdesk-answers': ['answers', ...knowledge],
};

const isUpdate = process.argv.includes('--update');
const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-gate-'));
let failed = false;
for (const [name, options] of Object.entries(sets)) {
  const baseline = join(root, 'bench/baselines', `${name}.json`);
  const { stdout } = run(['eval', ...options, '--json', '-q'], 'pipe');
  console.log(`${name} (eval ${options[0]})`);
  if (isUpdate) writeFileSync(baseline, forBaseline(stdout));
  else {
    const result = join(folder, `${name}.json`);
    writeFileSync(result, stdout);
    const gate = run(['eval', 'gate', '--baseline', baseline, result, '--tolerance', tolerance], 'inherit');
    failed ||= gate.status !== 0;
  }
}
/** Articles need no baseline: what they must reach is the same everywhere. */
const articleFloors = ['--min-precision', '0.8', '--min-recall', '0.6'];
for (const name of isUpdate ? [] : ['articles', 'held-out']) {
  const golden = data(`helpdesk-articles/${name}.jsonl`);
  failed =
    run(['eval', 'articles', '--golden', golden, ...articleFloors, '-q'], 'inherit').status !== 0 || failed;
}
rmSync(folder, { recursive: true });
if (isUpdate) console.log('Wrote bench/baselines. Say in the commit why the figures changed.');
else if (failed) {
  console.log('If the loss is meant, `npm run eval:baseline` makes it the new baseline.');
  process.exitCode = 1;
}

/** What differs from machine to machine is no part of a baseline. */
function forBaseline(result: string): string {
  const { seconds, peakMemoryMb, ...rest } = JSON.parse(result);
  const none = typeof seconds === 'number' ? 0 : { index: 0, ask: 0, answer: 0 };
  return `${JSON.stringify({ ...rest, seconds: none, ...(peakMemoryMb === undefined ? {} : { peakMemoryMb: 0 }) })}\n`;
}

function run(args: readonly string[], output: 'pipe' | 'inherit') {
  const done = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', output, 'inherit'],
    maxBuffer: 64 * 2 ** 20,
  });
  if (output === 'pipe' && done.status !== 0) throw new Error(`ticket-ai ${args.join(' ')} failed.`);
  return done;
}
