import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { retrievalMetrics } from '@ticket-ai/core/evaluation';
import { engines } from './engines.ts';
import type { BenchPassage, BenchQuestion } from './prepare-passages.ts';

/** How often each question is asked. */
const rounds = 5;
/** Passages asked for, so that ten documents are among them. */
const depth = 50;

/** What one engine costs and finds. Memory is what the process holds more after the build, rubbish collected. */
export async function measureEngine(name: string, folder: string) {
  const read = <Value>(file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Value;
  const questions = read<readonly BenchQuestion[]>('questions.json');
  const passages = read<readonly BenchPassage[]>('passages.json');
  const sourceOf = new Map(passages.map(({ id, source }) => [id, source]));
  const before = heldBytes();
  const start = performance.now();
  const engine = await engines[name]!.build(passages, folder);
  const buildSeconds = (performance.now() - start) / 1000;
  const megabytes = (heldBytes() - before) / 2 ** 20;
  const times: number[] = [];
  const rankings = new Map<string, string[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { id, text } of questions) {
      const asked = performance.now();
      const found = await engine(text, depth);
      times.push(performance.now() - asked);
      rankings.set(
        id,
        found.map((passage) => sourceOf.get(passage) ?? ''),
      );
    }
  }
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? 0;
  const judgements = new Map(
    questions.map(({ id, relevant }) => [id, new Map(Object.entries(relevant))] as const),
  );
  const { ndcg } = retrievalMetrics(judgements, rankings, 10);
  const { recall } = retrievalMetrics(judgements, rankings, 5);
  return { buildSeconds, megabytes, median: at(0.5), p95: at(0.95), ndcg, recall };
}

function heldBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
