import { type Catalogue, type IntentId, lexicalClusterer, type MatchDecision } from '@ticket-ai/core';
import type { LabelledSet } from '../intents/labelled-set.ts';
import { areaUnderCurve } from './area-under-curve.ts';
import { firstOfEach, type LabelledText, splitSet } from './labelled-texts.ts';

/** Means over the seeds, 0 to 1. */
export interface MatchingResult {
  readonly accuracy: number;
  readonly least: number;
  readonly most: number;
  /** The right intent is one of the candidates: the best that a model choosing among them could reach. */
  readonly amongCandidates: number;
  /** Half of the intents known: the chance that a ticket of an unknown one gets the higher score for "none of them". */
  readonly auroc: number;
  /** Tickets whose best candidate has at least probability .5; all intents known. */
  readonly matched: number;
  readonly precision: number;
  /** User CPU time per ticket, without learning the catalogue. */
  readonly milliseconds: number;
}

/** Matches the test part of a set against catalogues of a few labelled tickets. `undefined`: too few tickets per label. */
export async function measureMatching(
  set: LabelledSet,
  { shots, seeds }: { readonly shots: number; readonly seeds: number },
): Promise<MatchingResult | undefined> {
  const runs: Omit<MatchingResult, 'least' | 'most'>[] = [];
  for (let seed = 0; seed < seeds; seed += 1) {
    const { train, test } = splitSet(set, seed);
    const sizes = [...Map.groupBy(train, ({ label }) => label)].filter(([, own]) => own.length >= shots);
    const labels = sizes.map(([label]) => label).sort();
    if (labels.length < 4) return undefined;
    const scored = test.filter(({ label }) => labels.includes(label));
    const all = await match(train, labels, shots, scored);
    const half = labels.filter((_, position) => (position + seed) % 2 === 0);
    const some = await match(train, half, shots, scored);
    const unknown = (isUnknown: boolean) =>
      some.decisions
        .filter((_, row) => half.includes(scored[row]?.label ?? '') !== isUnknown)
        .map(({ noneScore }) => noneScore);
    const auroc = areaUnderCurve(unknown(true), unknown(false));
    runs.push({ ...score(all.decisions, scored), auroc, milliseconds: all.milliseconds });
  }
  const mean = (of: (run: Omit<MatchingResult, 'least' | 'most'>) => number) =>
    runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  const accuracies = runs.map(({ accuracy }) => accuracy);
  return {
    accuracy: mean(({ accuracy }) => accuracy),
    least: Math.min(...accuracies),
    most: Math.max(...accuracies),
    amongCandidates: mean((run) => run.amongCandidates),
    auroc: mean(({ auroc }) => auroc),
    matched: mean(({ matched }) => matched),
    precision: mean(({ precision }) => precision),
    milliseconds: mean(({ milliseconds }) => milliseconds),
  };
}

/** Each label as an intent, named in words. */
export function catalogueOf(
  labels: readonly string[],
  exemplars: ReadonlyMap<string, readonly LabelledText[]>,
): Catalogue {
  return {
    workspaceId: 'bench' as Catalogue['workspaceId'],
    version: 1,
    intents: labels.map((label) => ({
      intentId: label as IntentId,
      name: label.replaceAll(/[_-]+/g, ' '),
      description: '',
      terms: [],
      exemplars: exemplars.get(label) ?? [],
    })),
  };
}

async function match(
  train: readonly LabelledText[],
  labels: readonly string[],
  shots: number,
  tickets: readonly LabelledText[],
) {
  const catalogue = catalogueOf(labels, firstOfEach(train, shots));
  const clusterer = lexicalClusterer();
  await clusterer.assign({ tickets: [], catalogue });
  const before = process.cpuUsage();
  const { decisions } = await clusterer.assign({ tickets, catalogue });
  return { decisions, milliseconds: process.cpuUsage(before).user / 1000 / tickets.length };
}

function score(decisions: readonly MatchDecision[], tickets: readonly LabelledText[]) {
  const best = decisions.map(({ candidates }, row) => ({
    isRight: candidates[0]?.intentId === (tickets[row]?.label as IntentId | undefined),
    isAmong: candidates.some(({ intentId }) => intentId === (tickets[row]?.label as IntentId | undefined)),
    isMatched: (candidates[0]?.score ?? 0) >= 0.5,
  }));
  const share = (of: (one: (typeof best)[number]) => boolean, among = best) =>
    among.filter(of).length / Math.max(1, among.length);
  return {
    accuracy: share(({ isRight }) => isRight),
    amongCandidates: share(({ isAmong }) => isAmong),
    matched: share(({ isMatched }) => isMatched),
    precision: share(
      ({ isRight }) => isRight,
      best.filter(({ isMatched }) => isMatched),
    ),
  };
}
