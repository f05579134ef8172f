import { type ClusterTerm, clusterMembers, clusterTerms, mostCommon } from './cluster-terms.ts';
import type { Language } from './language.ts';
import { stem } from './stem.ts';
import { type TelegraphWord, telegraph } from './telegraph.ts';
import { surfaceWords } from './tokenise.ts';

/** A readable name made of the texts' own words. */
export interface ClusterName {
  /** Sentence case, usually two to four words: "Card not arrived". */
  readonly name: string;
  /** Share of the cluster's texts that contain all content words of the name, in any form. */
  readonly coverage: number;
  readonly terms: readonly ClusterTerm[];
}

/**
 * Names each cluster from its own texts: of the most telling words (class-based TF-IDF), the combination of one to three that many members share
 * and few others have; written the way members most often write it, without pronouns, articles and auxiliaries. Names are distinct: larger
 * clusters choose first. Labels are 0 .. count - 1; -1 belongs to no cluster.
 */
export function nameClusters(
  texts: readonly string[],
  labels: Int32Array,
  options: { readonly language?: Language } = {},
): readonly ClusterName[] {
  const { language = 'en' } = options;
  const terms = clusterTerms(texts, labels, { language, top: 12 });
  const sentences = texts.map((text) => telegraph(surfaceWords(text).slice(0, maxWords), language));
  const postings = postingsOf(sentences);
  const casing = casingOf(texts);
  const members = clusterMembers(labels);
  const taken = new Set<string>();
  const names: ClusterName[] = new Array(members.length);
  const bySize = members.map((_, at) => at).sort((a, b) => members[b]!.length - members[a]!.length || a - b);
  for (const at of bySize) {
    const own = members[at]!;
    const candidates = wordSets(
      terms[at]!.slice(0, 10),
      own.length,
      (stems) => occurrences(postings, sentences, stems, labels, at),
      texts.length,
    );
    const chosen = firstDistinct(candidates, own, sentences, taken) ?? {
      words: ['other', String(at + 1)],
      coverage: 0,
    };
    taken.add(keyOf(chosen.words, language));
    names[at] = {
      name: display(chosen.words, casing),
      coverage: chosen.coverage,
      terms: terms[at]!.slice(0, 10),
    };
  }
  return names;

  function firstDistinct(
    sets: readonly WordSet[],
    own: Int32Array,
    all: readonly TelegraphWord[][],
    used: ReadonlySet<string>,
  ) {
    for (const set of sets) {
      const words = writtenForm(withCompanion(set.stems, own, all), own, all);
      if (words.length > 0 && !used.has(keyOf(words, language))) return { words, coverage: set.coverage };
    }
    return undefined;
  }
}

const maxWords = 120;

interface WordSet {
  readonly stems: readonly string[];
  readonly coverage: number;
  readonly score: number;
}

/** All sets of one to three telling stems, best first. */
function wordSets(
  terms: readonly ClusterTerm[],
  size: number,
  count: (stems: readonly string[]) => { inside: number; outside: number },
  total: number,
): readonly WordSet[] {
  const sets: WordSet[] = [];
  const consider = (chosen: readonly ClusterTerm[]) => {
    const stems = chosen.map((term) => term.stem);
    const { inside, outside } = count(stems);
    if (inside === 0 || (stems.length > 1 && inside < 2)) return;
    const coverage = inside / size;
    const lift = inside / (inside + outside + 1);
    const rarity = Math.log(1 + total / (inside + outside));
    const length = [0.72, 1, 1.04][stems.length - 1]!;
    const enough = coverage >= 0.3 || stems.length === 1 ? 1 : (coverage / 0.3) ** 0.7;
    sets.push({ stems, coverage, score: coverage ** 0.6 * lift ** 0.8 * rarity ** 0.3 * length * enough });
  };
  for (let a = 0; a < terms.length; a++) {
    consider([terms[a]!]);
    for (let b = a + 1; b < terms.length; b++) {
      consider([terms[a]!, terms[b]!]);
      for (let c = b + 1; c < Math.min(terms.length, 8); c++) consider([terms[a]!, terms[b]!, terms[c]!]);
    }
  }
  return sets.sort((x, y) => y.score - x.score || (x.stems.join() < y.stems.join() ? -1 : 1));
}

