import { nameKey } from '../../intent/name-key.ts';
import { seededRandom } from '../../text/random.ts';
import type { GoldLabels, GoldTicket } from './gold-labels.ts';

/** How badly an oracle behaves; every rate is a probability from 0 (default) to 1. */
export interface OracleFaults {
  /** Per item: takes it for another of the intents it can see, most likely one whose tickets use the same words. */
  readonly errorRate?: number;
  /** Share of the errors that come again whenever the same item is asked about; the others are drawn anew. Default .5. */
  readonly stubbornness?: number;
  /** Per item: proposes a new intent although the catalogue has it, in other words. */
  readonly falseNew?: number;
  /** Per new intent: words it otherwise than the last time. */
  readonly nameVariance?: number;
  /** Per item: takes the first intent of the catalogue, whatever it is. */
  readonly positionBias?: number;
  /** Per item: answers with a handle that was not offered. */
  readonly unknownHandles?: number;
  /** Per item: quotes what the ticket does not say. */
  readonly falseQuotes?: number;
  /** Per item: leaves out a field the form requires. */
  readonly malformedItems?: number;
  /** Per call: breaks the reply off in the middle. */
  readonly malformedReplies?: number;
  /** Per call: says that it cannot help. */
  readonly refusals?: number;
}

/** An intent as a prompt shows it: the handle and the line behind it. */
export interface ShownIntent {
  readonly handle: string;
  readonly name: string;
}

/** What an answer to one prompt may draw on. */
export interface OracleWorld {
  readonly gold: GoldLabels;
  readonly faults: Required<OracleFaults>;
  /** The gold ticket a text of a prompt comes from. */
  find(text: string): GoldTicket | undefined;
  /** What an intent stands for: by a name this oracle gives, else by a ticket's text in it. */
  meaningOf(name: string, description?: string): string | undefined;
  /** A name for a label: an action and its object. */
  nameOf(label: string, variant?: number): string;
  /** A draw that is the same for the same words: 0 (included) to 1 (excluded). */
  draw(...words: readonly string[]): number;
  /** Whether an item suffers a fault in this prompt. */
  suffers(fault: keyof OracleFaults, item: string): boolean;
  /** The label an oracle sees in an item: the true one, or by its error rate another of those it can choose from. */
  judge(item: string, truth: string, choices: Iterable<string>): string;
}

const noFaults: Required<OracleFaults> = {
  errorRate: 0,
  stubbornness: 0.5,
  falseNew: 0,
  nameVariance: 0,
  positionBias: 0,
  unknownHandles: 0,
  falseQuotes: 0,
  malformedItems: 0,
  malformedReplies: 0,
  refusals: 0,
};

/** Wordings of one intent. */
const wordings: readonly ((label: string) => string)[] = [
  (label) => `Ask about ${label}`,
  (label) => `Solve ${label}`,
  (label) => `Get help with ${label}`,
  (label) => `Clarify ${label} problem`,
  (label) => `Handle ${label} question`,
];

/** The number of wordings of one intent. */
export const wordingCount = wordings.length;

/** The world behind one prompt. Nothing in it changes: the same prompt gets the same answer, in whatever order prompts come. */
export function oracleWorld({
  gold,
  faults: chosen,
  seed,
  prompt,
}: {
  readonly gold: GoldLabels;
  readonly faults: OracleFaults;
  readonly seed: number;
  readonly prompt: string;
}): OracleWorld {
  const faults = { ...noFaults, ...chosen };
  const meanings = meaningsOf(gold);
  const nameOf = (label: string, variant = 0) =>
    (wordings[variant % wordings.length] ?? String)(readable(label));
  const draw = (...words: readonly string[]) => seededRandom(`${seed}|${words.join('|')}`).next();
  const suffers = (fault: keyof OracleFaults, item: string) => draw(fault, item, prompt) < faults[fault];
  return {
    gold,
    faults,
    find: (text) => gold.find(text),
    meaningOf: (name, description = '') =>
      meanings.get(nameKey(name)) ?? gold.find(description)?.label ?? gold.find(name)?.label,
    nameOf,
    draw,
    suffers,
    judge(item, truth, choices) {
      const isStubborn = draw('stubborn', item) < faults.stubbornness;
      const errs = isStubborn ? draw('errorRate', item) < faults.errorRate : suffers('errorRate', item);
      return errs ? confuse(truth, new Set(choices), draw('confuse', item, isStubborn ? '' : prompt)) : truth;
    },
  };

  /** One of the five labels most like the truth that can be chosen. */
  function confuse(truth: string, choices: ReadonlySet<string>, chance: number): string {
    const near = gold
      .alike(truth)
      .filter((label) => choices.has(label))
      .slice(0, 5);
    return near[Math.floor(chance * near.length)] ?? truth;
  }
}

const meaningsByGold = new WeakMap<GoldLabels, ReadonlyMap<string, string>>();

function meaningsOf(gold: GoldLabels): ReadonlyMap<string, string> {
  const known = meaningsByGold.get(gold);
  if (known !== undefined) return known;
  const meanings = new Map<string, string>();
  for (const label of gold.labels) {
    meanings.set(nameKey(label), label);
    for (const wording of wordings) meanings.set(nameKey(wording(readable(label))), label);
  }
  meaningsByGold.set(gold, meanings);
  return meanings;
}

/** A label as a part of a name, which is short. */
function readable(label: string): string {
  const words = label
    .replace(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.length <= 50 ? words : words.slice(0, 50).replace(/\s+\S*$/, '');
}
