// Do measures that need no gold labels, or few, tell what gold labels tell? `npm run bench:judging [-- --data <folder>] [--only <word>]`.
// Each labelled set is clustered at several granularities. Then every measure ranks them, and its ranking is compared with that of the ARI
// against all labels (Spearman). Judges are simulated by the gold labels: they make no mistakes, which people do.
import { parseArgs } from 'node:util';
import {
  drawPairs,
  estimatePairs,
  neighbourSilhouette,
  numberLabels,
  type Resample,
  resampleStability,
  scoreLabeling,
  stableJaccard,
  textLikeness,
} from '@ticket-ai/core/evaluation';
import { seededRandom } from '../packages/core/src/text/random.ts';
import { clusterFile, type TicketRow } from '../packages/server/src/cli/cluster-file.ts';
import { type LabelledSet, loadSets } from './intents/labelled-set.ts';
import { sampleOf } from './intents/variants.ts';

const { values: options } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string', default: '' } },
});
const factors = [0.25, 0.5, 1, 2, 4];
const resamples = 3;
const draws = 20;
const largest = 5000;

/** One clustering of all rows, by row id, and all that is known of it. */
interface Measured {
  readonly intents: number;
  readonly labels: Int32Array;
  readonly ari: number;
  readonly accuracy: number;
  readonly silhouette: number;
  /** Share of the tickets in stable intents. */
  readonly stable: number;
  /** Per intent. */
  readonly jaccards: readonly number[];
}

async function cluster(rows: readonly TicketRow[], intentCount?: number) {
  const silent = { update: () => undefined, end: () => undefined };
  const found = await clusterFile(
    { rows, rejected: [] },
    {
      progress: silent,
      abortSignal: new AbortController().signal,
      ...(intentCount === undefined ? {} : { intentCount }),
    },
  );
  await found.composition.close();
  const intentOf = new Map(
    found.tickets.map(({ rowId, intent }) => [rowId, intent?.id as string | undefined]),
  );
  return numberLabels(rows.map(({ rowId }) => intentOf.get(rowId)));
}

async function measure(set: LabelledSet): Promise<void> {
  const rows = set.rows.filter(({ rowId }) => set.gold.has(rowId));
  const gold = numberLabels(rows.map(({ rowId }) => set.gold.get(rowId))).labels;
  const texts = rows.map(({ draft }) =>
    [draft.subject, draft.body, ...(draft.messages ?? []).map(({ text }) => text)].join('\n'),
  );
  const likeness = await textLikeness(texts);
  const parts = Array.from({ length: resamples }, (_, number) => {
    const { next } = seededRandom(`part ${number}`);
    return Int32Array.from(rows.keys().filter(() => next() < 0.8));
  });
  const standard = await cluster(rows);
  const measured: Measured[] = [];
  for (const factor of factors) {
    const count = factor === 1 ? undefined : Math.max(2, Math.round(standard.names.length * factor));
    const { labels, names } = count === undefined ? standard : await cluster(rows, count);
    const found: Resample[] = [];
    for (const items of parts)
      found.push({
        items,
        labels: (
          await cluster(
            [...items].map((item) => rows[item]!),
            count,
          )
        ).labels,
      });
    const stability = resampleStability(labels, found);
    const { ari, accuracy } = scoreLabeling(gold, labels);
    const isStable = (label: number) => label >= 0 && (stability[label]?.jaccard ?? 0) >= stableJaccard;
    measured.push({
      intents: names.length,
      labels,
      ari,
      accuracy,
      silhouette: meanOf([...neighbourSilhouette(labels, likeness.neighbours)]),
      stable: meanOf(Array.from(labels, (label) => Number(isStable(label)))),
      jaccards: stability.map(({ jaccard }) => jaccard),
    });
  }
  report(set.name, gold, measured, likeness);
}