/** Texts by the content stems they contain, ascending. */
function postingsOf(sentences: readonly TelegraphWord[][]): ReadonlyMap<string, number[]> {
  const postings = new Map<string, number[]>();
  sentences.forEach((sentence, at) => {
    for (const { stem: name } of sentence) {
      const list = postings.get(name);
      if (list === undefined) postings.set(name, [at]);
      else if (list.at(-1) !== at) list.push(at);
    }
  });
  return postings;
}

/** In how many texts all stems stand close together, within a cluster and outside. */
function occurrences(
  postings: ReadonlyMap<string, number[]>,
  sentences: readonly TelegraphWord[][],
  stems: readonly string[],
  labels: Int32Array,
  label: number,
): { inside: number; outside: number } {
  const lists = stems.map((name) => postings.get(name) ?? []).sort((a, b) => a.length - b.length);
  let shared = lists[0] ?? [];
  for (const list of lists.slice(1)) {
    const there = new Set(list);
    shared = shared.filter((at) => there.has(at));
  }
  // In a long text any two words meet somewhere; only words that stand together name something.
  if (stems.length > 1) {
    const wanted = new Set(stems);
    shared = shared.filter((at) => shortestSpan(sentences[at]!, wanted) !== undefined);
  }
  const inside = shared.filter((at) => labels[at] === label).length;
  return { inside, outside: shared.length - inside };
}

/** A name of one word gets the content word that most often stands near it: "activate" becomes "activate card". */
function withCompanion(
  stems: readonly string[],
  members: Int32Array,
  sentences: readonly TelegraphWord[][],
): readonly string[] {
  const [anchor] = stems;
  if (anchor === undefined || stems.length > 1) return stems;
  const near = new Map<string, number>();
  let withAnchor = 0;
  for (const at of members) {
    const sentence = sentences[at]!;
    const place = sentence.findIndex((word) => word.stem === anchor);
    if (place < 0) continue;
    withAnchor++;
    const around = sentence
      .slice(Math.max(0, place - 3), place + 4)
      .filter((word) => !word.isLink && word.stem !== anchor);
    for (const name of new Set(around.map((word) => word.stem))) near.set(name, (near.get(name) ?? 0) + 1);
  }
  const companion = mostCommon(near);
  return (near.get(companion) ?? 0) >= Math.max(2, withAnchor * 0.25) ? [anchor, companion] : stems;
}

/** The most frequent way members write the words together, at most two other words between them; else the words in their usual order. */
function writtenForm(
  stems: readonly string[],
  members: Int32Array,
  sentences: readonly TelegraphWord[][],
): string[] {
  const wanted = new Set(stems);
  const spans = new Map<string, number>();
  for (const at of members) {
    const span = shortestSpan(sentences[at]!, wanted);
    if (span === undefined) continue;
    const written = span.map((word) => word.surface).join(' ');
    spans.set(written, (spans.get(written) ?? 0) + 1);
  }
  return spans.size === 0 ? [] : mostCommon(spans).split(' ');
}

/** The shortest run of words that holds all wanted stems, with a negation right before it, and without links at its ends. */
function shortestSpan(
  sentence: readonly TelegraphWord[],
  wanted: ReadonlySet<string>,
): TelegraphWord[] | undefined {
  let best: readonly [number, number] | undefined;
  for (let from = 0; from < sentence.length; from++) {
    if (!wanted.has(sentence[from]!.stem)) continue;
    const seen = new Set<string>();
    for (let to = from; to < Math.min(sentence.length, from + wanted.size + 3); to++) {
      if (wanted.has(sentence[to]!.stem)) seen.add(sentence[to]!.stem);
      if (seen.size < wanted.size) continue;
      if (best === undefined || to - from < best[1] - best[0]) best = [from, to];
      break;
    }
  }
  if (best === undefined) return undefined;
  const [from, to] = best;
  const before = sentence[from - 1]?.surface ?? '';
  const joins =
    (before === 'not' && to > from) ||
    (before === 'how' && /^(?:long|much|many|far)$/u.test(sentence[from]!.surface));
  return sentence.slice(joins ? from - 1 : from, to + 1);
}

function keyOf(words: readonly string[], language: Language): string {
  return words
    .map((word) => stem(word, language))
    .sort()
    .join(' ');
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
  const written = words.map((word) => casing.get(word) ?? word).join(' ');
  return written.charAt(0).toUpperCase() + written.slice(1);
}
