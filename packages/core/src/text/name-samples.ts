import { clusterMembers } from './cluster-terms.ts';
import { type HeadWord, headlines, phrasalVerbs } from './headline.ts';
import type { Language } from './language.ts';
import { personNames } from './person-names.ts';
import { hashText } from './random.ts';

/** A text that is read to name its cluster. */
export interface NameSample {
  readonly cluster: number;
  /** How many texts it stands for. */
  readonly weight: number;
  readonly headlines: readonly (readonly HeadWord[])[];
  /** Of what was answered: names the matter in the company's words, but also what the agent did about it. */
  readonly answers: readonly (readonly HeadWord[])[];
}

/** What a cluster's texts say, and what was answered to each, if anything. */
export interface NameSource {
  readonly texts: readonly string[];
  readonly answers?: readonly string[];
}

/** Samples by cluster, and what was seen in all of them together. */
export interface NameSamples {
  readonly samples: readonly (readonly NameSample[])[];
  readonly read: readonly string[];
  /** Words that are people's names, lower case. */
  readonly people: ReadonlySet<string>;
}

/** The texts that are read: enough to see what a cluster shares, few enough that a million tickets cost no more than twenty thousand. */
const mostTexts = 20_000;
const mostPerCluster = 300;
const fewestPerCluster = 20;

/** Reads a sample of each cluster's texts, the same whatever their order. */
export function sampleForNames(
  { texts, answers = [] }: NameSource,
  labels: Int32Array,
  language: Language,
): NameSamples {
  const members = clusterMembers(labels);
  const share = Math.floor(mostTexts / Math.max(1, members.length));
  const most = Math.max(fewestPerCluster, Math.min(mostPerCluster, share));
  const chosen = members.map((rows) => {
    if (rows.length <= most) return [...rows];
    const hashed = [...rows].map((row) => ({ row, hash: hashText(texts[row]!) >>> 0 }));
    return hashed
      .sort((a, b) => a.hash - b.hash || (texts[a.row]! < texts[b.row]! ? -1 : 1))
      .slice(0, most)
      .map(({ row }) => row);
  });
  const read = chosen.flat().map((row) => texts[row]!);
  const people = personNames([...read, ...chosen.flat().flatMap((row) => answers[row] ?? [])]);
  const phrasal = language === 'en' ? phrasalVerbs(read) : new Set<string>();
  return {
    read,
    people,
    samples: chosen.map((rows, cluster) =>
      rows.map((row) => ({
        cluster,
        weight: members[cluster]!.length / rows.length,
        headlines: headlines(texts[row]!, language, people, phrasal),
        answers: headlines(answers[row] ?? '', language, people, phrasal),
      })),
    ),
  };
}
