import type { HeadWord } from './headline.ts';
import type { NameSample } from './name-samples.ts';

/** One to three words that stand together in a cluster's texts, in whatever order and form. */
export interface NameCandidate {
  /** Stems, sorted; `not` among them when they are negated. */
  readonly stems: readonly string[];
  /** Share of the cluster's texts that have them, 0 to 1. */
  readonly coverage: number;
  /** How much more often they stand in this cluster than elsewhere, 0 to 1; .5 = just as often. */
  readonly lift: number;
  /** In how many texts of all clusters they stand. */
  readonly frequency: number;
}

/** Content words of one candidate. */
const mostWords = 3;
/** Content words that may stand between the first and the last one, beyond those of the candidate itself. */
const slack = 1;
/** Links and negations stay inside a run of so many words. */
const longestRun = 7;

/** What a combination counts that only the answer has. */
const answerShare = 0.4;

/** Which words a text puts together, as sorted stems joined by `+`, and how much each counts. */
function keysOf({ headlines, answers }: NameSample): ReadonlyMap<string, number> {
  const keys = new Map<string, number>();
  for (const line of answers) for (const { key } of combinationsIn(line)) keys.set(key, answerShare);
  for (const line of headlines) for (const { key } of combinationsIn(line)) keys.set(key, 1);
  return keys;
}

/** A combination where it stands in a line. */
export interface Combination {
  readonly key: string;
  /** Positions of its first and last word in the line. */
  readonly from: number;
  readonly to: number;
  /** Content words between them that do not belong to it. */
  readonly extra: number;
}

/** All combinations of up to three content words that stand close together in one line. */
export function combinationsIn(line: readonly HeadWord[]): readonly Combination[] {
  const content = [...line.keys()].filter((at) => line[at]!.type === 'content');
  const found: Combination[] = [];
  const add = (chosen: readonly number[]) => {
    const [from, to] = [chosen[0]!, chosen.at(-1)!];
    if (to - from >= longestRun) return;
    const extra = content.filter((at) => at > from && at < to).length - Math.max(0, chosen.length - 2);
    if (extra > slack) return;
    const stems = new Set(chosen.map((at) => line[at]!.stem));
    if (stems.size < chosen.length) return;
    const isNegated =
      chosen.length > 1 && line.slice(Math.max(0, from - 1), to).some(({ type }) => type === 'negation');
    for (const marks of isNegated ? [[], ['not']] : [[]])
      found.push({ key: [...stems, ...marks].sort().join('+'), from, to, extra });
  };
  for (let a = 0; a < content.length; a += 1) {
    add([content[a]!]);
    for (let b = a + 1; b < Math.min(content.length, a + mostWords + slack); b += 1) {
      add([content[a]!, content[b]!]);
      for (let c = b + 1; c < Math.min(content.length, a + mostWords + slack); c += 1)
        add([content[a]!, content[b]!, content[c]!]);
    }
  }
  return found;
}

/** The combinations of each cluster that at least two of its texts have, with how telling they are. */
export function candidatesOf(
  samples: readonly (readonly NameSample[])[],
): readonly (readonly NameCandidate[])[] {
  const inside = samples.map((own) => {
    const counts = new Map<string, number>();
    for (const sample of own)
      for (const [key, share] of keysOf(sample)) counts.set(key, (counts.get(key) ?? 0) + share);
    return counts;
  });
  const everywhere = new Map<string, number>();
  for (const [cluster, counts] of inside.entries()) {
    const weight = samples[cluster]?.[0]?.weight ?? 1;
    for (const [key, count] of counts) everywhere.set(key, (everywhere.get(key) ?? 0) + count * weight);
  }
  const total = samples.flat().reduce((sum, { weight }) => sum + weight, 0);
  return samples.map((own, cluster) => {
    const weight = own[0]?.weight ?? 1;
    const size = own.length * weight;
    const fewest = own.length < 4 ? 1 : 1.5;
    return [...inside[cluster]!]
      .filter(([, count]) => count >= fewest)
      .map(([key, count]) => {
        const frequency = everywhere.get(key)!;
        const coverage = count / own.length;
        const outside = (frequency - count * weight) / Math.max(1, total - size);
        return { stems: key.split('+'), coverage, lift: coverage / (coverage + outside), frequency };
      });
  });
}
