import { termsOf } from '../search/question-terms.ts';
import type { WordingHint } from '../search/wording-hint.ts';
import { documentLanguage } from './words.ts';

/** How much a text is like a sentence of a reply. */
export interface Resemblance extends Omit<WordingHint, 'text'> {
  /** Cosine of the weighted words, 0 to 1. */
  readonly likeness: number;
}

/** Replies, ready to be compared with many texts. */
export interface Replies {
  /** The replies a text resembles at all. */
  resembling(stems: ReadonlySet<string>): readonly Resemblance[];
  /** How much agents agree on a text, 0 to 1. */
  agreement(resemblances: readonly Resemblance[]): number;
}

/** Below it, two sentences merely share a word. */
const leastLikeness = 0.12;

/** Reads the replies once; comparing then costs a look-up per word of each. */
export function readReplies(hints: readonly WordingHint[], weightOf: (term: string) => number): Replies {
  const sentences = hints.map(({ text, ...hint }) => {
    const squares = [...termsOf(text, documentLanguage(text))].map(
      (term) => [term, weightOf(term) ** 2] as const,
    );
    return { hint, squares, norm: sumOf(squares.map(([, square]) => square)) };
  });
  const allWeight = sumOf([...new Map(hints.map(({ ticketId, weight }) => [ticketId, weight])).values()]);
  return {
    resembling(stems) {
      if (sentences.length === 0) return [];
      const norm = sumOf([...stems].map((term) => weightOf(term) ** 2));
      return sentences.flatMap(({ hint, squares, norm: other }) => {
        let shared = 0;
        for (const [term, square] of squares) if (stems.has(term)) shared += square;
        const likeness = shared === 0 ? 0 : shared / Math.sqrt(norm * other);
        return likeness < leastLikeness ? [] : [{ ...hint, likeness }];
      });
    },
    agreement: (resemblances) => agreementOf(resemblances, allWeight),
  };
}

/** Half for the reply most like it, half for how many of the similar tickets got such a reply: what agents repeat is the desk's rule. */
function agreementOf(resemblances: readonly Resemblance[], allWeight: number): number {
  if (allWeight === 0) return 0;
  const best = new Map<string, number>();
  for (const { ticketId, weight, likeness } of resemblances)
    best.set(ticketId, Math.max(best.get(ticketId) ?? 0, weight * likeness));
  const values = [...best.values()];
  return 0.5 * Math.max(0, ...values) + (0.5 * sumOf(values)) / allWeight;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
