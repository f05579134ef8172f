import type { Context } from '../context.ts';
import type { DocumentVersion } from '../document/document.ts';
import { TicketAIError } from '../errors.ts';
import type { AnswerId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Passage, SearchFilter, SearchResult } from '../search/passage.ts';
import { type CheckedClaim, type VerifiedQuote, verifyClaims } from '../search/verify-claims.ts';
import { conversationOrder } from '../ticket/conversation-order.ts';
import type { Answer, AnswerSentence, AnswerStatus, Citation } from './answer.ts';
import type { AnswerDraft, WordingHint } from './answer-generator.ts';
import { findEvidence } from './find-evidence.ts';
import { knownShare } from './known-share.ts';
import { similarReplies } from './similar-replies.ts';

/** What to answer: a question, or a ticket's own words. */
export type AnswerInput = (
  | { readonly question: string; readonly ticketId?: TicketId }
  | { readonly ticketId: TicketId; readonly question?: undefined }
) & {
  /** What may be used. Set by code from who asks. */
  readonly filter?: SearchFilter;
  /** How many passages the generator is offered. Default 12. */
  readonly topK?: number;
};

/** Below this share of known word weight a question is about something else altogether. */
const leastKnown = 0.25;

/**
 * STAGE. Answers from documents and published articles, or says that they do not answer. Every sentence shown carries quotes that code
 * found in the passages and again in the stored text; a sentence without one is removed, and when none is left the answer abstains.
 * @throws `invalid-input` for an empty question; `not-found` for an unknown ticket
 */
export async function answerTicket(context: Context, input: AnswerInput): Promise<Answer> {
  const question = (input.question ?? (await questionOf(context, input.ticketId))).trim();
  if (question === '')
    throw new TicketAIError('invalid-input', { message: 'There is no question: the text is empty.' });
  const { topK = 12, filter } = input;
  const hints = await similarReplies(context, question, input.ticketId);
  const evidence = await findEvidence(context, question, hints, {
    topK,
    ticketId: input.ticketId,
    ...(filter === undefined ? {} : { filter }),
  });
  const found = {
    ...evidence,
    coverage: Math.max(evidence.coverage, await knownShare(context, question, evidence.passages)),
  };
  const draft = await draftAnswer(context, { ...input, question }, found, hints);
  const checked = verifyClaims(draft.sentences, found.passages);
  const sentences = await citedSentences(context, checked, found.passages);
  const removed = draft.sentences.length - sentences.length;
  const status = statusOf(sentences.length, removed, draft.missing.length);
  const answer: Answer = {
    id: context.generateId() as AnswerId,
    version: 1,
    ...(input.ticketId === undefined ? {} : { ticketId: input.ticketId }),
    question,
    status,
    sentences,
    confidence: confidenceOf(status, draft, sentences.length),
    missing: status === 'abstained' && draft.missing.length === 0 ? [question] : draft.missing,
    channels: found.channels,
    generator: draft.generator ?? context.answerGenerator.name,
    createdAt: context.now(),
    createdBy: context.actor,
  };
  await context.transaction(
    async (transaction) => {
      await transaction.answers.insert([answer]);
      await context.commit(transaction, [{ type: 'answer-given', answerId: answer.id }]);
    },
    { final: true },
  );
  return answer;
}

/** What the customer wrote before anybody replied. */
async function questionOf({ store }: Context, ticketId: TicketId | undefined): Promise<string> {
  const ticket = ticketId === undefined ? undefined : await store.tickets.get(ticketId);
  if (ticket === undefined)
    throw new TicketAIError('not-found', { message: `There is no ticket ${ticketId}.` });
  const messages = conversationOrder(await collectAll(store.messages, { where: { ticketId: ticket.id } }));
  const firstReply = messages.findIndex((message) => message.role === 'agent');
  const opening = messages
    .slice(0, firstReply < 0 ? messages.length : firstReply)
    .map((message) => message.text);
  return [ticket.subject, ...opening].filter((text) => text.trim() !== '').join('\n\n');
}

/** An off-topic question, or one nothing was found for, costs no generator call. */
async function draftAnswer(
  context: Context,
  { question, ticketId }: { readonly question: string; readonly ticketId?: TicketId | undefined },
  found: SearchResult,
  hints: readonly WordingHint[],
): Promise<AnswerDraft> {
  if (found.passages.length === 0 || found.coverage < leastKnown)
    return { sentences: [], missing: [question], confidence: 0 };
  const { models, abortSignal } = context;
  return context.answerGenerator.generate({
    question,
    passages: found.passages,
    hints,
    ...(ticketId === undefined ? {} : { ticketId }),
    ...(models === undefined ? {} : { models }),
    ...(abortSignal === undefined ? {} : { abortSignal }),
  });
}

/** The supported sentences with their citations, each compared once more with the text the records hold now. */
async function citedSentences(
  { store }: Context,
  checked: readonly CheckedClaim[],
  passages: readonly Passage[],
): Promise<AnswerSentence[]> {
  const supported = checked.filter((claim) => claim.supported);
  const versionIds = new Set(supported.flatMap(({ quotes }) => quotes.map(({ versionId }) => versionId)));
  const versions = new Map(
    (await store.documentVersions.getMany([...versionIds])).map((version) => [version.id, version]),
  );
  const documents = new Map(passages.map(({ document }) => [document.id, document]));
  return supported.flatMap(({ text, quotes }) => {
    const citations = quotes.flatMap((quote) =>
      citationOf(quote, versions.get(quote.versionId), documents.get(quote.documentId)),
    );
    return citations.length === quotes.length ? [{ text, citations }] : [];
  });
}

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

/** Removing a sentence leaves a gap, so the rest is only part of an answer. */
function statusOf(shown: number, removed: number, missing: number): AnswerStatus {
  if (shown === 0) return 'abstained';
  return removed > 0 || missing > 0 ? 'partial' : 'answered';
}

/** The generator's own estimate, lowered by what the check removed. */
function confidenceOf(status: AnswerStatus, draft: AnswerDraft, shown: number): number {
  if (status === 'abstained') return 0;
  const kept = shown / draft.sentences.length;
  const estimate = Math.min(1, Math.max(0, draft.confidence)) * kept;
  return Math.round((status === 'partial' ? estimate * 0.7 : estimate) * 1000) / 1000;
}
