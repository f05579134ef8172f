import { wordShare } from '../search/claim-words.ts';
import { missingFromQuote } from '../text/claim-checks.ts';
import { isActive } from '../text/withheld.ts';

/** How many of the words of what is missing the question must hold. */
const leastAsked = 0.6;

/**
 * What the sources do not say, in words of the question: a generator may point at a part of it, but say nothing by it. What it words otherwise
 * is the question itself.
 */
export function missingParts(named: readonly string[], question: string): string[] {
  return [...new Set(named.map((part) => (isAsked(part, question) ? part : question)))];
}

function isAsked(part: string, question: string): boolean {
  if (question.includes(part.trim())) return true;
  const { numbers, codes, links } = missingFromQuote(part, question);
  return (
    numbers.length + codes.length + links.length === 0 &&
    !isActive(part) &&
    wordShare(part, question) >= leastAsked
  );
}
