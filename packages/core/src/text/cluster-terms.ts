import { membersByLabel } from './communities.ts';
import type { Language } from './language.ts';
import { stem } from './stem.ts';
import { stopWords } from './stop-words.ts';
import { surfaceWords } from './tokenise.ts';

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
}

/**
 * The telling words of each cluster by class-based TF-IDF (Grootendorst 2022, with square root of the term share and `log(1 + mean words per
 * cluster / frequency)`): stop words never appear. Labels are 0 .. count - 1; texts with label -1 belong to no cluster.
 */
export function clusterTerms(
  texts: readonly string[],
  labels: Int32Array,
  options: ClusterTermOptions = {},
): readonly (readonly ClusterTerm[])[] {
  const { top = 10, language = 'en' } = options;
  const count = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const perCluster = Array.from({ length: count }, () => ({
    words: 0,
    texts: 0,
    stems: new Map<string, StemCount>(),
  }));
  const total = new Map<string, number>();
  for (let at = 0; at < texts.length; at++) {
    const cluster = perCluster[labels[at]!];
    if (cluster === undefined) continue;
    cluster.texts++;
    countWords(texts[at]!, language, cluster, total, at);
  }
  const meanWords = perCluster.reduce((sum, cluster) => sum + cluster.words, 0) / Math.max(1, count);
  return perCluster.map((cluster) =>
    [...cluster.stems]
      .map(([name, counted]) => ({
        stem: name,
        surface: mostCommon(counted.surfaces),
        weight: Math.sqrt(counted.count / cluster.words) * Math.log(1 + meanWords / total.get(name)!),
        coverage: counted.texts / cluster.texts,
      }))
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

function countWords(
  text: string,
  language: Language,
  cluster: { words: number; stems: Map<string, StemCount> },
  total: Map<string, number>,
  at: number,
): void {
  const stops = stopWords(language);
  for (const surface of surfaceWords(text)) {
    if (stops.has(surface) || !isTelling(surface)) continue;
    const name = stem(surface, language);
    let counted = cluster.stems.get(name);
    if (counted === undefined) {
      counted = { count: 0, texts: 0, lastText: -1, surfaces: new Map() };
      cluster.stems.set(name, counted);
    }
    counted.count++;
    if (counted.lastText !== at) counted.texts++;
    counted.lastText = at;
    counted.surfaces.set(surface, (counted.surfaces.get(surface) ?? 0) + 1);
    cluster.words++;
    total.set(name, (total.get(name) ?? 0) + 1);
  }
}

/** Not a single letter, a placeholder, a bare number or a redaction (`xxxx`). */
export function isTelling(word: string): boolean {
  return word.length > 1 && !word.startsWith('<') && /\p{L}/u.test(word) && !/^x{2,}$/u.test(word);
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
