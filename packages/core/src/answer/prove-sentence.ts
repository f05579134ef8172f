import type { Context } from '../context.ts';
import type { DocumentVersion } from '../document/document.ts';
import type { DocumentVersionId } from '../ids.ts';
import type { Passage } from '../search/passage.ts';
import { type Claim, claimVerifier, type VerifiedQuote } from '../search/verify-claims.ts';
import type { TextSpan } from '../text/split-sentences.ts';
import { addressesMachine, isActive, machineParagraphs } from '../text/withheld.ts';
import type { AnswerSentence, Citation } from './answer.ts';
import { contradictionsOf } from './contradictions.ts';

/** Gives what may be shown of a claim: the sentence with its proofs, or nothing. */
export type SentenceProver = (claim: Claim) => Promise<AnswerSentence | undefined>;

/**
 * Makes the judge of what is said from these passages. A sentence is shown when code finds its quotes in the passages and once more in the
 * text that the records hold now, when nothing in it would act where it is shown, and nothing in or around it speaks to a language model.
 */
export function sentenceProver({ store }: Context, passages: readonly Passage[]): SentenceProver {
  const verify = claimVerifier(passages);
  const withheld = new Map(passages.map(({ chunk }) => [chunk.id, paragraphsIn(chunk)]));
  const documents = new Map(passages.map(({ document }) => [document.id, document]));

  async function citationsOf(quotes: readonly VerifiedQuote[]): Promise<Citation[]> {
    const ids = new Set(quotes.map(({ versionId }) => versionId));
    const versions = new Map<DocumentVersionId, DocumentVersion>(
      (await store.documentVersions.getMany([...ids])).map((version) => [version.id, version]),
    );
    return quotes.flatMap((quote) =>
      citationOf(quote, versions.get(quote.versionId), documents.get(quote.documentId)),
    );
  }

  const isForReaders = ({ chunkId, start, end, quote }: VerifiedQuote) =>
    !isActive(quote) &&
    !(withheld.get(chunkId) ?? []).some((paragraph) => start < paragraph.end && paragraph.start < end);

  return async (claim) => {
    const { supported, text, quotes } = verify(claim);
    if (!supported) return undefined;
    if (isActive(text) || addressesMachine(text) || !quotes.every(isForReaders)) return undefined;
    const citations = await citationsOf(quotes);
    if (citations.length < quotes.length) return undefined;
    const others = await citationsOf(contradictionsOf(text, quotes, passages).filter(isForReaders));
    return { text, citations, ...(others.length === 0 ? {} : { contradictedBy: others }) };
  };
}

/** Offsets count in the version's text, as those of quotes do. */
const paragraphsIn = ({ start, text }: Passage['chunk']): TextSpan[] =>
  machineParagraphs(text).map((span) => ({ start: start + span.start, end: start + span.end }));

function citationOf(
  quote: VerifiedQuote,
  version: DocumentVersion | undefined,
  document: Passage['document'] | undefined,
): Citation[] {
  if (
    version === undefined ||
    document === undefined ||
    version.text.slice(quote.start, quote.end) !== quote.quote
  )
    return [];
  const page = version.pages.find(({ end }) => quote.start < end)?.number ?? 1;
  return [{ ...quote, source: document.source, title: document.title, page }];
}
