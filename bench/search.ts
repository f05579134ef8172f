// Search in many passages, beside others in the same run: `npm run bench:search -- [options]`. Each engine has a process of its own.
//
//   --data <folder>    corpus.jsonl, queries.jsonl and qrels.tsv, as `eval retrieval` takes them; default: the documents and questions of the sample help desk
//   --passages 50000   the corpus is filled up to so many passages with pages of its own words, drawn by chance: none of them answers a question
//   --only <name>      one engine only
//
// All engines get the same passages: those of the product, cut along headings. What is found counts by document, at its best passage.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { engines } from './search/engines.ts';
import { measureEngine } from './search/measure-engine.ts';
import { preparePassages } from './search/prepare-passages.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    passages: { type: 'string', default: '50000' },
    only: { type: 'string' },
    engine: { type: 'string' },
    folder: { type: 'string' },
  },
});

/** An engine that takes longer than this is ended. */
const limitMs = 180_000;

if (options.engine !== undefined && options.folder !== undefined)
  console.log(JSON.stringify(await measureEngine(options.engine, options.folder)));
else await compare();

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-search-'));
  try {
    const { passages, documents, questions } = await preparePassages(
      folder,
      options.data,
      Number(options.passages),
    );
    console.log(
      `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}; ${passages} passages of ${documents} documents, ${questions} questions\n`,
    );
    console.log(
      '| engine | build | memory | median | 95th percentile | nDCG@10 | recall@5 |\n|---|---|---|---|---|---|---|',
    );
    const names = Object.keys(engines).filter(
      (name) => options.only === undefined || name.startsWith(options.only),
    );
    for (const name of names) console.log(rowOf(name, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowOf(name: string, folder: string): string {
  const self = fileURLToPath(import.meta.url);
  const args = [...process.execArgv, '--expose-gc', self, '--engine', name, '--folder', folder];
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: limitMs,
  });
  if (status !== 0) return `| ${name} | not within ${limitMs / 60_000} minutes | | | | | |`;
  const row = JSON.parse(stdout) as Awaited<ReturnType<typeof measureEngine>>;
  return `| ${name} | ${row.buildSeconds.toFixed(1)} s | ${Math.round(row.megabytes)} MB | ${row.median.toFixed(1)} ms | ${row.p95.toFixed(1)} ms | ${row.ndcg.toFixed(3)} | ${row.recall.toFixed(3)} |`;
}