function report(name: string, gold: Int32Array, measured: readonly Measured[], likeness: Likeness): void {
  const aris = measured.map(({ ari }) => ari);
  console.log(
    `\n${name}: ${gold.length} tickets; ${measured.map(({ intents, ari }) => `${intents} intents ARI ${ari.toFixed(2)}`).join(', ')}`,
  );
  const say = (measure: string, value: number) =>
    console.log(`| ${name} | ${measure} | ${value.toFixed(2)} |`);
  say(
    'neighbour silhouette ~ ARI',
    spearman(
      measured.map(({ silhouette }) => silhouette),
      aris,
    ),
  );
  say(
    'tickets in stable intents ~ ARI',
    spearman(
      measured.map(({ stable }) => stable),
      aris,
    ),
  );
  const seeds = Array.from({ length: draws }, (_, seed) => seed + 1);
  const pairs = seeds.map((seed) => measured.map(({ labels }) => judged(gold, labels, likeness, seed)));
  say(
    'F1 of 100 judged pairs ~ ARI',
    meanOf(
      pairs.map((of) =>
        spearman(
          of.map(({ f1 }) => f1.value),
          aris,
        ),
      ),
    ),
  );
  const few = seeds.map((seed) => {
    const { next } = seededRandom(`labels ${seed}`);
    const items = Int32Array.from(
      gold
        .keys()
        .map((item) => ({ item, key: next() }))
        .toArray()
        .sort((a, b) => a.key - b.key)
        .slice(0, 200),
      ({ item }) => item,
    );
    return measured.map(({ labels }) =>
      scoreLabeling(
        items.map((item) => gold[item]!),
        items.map((item) => labels[item]!),
      ),
    );
  });
  say(
    'ARI of 200 labelled tickets ~ ARI',
    meanOf(
      few.map((of) =>
        spearman(
          of.map(({ ari }) => ari),
          aris,
        ),
      ),
    ),
  );
  const at = factors.indexOf(1);
  const standard = measured[at]!;
  const truth = pairTruth(gold, standard.labels);
  const off = (values: readonly number[], right: number) =>
    Math.sqrt(meanOf(values.map((value) => (value - right) ** 2)));
  say(
    '100 pairs: precision is off by (root mean square)',
    off(
      pairs.map((of) => of[at]!.precision.value),
      truth.precision,
    ),
  );
  say(
    '100 pairs: recall is off by',
    off(
      pairs.map((of) => of[at]!.recall.value),
      truth.recall,
    ),
  );
  const held = (key: 'precision' | 'recall') =>
    meanOf(pairs.map((of) => Number(of[at]![key].low <= truth[key] && truth[key] <= of[at]![key].high)));
  say('100 pairs: 95 % intervals of precision that hold the truth', held('precision'));
  say('100 pairs: 95 % intervals of recall that hold the truth', held('recall'));
  say(
    '200 labels: accuracy is off by',
    off(
      few.map((of) => of[at]!.accuracy),
      standard.accuracy,
    ),
  );
  const fits = bestFits(gold, standard.labels);
  say('within one clustering: stability of an intent ~ fit to its label', spearman(standard.jaccards, fits));
  const meanFit = (isIn: (jaccard: number) => boolean) =>
    meanOf(fits.filter((_, intent) => isIn(standard.jaccards[intent]!)));
  say(
    'mean fit of stable intents',
    meanFit((jaccard) => jaccard >= stableJaccard),
  );
  say(
    'mean fit of the others',
    meanFit((jaccard) => jaccard < stableJaccard),
  );
}

type Likeness = Awaited<ReturnType<typeof textLikeness>>;

function judged(gold: Int32Array, labels: Int32Array, likeness: Likeness, seed: number) {
  const design = drawPairs({ labels, ...likeness }, { seed });
  const verdicts = design.pairs.map(({ a, b }) =>
    gold[a] === gold[b] ? ('same' as const) : ('different' as const),
  );
  return estimatePairs(design, verdicts, { samples: 400, seed });
}

/** Pair precision and recall against all labels. */
function pairTruth(gold: Int32Array, labels: Int32Array) {
  let [together, same, both] = [0, 0, 0];
  for (const [a, label] of labels.entries())
    for (let b = a + 1; b < labels.length; b += 1) {
      const isTogether = label >= 0 && label === labels[b];
      together += Number(isTogether);
      same += Number(gold[a] === gold[b]);
      both += Number(isTogether && gold[a] === gold[b]);
    }
  return { precision: both / together, recall: both / same };
}

/** Per intent, the Jaccard index with the label it fits best. */
function bestFits(gold: Int32Array, labels: Int32Array): number[] {
  const intents = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  return Array.from({ length: intents }, (_, intent) => {
    const members = [...gold].filter((_, item) => labels[item] === intent);
    return Math.max(
      0,
      ...[...new Set(members)].map((label) => {
        const common = members.filter((other) => other === label).length;
        return common / (members.length + gold.filter((other) => other === label).length - common);
      }),
    );
  });
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function spearman(a: readonly number[], b: readonly number[]): number {
  const ranks = (values: readonly number[]) =>
    values.map(
      (value) =>
        values.filter((other) => other < value).length + values.filter((other) => other === value).length / 2,
    );
  const centred = (values: readonly number[]) => values.map((value) => value - meanOf(values));
  const [x, y] = [centred(ranks(a)), centred(ranks(b))];
  const dot = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, value, at) => sum + value * other[at]!, 0);
  return dot(x, y) / (Math.sqrt(dot(x, x) * dot(y, y)) || 1);
}

const { sets, missing } = await loadSets(options.data);
for (const [name, set] of sets)
  if (name.includes(options.only) && !name.includes(','))
    await measure(set.rows.length > largest ? sampleOf(set, largest, 0) : set);
for (const name of missing) console.log(`${name}: not measured, its data are not here (--data <folder>).`);
