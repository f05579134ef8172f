import type { ChunkId, DocumentId, DocumentVersionId } from '../ids.ts';
import { missingFromQuote } from '../text/claim-checks.ts';
import { findQuote } from '../text/find-quote.ts';
import { foreignNames, knownNames, statementsOf, wordShare } from './claim-words.ts';
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
  | 'names-differ'
  | 'not-supported'
  | 'no-single-proof';

/** A quote that was found: offsets count in the version's text, `quote` is exactly what stands there. */
export interface VerifiedQuote {
  readonly chunkId: ChunkId;
  readonly documentId: DocumentId;
  readonly versionId: DocumentVersionId;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** What is looked at as one proof. */
interface Proof {
  readonly quotes: readonly string[];
  /** Title and headings that they stand under. */
  readonly around: string;
}

/** A claim after the check. `supported` claims have at least one quote and agree with their quotes. */
export interface CheckedClaim {
  readonly text: string;
  readonly supported: boolean;
  readonly quotes: readonly VerifiedQuote[];
  /** Faults of dropped citations too; a supported claim may have some. */
  readonly faults: readonly ClaimFault[];
}

/** How many of a sentence's content words its proof must hold, and of those of each of its parts; words of the same meaning count. */
const leastShare = 0.6;
const leastPart = 0.5;

/**
 * Checks claims against the passages they were made from, by code alone: the chunk was offered, the quote stands in it, numbers, codes,
 * addresses, names and negations of the claim stand in its quotes, and so do most of its words, part by part. One quote must prove the sentence,
 * or each of its parts: two that are true apart may be false together. No similarity can stand in for a quote.
 */
export function verifyClaims(
  claims: readonly Claim[],
  passages: readonly Passage[],
): readonly CheckedClaim[] {
  return claims.map(claimVerifier(passages));
}

/** The same for one claim after another: what is asked of the passages is asked once. */
export function claimVerifier(passages: readonly Passage[]): (claim: Claim) => CheckedClaim {
  const offered: Offered = {
    passages: new Map(passages.map((passage) => [passage.chunk.id, passage])),
    names: knownNames(passages.map(({ chunk }) => chunk.text)),
  };
  return (claim) => verifyClaim(claim, offered);
}

interface Offered {
  readonly passages: ReadonlyMap<ChunkId, Passage>;
  /** Names that the passages tell of. */
  readonly names: ReadonlySet<string>;
}

function verifyClaim(claim: Claim, offered: Offered): CheckedClaim {
  const faults: ClaimFault[] = [];
  const quotes: VerifiedQuote[] = [];
  for (const { chunkId, quote } of claim.citations) {
    const passage = offered.passages.get(chunkId);
    const place = passage && findWholeQuote(passage.chunk.text, quote);
    if (passage === undefined) faults.push('not-offered');
    else if (place === undefined) faults.push('quote-not-found');
    else quotes.push(verifiedQuote(passage, place));
  }
  if (claim.citations.length === 0) faults.push('no-citation');
  const disagreements = quotes.length === 0 ? [] : disagreementsOf(claim.text, quotes, offered);
  const supported = quotes.length > 0 && disagreements.length === 0;
  return { text: claim.text, supported, quotes, faults: [...faults, ...disagreements] };
}

function disagreementsOf(
  text: string,
  quotes: readonly VerifiedQuote[],
  { passages, names }: Offered,
): ClaimFault[] {
  return faultsBefore(text, proofsOf(quotes, passages), names);
}

/** Empty when one proof holds for the whole sentence, or one for each of its parts. */
function faultsBefore(text: string, proofs: readonly Proof[], names: ReadonlySet<string>): ClaimFault[] {
  const isProved = (statement: string) =>
    proofs.some((proof) => proofFaults(statement, proof, names).length === 0);
  if (isProved(text)) return [];
  const together = proofFaults(text, joined(proofs), names);
  if (together.length > 0) return together;
  return statementsOf(text).every(isProved) ? [] : ['no-single-proof'];
}

/** What proves by itself: a quote, with the title and headings it stands under; rows of a table with its head. */
function proofsOf(quotes: readonly VerifiedQuote[], passages: Offered['passages']): Proof[] {
  const proofs = new Map<string, Proof>();
  for (const { chunkId, start, quote } of quotes) {
    const passage = passages.get(chunkId);
    const around =
      passage === undefined ? '' : [passage.document.title, ...passage.chunk.headingPath].join('\n');
    const key = isTableRow(quote) ? chunkId : `${chunkId} ${start}`;
    proofs.set(key, { quotes: [...(proofs.get(key)?.quotes ?? []), quote], around });
  }
  return [...proofs.values()];
}

const isTableRow = (quote: string): boolean => quote.includes(' | ');

const joined = (proofs: readonly Proof[]): Proof => ({
  quotes: proofs.flatMap(({ quotes }) => quotes),
  around: proofs.map(({ around }) => around).join('\n'),
});

function verifiedQuote({ chunk }: Passage, place: { start: number; end: number }): VerifiedQuote {
  const { id, documentId, versionId } = chunk;
  const start = chunk.start + place.start;
  const end = chunk.start + place.end;
  return { chunkId: id, documentId, versionId, start, end, quote: chunk.text.slice(place.start, place.end) };
}

/** What is known of the place where quotes stand. */
export interface QuoteSetting {
  /** Titles and headings above them: they may lend words, but no facts. */
  readonly around?: string;
  /** Names that are told of anywhere near; see {@link knownNames}. */
  readonly names?: ReadonlySet<string>;
}

/** What a sentence says that its quotes do not: the same check for quotes that were looked up already. Empty: it is proved. */
export function claimFaults(
  text: string,
  quotes: readonly string[],
  { around = '', names = new Set() }: QuoteSetting = {},
): ClaimFault[] {
  const rows = quotes.filter(isTableRow);
  const single = quotes.filter((quote) => !isTableRow(quote)).map((quote) => ({ quotes: [quote], around }));
  return faultsBefore(text, rows.length === 0 ? single : [...single, { quotes: rows, around }], names);
}

function factFaults(text: string, quoted: string): ClaimFault[] {
  const missing = missingFromQuote(text, quoted);
  const faults: ClaimFault[] = [];
  if (missing.numbers.length > 0) faults.push('numbers-differ');
  if (missing.codes.length > 0) faults.push('codes-differ');
  if (missing.links.length > 0) faults.push('links-differ');
  if (missing.negation) faults.push('negation-differs');
  return faults;
}

/** A quote word for word is its own proof. */
function proofFaults(text: string, { quotes, around }: Proof, names: ReadonlySet<string>): ClaimFault[] {
  if (quotes.some((quote) => isSameText(text, quote))) return [];
  const faults = factFaults(text, quotes.join('\n'));
  const told = `${quotes.join('\n')}\n${around}`;
  if (foreignNames(text, told, names).length > 0) faults.push('names-differ');
  const parts = statementsOf(text);
  const isTold =
    wordShare(text, told) >= leastShare && parts.every((part) => wordShare(part, told) >= leastPart);
  return isTold ? faults : [...faults, 'not-supported'];
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
