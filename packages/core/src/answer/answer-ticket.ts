import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { AnswerId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import type { SearchFilter, SearchResult } from '../search/passage.ts';
import { similarReplies } from '../search/similar-replies.ts';
import type { Claim } from '../search/verify-claims.ts';
import type { WordingHint } from '../search/wording-hint.ts';
import { conversationOrder } from '../ticket/conversation-order.ts';
import type { Answer, AnswerSentence, AnswerStatus } from './answer.ts';
import type { AnswerDraft } from './answer-generator.ts';
import { knownShare } from './known-share.ts';
import { missingParts } from './missing-parts.ts';
import { sentenceProver } from './prove-sentence.ts';

/** What to answer: a question, or a ticket's own words. */
export type AnswerInput = (
  | { readonly question: string; readonly ticketId?: TicketId }
  | { readonly ticketId: TicketId; readonly question?: undefined }
) & {
  /** What may be used. Set by code from who asks. */
  readonly filter?: SearchFilter;
  /** How many passages the generator is offered. Default 12. */
  readonly topK?: number;
  /** Is told each sentence as soon as it is proved. What it was told is in the answer, whatever comes after. */
  readonly onSentence?: (sentence: AnswerSentence) => void;
};

/** Below this share of known word weight a question is about something else altogether. */
const leastKnown = 0.25;

/**
 * STAGE. Answers from documents and published articles, or says that they do not answer. Every sentence shown carries quotes that code
 * found in the passages and again in the stored text; a sentence without one is removed, and when none is left the answer abstains.
 * @throws `invalid-input` for an empty question; `not-found` for an unknown ticket; `conflict` (retryable) when the ticket or what the answer
 * quotes was erased meanwhile
 */
export async function answerTicket(context: Context, input: AnswerInput): Promise<Answer> {
  const question = (input.question ?? (await questionOf(context, input.ticketId))).trim();
  if (question === '')
    throw new TicketAIError('invalid-input', { message: 'There is no question: the text is empty.' });
  const { topK = 12, filter } = input;
  const ticketIds = input.ticketId === undefined ? [] : [input.ticketId];
  const hints = await similarReplies(context, question, ticketIds);
  const evidence = await context.search({
    query: question,
    topK,
    ticketIds,
    ...(filter === undefined ? {} : { filter }),
  });
  const found = {
    ...evidence,
    coverage: Math.max(evidence.coverage, await knownShare(context, question, evidence.passages, filter)),
  };
  const prove = sentenceProver(context, found.passages);
  const sentences: AnswerSentence[] = [];
  const say = async (claim: Claim): Promise<boolean> => {
    const sentence = await prove(claim);
    if (sentence === undefined) return false;
    if (!sentences.some(({ text }) => text === sentence.text)) {
      sentences.push(sentence);
      input.onSentence?.(sentence);
    }
    return true;
  };
  let said = Promise.resolve(true);
  const onSentence = (claim: Claim) => {
    said = said.then(() => say(claim));
    // Whoever awaits it below is told.
    said.catch(() => {});
  };
  const draft = await draftAnswer(
    context,
    { ticketId: input.ticketId, question, ...(input.onSentence === undefined ? {} : { onSentence }) },
    found,
    hints,
  );
  await said;
  let removed = 0;
  for (const claim of draft.sentences) if (!(await say(claim))) removed += 1;
  const missing = missingParts(draft.missing, question);
  const status = statusOf(sentences.length, removed, missing.length);
  const answer: Answer = {
    id: context.generateId() as AnswerId,
    version: 1,
    ...(input.ticketId === undefined ? {} : { ticketId: input.ticketId }),
    question,
    status,
    sentences,
    confidence: confidenceOf(
      status,
      draft.confidence,
      1 - removed / Math.max(1, draft.sentences.length),
      sentences.some(({ contradictedBy }) => contradictedBy !== undefined),
    ),
    missing: status === 'abstained' && missing.length === 0 ? [question] : missing,
    channels: found.channels,
    generator: draft.generator ?? context.answerGenerator.name,
    createdAt: context.now(),
    createdBy: context.actor,
  };
  await context.transaction(
    async (transaction) => {
      await refuseErased(transaction, answer);
      await transaction.answers.insert([answer]);
      await context.commit(transaction, [{ type: 'answer-given', answerId: answer.id }]);
    },
    { final: true },
  );
  return answer;
}

/** What was erased while the answer was made must not come back with it: no later erasing would find it. */
async function refuseErased(
  { tickets, documentVersions }: Transaction,
  { ticketId, sentences }: Answer,
): Promise<void> {
  const ticket = ticketId === undefined ? undefined : await tickets.get(ticketId);
  const citations = sentences.flatMap((sentence) => [
    ...sentence.citations,
    ...(sentence.contradictedBy ?? []),
  ]);
  const versions = await documentVersions.getMany([...new Set(citations.map(({ versionId }) => versionId))]);
  const texts = new Map(versions.map(({ id, text }) => [id, text]));
  const stands = citations.every(
    ({ versionId, start, end, quote }) => texts.get(versionId)?.slice(start, end) === quote,
  );
  if (ticket?.erasedAt === undefined && stands) return;
  throw new TicketAIError('conflict', {
    message: `${stands ? 'The ticket' : 'A document that the answer quotes'} was erased while the answer was made. Ask again.`,
    context: { ticketId },
    retryable: true,
  });
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
  {
    question,
    ticketId,
    onSentence,
  }: {
    readonly question: string;
    readonly ticketId: TicketId | undefined;
    readonly onSentence?: (claim: Claim) => void;
  },
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
    ...(onSentence === undefined ? {} : { onSentence }),
    ...(abortSignal === undefined ? {} : { abortSignal }),
  });
}

/** Removing a sentence leaves a gap, so the rest is only part of an answer. */
function statusOf(shown: number, removed: number, missing: number): AnswerStatus {
  if (shown === 0) return 'abstained';
  return removed > 0 || missing > 0 ? 'partial' : 'answered';
}

/** The generator's own estimate, lowered by what the check removed and by what other documents say. */
function confidenceOf(status: AnswerStatus, estimate: number, kept: number, isContradicted: boolean): number {
  if (status === 'abstained') return 0;
  const lowered = Math.min(1, Math.max(0, estimate)) * kept * (isContradicted ? 0.5 : 1);
  return Math.round((status === 'partial' ? lowered * 0.7 : lowered) * 1000) / 1000;
}
