// What an embedding model adds to the views of the lexical engine: `npm run bench:embeddings [-- --data <folder>] [--only <word>] [--size <tickets>]`.
// No weights are at hand here, so the embeddings are SIMULATED: `hashed` knows no more than the words do (the fused result must not be worse);
// `semantic` is made from the labels and noise, and stands for a model that sees meaning where words differ. Same default for all data.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import {
  type Embeddings,
  embeddingClient,
  lexicalClusterer,
  openEmbeddings,
  seededRandom,
  type TicketId,
  type TicketText,
} from '@ticket-ai/core';
import { clusteringMetrics } from '@ticket-ai/core/evaluation';
import { hashedEmbeddingModel, simulatedLedger } from '@ticket-ai/core/testing';
import { normaliseText } from '../packages/core/src/text/normalise.ts';
import { type LabelledSet, loadSets } from './intents/labelled-set.ts';
import { sampleOf } from './intents/variants.ts';

const { values: options } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string' }, size: { type: 'string', default: '2000' } },
});
const dimensions = 256;
const { sets, missing } = await loadSets(options.data);

/** Every label has a direction, every text one of its own on top of it. The greater the noise, the less is seen. */
function semantic(labels: ReadonlyMap<string, string>, noise: number): Embeddings {
  const direction = (word: string) => {
    const random = seededRandom(word);
    return Float32Array.from({ length: dimensions }, () => (random.next() < 0.5 ? -1 : 1));
  };
  const embeddings: Embeddings = {
    name: `simulated/semantic, noise ${noise}`,
    forRun: () => embeddings,
    embed: async (asked) =>
      asked.map(({ text: written }) => {
        const text = normaliseText(written);
        const own = direction(text);
        return direction(labels.get(text) ?? text).map((value, at) => value + noise * (own[at] ?? 0));
      }),
  };
  return embeddings;
}

async function hashed(): Promise<Embeddings> {
  const kept = new Map<string, Float32Array>();
  return openEmbeddings({
    client: embeddingClient({ model: hashedEmbeddingModel({ dimensions }).model }),
    ledger: await simulatedLedger(),
    cache: {
      find: async (_, hashes) =>
        new Map(hashes.flatMap((hash) => (kept.has(hash) ? [[hash, kept.get(hash)!]] : []))),
      keep: async (_, found) => {
        for (const [hash, vector] of found) kept.set(hash, vector);
      },
    },
  });
}

function textOf({ draft }: LabelledSet['rows'][number]): string {
  const messages = (draft.messages ?? []).map(({ text }) => text);
  return [draft.subject, draft.body, ...messages].filter(Boolean).join('\n');
}

async function measure({ rows, gold }: LabelledSet, embeddings: Embeddings | undefined) {
  const tickets = rows.map(
    (row): TicketText => ({
      ticketId: row.rowId as TicketId,
      text: textOf(row),
      replies: '',
      language: 'en',
    }),
  );
  const before = process.cpuUsage();
  const plan = await lexicalClusterer().discover({
    tickets,
    ...(embeddings === undefined ? {} : { embeddings }),
  });
  const cpuSeconds = process.cpuUsage(before).user / 1e6;
  const intentOf = new Map(
    plan.intents.flatMap(({ members }, intent) =>
      members.map(({ ticketId }) => [ticketId as string, `${intent}`] as const),
    ),
  );
  const scored = rows.map(({ rowId }) => rowId).filter((rowId) => gold.has(rowId));
  return {
    ...clusteringMetrics(
      scored.map((rowId) => gold.get(rowId) ?? ''),
      scored.map((rowId) => intentOf.get(rowId)),
    ),
    cpuSeconds,
  };
}

const percent = (value: number) => (100 * value).toFixed(1);
console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}; embeddings SIMULATED\n`,
);
console.log(
  '| tickets of | tickets | embeddings | intents / labels | ARI | ACC | AMI | CPU s |\n|---|---|---|---|---|---|---|---|',
);
for (const whole of sets.values()) {
  if (!whole.name.includes(options.only ?? '')) continue;
  const set = sampleOf(whole, Number(options.size), 0);
  const labels = new Map(set.rows.map((row) => [normaliseText(textOf(row)), set.gold.get(row.rowId) ?? '']));
  const views = [
    ['none', undefined],
    ['hashed', await hashed()],
    ['semantic, noise 3', semantic(labels, 3)],
    ['semantic, noise 2', semantic(labels, 2)],
  ] as const;
  for (const [name, embeddings] of views) {
    const result = await measure(set, embeddings);
    console.log(
      `| ${set.name} | ${set.rows.length} | ${name} | ${result.predictedClusters} / ${result.goldClusters} | ${percent(result.ari)} | ${percent(result.accuracy)} | ${percent(result.ami)} | ${result.cpuSeconds.toFixed(1)} |`,
    );
  }
}
for (const name of missing) console.log(`\nskipped: ${name} (give --data <folder> with ${name}/tickets.csv)`);
