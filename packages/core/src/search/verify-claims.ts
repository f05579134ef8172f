import type { ChunkId, DocumentId, DocumentVersionId } from '../ids.ts';
import { contentOverlap, missingFromQuote } from '../text/claim-checks.ts';
import { findQuote } from '../text/find-quote.ts';
import type { Passage } from './passage.ts';

/** A sentence and the places it names as its proof, as a generator claims it. */
export interface Claim {
  readonly text: string;
  readonly citations: readonly { readonly chunkId: ChunkId; readonly quote: string }[];
}

/** Why a claim, or one of its citations, does not hold. */
export type ClaimFault =
  | 'no-citation'
  | 'not-offered'
  | 'quote-not-found'
  | 'numbers-differ'
  | 'codes-differ'
  | 'links-differ'
  | 'negation-differs'
  | 'not-supported';

/** A quote that was found: offsets count in the version's text, `quote` is exactly what stands there. */
export interface VerifiedQuote {
  readonly chunkId: ChunkId;
  readonly documentId: DocumentId;
  readonly versionId: DocumentVersionId;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** A claim after the check. `supported` claims have at least one quote and agree with their quotes. */
export interface CheckedClaim {
  readonly text: string;
  readonly supported: boolean;
  readonly quotes: readonly VerifiedQuote[];
  /** Faults of dropped citations too; a supported claim may have some. */
  readonly faults: readonly ClaimFault[];
}

/** How many of a claim's content words its quotes must hold. */
const leastOverlap = 0.5;

/**
 * Checks claims against the passages they were made from, by code alone: the chunk was offered, the quote stands in it, numbers, codes,
 * addresses and negations of the claim stand in its quotes, and half of its content words do. No similarity can stand in for a quote.
 */
export function verifyClaims(
  claims: readonly Claim[],
  passages: readonly Passage[],
): readonly CheckedClaim[] {
  const offered = new Map(passages.map((passage) => [passage.chunk.id, passage]));
  return claims.map((claim) => verifyClaim(claim, offered));
}

function verifyClaim(claim: Claim, offered: ReadonlyMap<ChunkId, Passage>): CheckedClaim {
  const faults: ClaimFault[] = [];
  const quotes: VerifiedQuote[] = [];
  for (const { chunkId, quote } of claim.citations) {
    const passage = offered.get(chunkId);
    const place = passage && findWholeQuote(passage.chunk.text, quote);
    if (passage === undefined) faults.push('not-offered');
    else if (place === undefined) faults.push('quote-not-found');
    else quotes.push(verifiedQuote(passage, place));
  }
  if (claim.citations.length === 0) faults.push('no-citation');
  const disagreements =
    quotes.length === 0
      ? []
      : claimFaults(
          claim.text,
          quotes.map(({ quote }) => quote),
        );
  const supported = quotes.length > 0 && disagreements.length === 0;
  return { text: claim.text, supported, quotes, faults: [...faults, ...disagreements] };
}

function verifiedQuote({ chunk }: Passage, place: { start: number; end: number }): VerifiedQuote {
  const { id, documentId, versionId } = chunk;
  const start = chunk.start + place.start;
  const end = chunk.start + place.end;
  return { chunkId: id, documentId, versionId, start, end, quote: chunk.text.slice(place.start, place.end) };
}

/** What a sentence says that its quotes, taken together, do not say. Empty: it is supported. A quote word for word is its own proof. */
export function claimFaults(text: string, quotes: readonly string[]): ClaimFault[] {
  if (quotes.some((quote) => isSameText(text, quote))) return [];
  const quoted = quotes.join('\n');
  const missing = missingFromQuote(text, quoted);
  const faults: ClaimFault[] = [];
  if (missing.numbers.length > 0) faults.push('numbers-differ');
  if (missing.codes.length > 0) faults.push('codes-differ');
  if (missing.links.length > 0) faults.push('links-differ');
  if (missing.negation) faults.push('negation-differs');
  if (contentOverlap(text, quoted) < leastOverlap) faults.push('not-supported');
  return faults;
}

const isSameText = (left: string, right: string): boolean => folded(left) === folded(right);
const folded = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();

/** As `findQuote`, but never inside a word or a number: "5 days" does not stand in "15 days". */
export function findWholeQuote(
  text: string,
  quote: string,
): { readonly start: number; readonly end: number } | undefined {
  let from = 0;
  for (;;) {
    const found = findQuote(text.slice(from), quote);
    if (found === undefined) return undefined;
    const place = { start: from + found.start, end: from + found.end };
    if (isWhole(text, place.start, place.end)) return place;
    from = place.start + 1;
  }
}

function isWhole(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 2);
  const first = text.charAt(start);
  const last = text.charAt(end - 1);
  const letter = /[\p{L}\p{N}]/u;
  if (letter.test(first) && letter.test(before.slice(-1))) return false;
  if (letter.test(last) && letter.test(after.slice(0, 1))) return false;
  if (/\d/u.test(first) && /\d[.,]$/u.test(before)) return false;
  return !(/\d/u.test(last) && /^[.,]\d/u.test(after));
}
