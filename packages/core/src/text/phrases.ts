import { type ClusterTerm, clusterTerms, mostCommon } from './cluster-terms.ts';
import type { Language } from './language.ts';
import { candidatesOf, type NameCandidate } from './name-candidates.ts';
import { type NameSource, sampleForNames } from './name-samples.ts';
import { readWording, writeName } from './write-name.ts';

/** A readable name made of the texts' own words. */
export interface ClusterName {
  /** Sentence case, usually two to four words: "Card not arrived". */
  readonly name: string;
  /** Share of the cluster's texts that have all content words of the name close together, in any form. */
  readonly coverage: number;
  readonly terms: readonly ClusterTerm[];
}

/** Candidates whose wording is looked at. */
const shortlist = 30;

/**
 * Names each cluster from its own texts: the one to three words standing together that many members share and few others have (class-based
 * like TF-IDF, but of phrases), in the wording that reads most like a name. Names are distinct, and the more two would share, the less likely
 * the second: larger clusters choose first. Numbers and addresses never appear, nor people's names that messages
 * greet or are signed with; a name that stands in sentences only looks like any other word, so a caller that knows it leaves it out. Labels are 0 .. count - 1; -1 belongs to no
 * cluster. Same texts in another order: same names.
 */
export function nameClusters(
  source: NameSource,
  labels: Int32Array,
  options: { readonly language?: Language } = {},
): readonly ClusterName[] {
  const { language = 'en' } = options;
  const { samples, read, people } = sampleForNames(source, labels, language);
  const spoken = source.texts.map((text, at) => `${text}\n${source.answers?.[at] ?? ''}`);
  const terms = clusterTerms(spoken, labels, { language, top: 10, without: people });
  const candidates = candidatesOf(samples);
  const casing = casingOf(read);
  const sizes = samples.map((own) => own.length * (own[0]?.weight ?? 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const taken: (readonly string[])[] = [];
  const names: ClusterName[] = new Array(samples.length);
  const bySize = samples.map((_, at) => at).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  for (const at of bySize) {
    const wording = readWording(samples[at]!);
    const best = scoreAll(candidates[at]!, total)
      .map(({ candidate, score }) => ({ candidate, score: score * apart(candidate.stems, taken) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || (a.candidate.stems.join() < b.candidate.stems.join() ? -1 : 1))
      .slice(0, shortlist)
      .flatMap(({ candidate, score }) => {
        const written = writeName(candidate.stems, wording, { language, casing });
        return written === undefined
          ? []
          : [
              {
                candidate,
                words: written.words,
                score:
                  score *
                  written.fluency *
                  (language === 'en' ? general(written.words, candidate, casing) : 1),
              },
            ];
      })
      .reduce<Chosen | undefined>(
        (top, each) => (top !== undefined && !isBetter(each, top) ? top : each),
        undefined,
      );
    const chosen = best ?? { candidate: undefined, words: ['other', String(at + 1)] };
    if (chosen.candidate !== undefined) taken.push(chosen.candidate.stems);
    names[at] = {
      name: display(chosen.words, casing),
      coverage: chosen.candidate?.coverage ?? 0,
      terms: terms[at]!,
    };
  }
  return names;
}

interface Chosen {
  readonly candidate: NameCandidate;
  readonly words: readonly string[];
  readonly score: number;
}

/**
 * Words that tell much each make a good name together even if only some members put them side by side: a combination's score is the geometric
 * mean of its own and of its words' scores.
 */
function scoreAll(
  candidates: readonly NameCandidate[],
  total: number,
): readonly { readonly candidate: NameCandidate; readonly score: number }[] {
  const own = candidates.map((candidate) => telling(candidate, total));
  const alone = new Map(
    candidates.flatMap(({ stems }, at) => (stems.length === 1 ? [[stems[0]!, own[at]!] as const] : [])),
  );
  return candidates.map((candidate, at) => {
    const words = candidate.stems.filter((name) => name !== 'not');
    if (words.length === 1) return { candidate, score: own[at]! };
    const mean = words.reduce((sum, word) => sum + (alone.get(word) ?? 0), 0) / words.length;
    return { candidate, score: combined * Math.sqrt(own[at]! * mean) };
  });
}

/** What a combination of words is worth against one word. */
const combined = 1.25;

/** A higher score, or more words that nearly as many members share: "disposable virtual card" over "disposable virtual". */
function isBetter(one: Chosen, other: Chosen): boolean {
  const [longer, shorter] =
    one.candidate.stems.length > other.candidate.stems.length ? [one, other] : [other, one];
  const isMore = shorter.candidate.stems.every((name) => longer.candidate.stems.includes(name));
  if (isMore && longer !== shorter && longer.candidate.coverage >= nearlyAll * shorter.candidate.coverage)
    return longer === one;
  return one.score > other.score;
}

/** From which share of the members on a product's or company's name may name them all. */
const enoughMembers = 0.3;

/** What a company's, product's or place's name is worth that only some members have: they have in common something else. */
function general(
  words: readonly string[],
  { coverage }: NameCandidate,
  casing: ReadonlyMap<string, string>,
): number {
  const isProper = words.some((word) => /^\p{Lu}.*\p{Ll}/u.test(casing.get(word) ?? word));
  return isProper && coverage < enoughMembers ? 0.5 : 1;
}

/** Which share of the members of a shorter name a longer one must have to be preferred. */
const nearlyAll = 0.7;

/** How much a candidate says about its cluster: shared by many, rare elsewhere, rare at all. */
export function telling({ stems, coverage, lift, frequency }: NameCandidate, total: number): number {
  const length = [0.7, 1, 1.05, 1.05][Math.min(stems.length, 4) - 1]!;
  const enough = coverage >= 0.3 || stems.length === 1 ? 1 : (coverage / 0.3) ** 0.5;
  return coverage ** 0.55 * lift ** 1.5 * Math.log(1 + total / frequency) ** 0.3 * length * enough;
}

/** 1 = shares no word with a name that is taken; 0 = is one. */
function apart(stems: readonly string[], taken: readonly (readonly string[])[]): number {
  let nearest = 0;
  for (const other of taken) {
    const shared = stems.filter((name) => other.includes(name)).length;
    nearest = Math.max(nearest, shared / (stems.length + other.length - shared));
  }
  return nearest === 1 ? 0 : nearest < 0.5 ? 1 : 1 - nearest / 2;
}

/** How words are written when not at the start of a sentence: finds `PIN`, `iPhone`, `Visa`. */
function casingOf(texts: readonly string[]): ReadonlyMap<string, string> {
  const forms = new Map<string, Map<string, number>>();
  for (const text of texts) {
    if (text === text.toUpperCase()) continue;
    for (const match of text.slice(0, 600).matchAll(/(?<=[\p{Ll},;]\s)\p{L}[\p{L}\p{N}]*/gu)) {
      const word = match[0].toLowerCase();
      const counts = forms.get(word) ?? new Map<string, number>();
      forms.set(word, counts.set(match[0], (counts.get(match[0]) ?? 0) + 1));
    }
  }
  return new Map([...forms].map(([word, counts]) => [word, mostCommon(counts)]));
}

function display(words: readonly string[], casing: ReadonlyMap<string, string>): string {
  const howLong = words[0] === 'how' && words[1] === 'long' ? [...words, 'takes'] : words;
  const written = howLong.map((word) => casing.get(word) ?? word).join(' ');
  return written.charAt(0).toUpperCase() + written.slice(1);
}
