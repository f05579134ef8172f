import { seededRandom, shuffleInPlace } from '../../text/random.ts';
import { type GoldTicket, goldLabels, wordsOf } from './gold-labels.ts';

/** How an oracle's classes differ from the gold ones: a model draws the line between intents elsewhere than the people who labelled. */
export interface GranularityShift {
  /** Share of the gold classes that are taken for one with the class most like them. Default 0. */
  readonly merge?: number;
  /** Share of the gold classes that are seen as two, by a word that divides their tickets. Default 0. */
  readonly split?: number;
}

/** The gold tickets under the oracle's own classes. */
export function shiftGranularity(
  tickets: readonly GoldTicket[],
  { merge = 0, split = 0 }: GranularityShift,
  seed: number,
): readonly GoldTicket[] {
  if (merge === 0 && split === 0) return tickets;
  const gold = goldLabels(tickets);
  const order = shuffleInPlace([...gold.labels], seededRandom(`granularity ${seed}`));
  const renamed = mergeClasses(order, Math.round(order.length * merge), (label) => gold.alike(label));
  const untouched = order.filter((label) => !renamed.has(label) && ![...renamed.values()].includes(label));
  const divided = new Map(
    untouched
      .slice(0, Math.round(order.length * split))
      .map((label) => [label, dividingWord(tickets, label)]),
  );
  const shifted = (label: string, text: string) => {
    const word = divided.get(label);
    if (word !== undefined) return wordsOf(text).includes(word) ? `${label} ${word}` : label;
    return renamed.get(label) ?? label;
  };
  return tickets.map(({ text, label, secondLabel }) => ({
    text,
    label: shifted(label, text),
    ...(secondLabel === undefined ? {} : { secondLabel: shifted(secondLabel, text) }),
  }));
}

/** Pairs of classes most alike, each class in one pair at most; the first takes the second's name. */
function mergeClasses(
  order: readonly string[],
  count: number,
  alike: (label: string) => readonly string[],
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  const paired = new Set<string>();
  for (const label of order) {
    if (renamed.size >= count) break;
    const partner = paired.has(label) ? undefined : alike(label).find((other) => !paired.has(other));
    if (partner === undefined) continue;
    renamed.set(label, partner);
    paired.add(label).add(partner);
  }
  return renamed;
}

/** The word that comes nearest to standing in half of a class's tickets. */
function dividingWord(tickets: readonly GoldTicket[], label: string): string | undefined {
  const own = tickets.filter((ticket) => ticket.label === label);
  const counts = new Map<string, number>();
  for (const { text } of own)
    for (const word of new Set(wordsOf(text)))
      if (word.length > 3) counts.set(word, (counts.get(word) ?? 0) + 1);
  const distance = (count: number) => Math.abs(count / own.length - 0.5);
  return [...counts].sort((a, b) => distance(a[1]) - distance(b[1]) || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}
