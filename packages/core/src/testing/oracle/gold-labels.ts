import { personalDataMask } from '../../model/mask-personal-data.ts';

/** A text and what it truly asks for. */
export interface GoldTicket {
  readonly text: string;
  readonly label: string;
  /** A second matter of the ticket. */
  readonly secondLabel?: string;
}

/** The truth about texts, however they were masked, clipped or joined with others. */
export interface GoldLabels {
  /** All labels, sorted. */
  readonly labels: readonly string[];
  /** The gold ticket a text of a prompt comes from; `undefined` when it is like none. */
  find(text: string): GoldTicket | undefined;
  /** Other labels by how alike their tickets' words are, most alike first. */
  alike(label: string): readonly string[];
}

/** Share of a text's words that a gold ticket must have to be taken for its origin. */
const leastOverlap = 0.6;

/**
 * Knows tickets again by their words: placeholders, numbers and case do not count, and of a clipped text the ticket that has most of its words is
 * the origin.
 */
export function goldLabels(tickets: Iterable<GoldTicket>): GoldLabels {
  const all = [...tickets];
  const exact = new Map<string, GoldTicket>();
  const postings = new Map<string, number[]>();
  const sizes = all.map((ticket, at) => {
    const words = wordsOf(ticket.text);
    if (!exact.has(words.join(' '))) exact.set(words.join(' '), ticket);
    const distinct = new Set(words);
    for (const word of distinct) {
      const rows = postings.get(word);
      if (rows === undefined) postings.set(word, [at]);
      else rows.push(at);
    }
    return distinct.size;
  });
  const labels = [...new Set(all.map(({ label }) => label))].sort();
  const profiles = profilesOf(all);

  const ranked = new Map<string, readonly string[]>();

  function nearest(words: readonly string[]): GoldTicket | undefined {
    const common = new Map<number, number>();
    const distinct = new Set(words);
    for (const word of distinct)
      for (const at of postings.get(word) ?? []) common.set(at, (common.get(at) ?? 0) + 1);
    let best: { readonly at: number; readonly score: number } | undefined;
    for (const [at, count] of common) {
      // Of two tickets with as many of the words, the one that says little else.
      const score = count - (sizes[at] ?? 0) / 10_000;
      if (count >= distinct.size * leastOverlap && score > (best?.score ?? 0)) best = { at, score };
    }
    return best === undefined ? undefined : all[best.at];
  }

  return {
    labels,
    find(text) {
      const words = wordsOf(text);
      return words.length === 0 ? undefined : (exact.get(words.join(' ')) ?? nearest(words));
    },
    alike(label) {
      const known = ranked.get(label) ?? rankAlike(label, profiles);
      ranked.set(label, known);
      return known;
    },
  };
}

/** Words without digits; masked as a prompt is, so that what a mask hides is missing on both sides. */
export function wordsOf(text: string): string[] {
  const masked = personalDataMask()
    .mask(text)
    .replace(/⟦[A-Z]+_\d+⟧/g, ' ');
  return masked.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
}

/** How many tickets of each label have each word. */
function profilesOf(tickets: readonly GoldTicket[]): ReadonlyMap<string, Map<string, number>> {
  const profiles = new Map<string, Map<string, number>>();
  for (const { text, label } of tickets) {
    const counts = profiles.get(label) ?? new Map<string, number>();
    profiles.set(label, counts);
    for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return profiles;
}

function rankAlike(label: string, profiles: ReadonlyMap<string, Map<string, number>>): readonly string[] {
  const own = profiles.get(label) ?? new Map<string, number>();
  return [...profiles]
    .filter(([other]) => other !== label)
    .map(([other, profile]) => ({ other, score: cosine(own, profile) }))
    .sort((a, b) => b.score - a.score || (a.other < b.other ? -1 : 1))
    .map(({ other }) => other);
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const dot = a.entries().reduce((sum, [word, count]) => sum + count * (b.get(word) ?? 0), 0);
  const norm = (map: ReadonlyMap<string, number>) =>
    Math.sqrt(map.values().reduce((sum, count) => sum + count * count, 0));
  return dot === 0 ? 0 : dot / norm(a) / norm(b);
}
