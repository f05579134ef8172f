import { membersByLabel } from './communities.ts';
import { isNameable } from './headline.ts';
import type { Language } from './language.ts';
import { stem } from './stem.ts';
import { stopWords } from './stop-words.ts';
import { surfaceWords } from './tokenise.ts';
import { classOf } from './word-classes.ts';

/** A word that tells a cluster from the others. */
export interface ClusterTerm {
  readonly stem: string;
  /** Its most common form in the cluster. */
  readonly surface: string;
  /** Class-based TF-IDF, comparable within one cluster. */
  readonly weight: number;
  /** Share of the cluster's texts that contain it. */
  readonly coverage: number;
}

/** Limits of {@link clusterTerms}. */
export interface ClusterTermOptions {
  /** Terms per cluster. Default 10. */
  readonly top?: number;
  /** Default `'en'`. */
  readonly language?: Language;
  /** Words that must not appear, lower case, such as people's names. */
  readonly without?: ReadonlySet<string>;
}

/**
 * The telling words of each cluster by class-based TF-IDF (Grootendorst 2022, with square root of the term share and `log(1 + mean words per
 * cluster / frequency)`), times how much more of its texts have the word than of all others: what every text has, such as an agent's closing
 * words, tells no cluster from another. Stop words, numbers, addresses and words of a single text never appear. Labels are 0 .. count - 1; texts with label -1 belong to no cluster.
 */
export function clusterTerms(
  texts: readonly string[],
  labels: Int32Array,
  options: ClusterTermOptions = {},
): readonly (readonly ClusterTerm[])[] {
  const { top = 10, language = 'en', without = new Set() } = options;
  const count = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const perCluster = Array.from({ length: count }, () => ({
    words: 0,
    texts: 0,
    stems: new Map<string, StemCount>(),
  }));
  const total = new Map<string, StemTotal>();
  for (let at = 0; at < texts.length; at++) {
    const cluster = perCluster[labels[at]!];
    if (cluster === undefined) continue;
    cluster.texts++;
    countWords(texts[at]!, { language, without }, cluster, total, at);
  }
  const meanWords = perCluster.reduce((sum, cluster) => sum + cluster.words, 0) / Math.max(1, count);
  const allTexts = perCluster.reduce((sum, cluster) => sum + cluster.texts, 0);
  return perCluster.map((cluster) =>
    [...cluster.stems]
      .filter(([, counted]) => counted.texts > 1 || cluster.texts < 4)
      .map(([name, counted]) => {
        const everywhere = total.get(name)!;
        const coverage = counted.texts / cluster.texts;
        const outside = (everywhere.texts - counted.texts) / Math.max(1, allTexts - cluster.texts);
        const frequency = Math.sqrt(counted.count / cluster.words);
        return {
          stem: name,
          surface: mostCommon(counted.surfaces),
          weight: (frequency * Math.log(1 + meanWords / everywhere.words) * coverage) / (coverage + outside),
          coverage,
        };
      })
      .sort((a, b) => b.weight - a.weight || (a.stem < b.stem ? -1 : 1))
      .slice(0, top),
  );
}

interface StemCount {
  count: number;
  texts: number;
  lastText: number;
  readonly surfaces: Map<string, number>;
}

interface StemTotal {
  words: number;
  texts: number;
}

function countWords(
  text: string,
  { language, without }: { readonly language: Language; readonly without: ReadonlySet<string> },
  cluster: { words: number; stems: Map<string, StemCount> },
  total: Map<string, StemTotal>,
  at: number,
): void {
  const stops = stopWords(language);
  for (const surface of surfaceWords(text)) {
    if (stops.has(surface) || without.has(surface) || !isTelling(surface, language)) continue;
    const name = stem(surface, language);
    let counted = cluster.stems.get(name);
    if (counted === undefined) {
      counted = { count: 0, texts: 0, lastText: -1, surfaces: new Map() };
      cluster.stems.set(name, counted);
    }
    const everywhere = total.get(name) ?? { words: 0, texts: 0 };
    total.set(name, everywhere);
    counted.count++;
    everywhere.words++;
    if (counted.lastText !== at) {
      counted.texts++;
      everywhere.texts++;
    }
    counted.lastText = at;
    counted.surfaces.set(surface, (counted.surfaces.get(surface) ?? 0) + 1);
    cluster.words++;
  }
}

/** Has letters, names nothing of one ticket only, and is neither politeness nor a word of time. */
function isTelling(word: string, language: Language): boolean {
  return /\p{L}/u.test(word) && isNameable(word) && classOf(word, language) === 'content';
}

/** The most frequent key; ties go to the shorter, then alphabetically first. */
export function mostCommon(counts: ReadonlyMap<string, number>): string {
  let best = '';
  let bestCount = 0;
  for (const [key, count] of counts) {
    if (
      count > bestCount ||
      (count === bestCount && (key.length < best.length || (key.length === best.length && key < best)))
    ) {
      [best, bestCount] = [key, count];
    }
  }
  return best;
}

/** Positions of the texts of each cluster, ascending. */
export function clusterMembers(labels: Int32Array): readonly Int32Array[] {
  const count = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const kept = Int32Array.from(labels.keys()).filter((at) => labels[at]! >= 0);
  const { members, starts } = membersByLabel(
    Int32Array.from(kept, (at) => labels[at]!),
    count,
  );
  return Array.from({ length: count }, (_, label) =>
    Int32Array.from(members.subarray(starts[label]!, starts[label + 1]!), (at) => kept[at]!),
  );
}
