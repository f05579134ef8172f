import type { Answer, AnswerSentence, Citation } from '../answer/answer.ts';
import type { Document } from '../document/document.ts';
import type { DocumentId, TicketId } from '../ids.ts';
import type { ModelPurpose } from '../model/ledger.ts';
import { collectAll, findAll, type StoredRecord } from '../record.ts';
import type { ModelCall } from './job.ts';
import { type EmbeddingOwner, embeddingsOf } from './record-embeddings.ts';
import type { RowOf } from './record-kinds.ts';
import type { Records } from './store.ts';

/** What models are asked for with documents before them. None of their replies tells which ones: all go with a document. */
const readingDocuments: readonly string[] = ['answer', 'draft-article'] satisfies ModelPurpose[];

/** What is to be erased. */
export type EraseTarget =
  | { readonly ticketIds: readonly TicketId[] }
  | { readonly documentIds: readonly DocumentId[] };

/** What a store offers for erasing, inside one transaction: insert-only rows can be changed here and nowhere else. */
export interface EraseAccess {
  readonly records: Records;
  /** The store's clock; default the system's. */
  readonly now?: () => number;
  /** Replaces rows by id. */
  rewrite<Name extends keyof Records>(name: Name, rows: readonly RowOf<Records[Name]>[]): Promise<void>;
  remove(name: keyof Records, ids: readonly string[]): Promise<void>;
}

/**
 * Carries out {@link WorkspaceStore.erase} on any store; what must go is written down once, here. Erased tickets are marked with
 * `erasedAt`, so that the next sync does not bring their text back. Messages stay as rows without text, also after their ticket is deleted.
 */
export async function eraseTexts(access: EraseAccess, target: EraseTarget): Promise<void> {
  if ('ticketIds' in target) await eraseTickets(access, target.ticketIds);
  else await eraseDocuments(access, target.documentIds);
}

async function eraseTickets(access: EraseAccess, ids: readonly TicketId[]): Promise<void> {
  const { records, rewrite, now = Date.now } = access;
  const tickets = await records.tickets.getMany(ids);
  const erasedAt = now();
  await rewrite(
    'tickets',
    tickets.map(({ requester, ...ticket }) =>
      next({ ...ticket, subject: '', tags: [], fields: {}, erasedAt: ticket.erasedAt ?? erasedAt }),
    ),
  );
  const messages = await collectAll(records.messages, { where: { ticketId: ids } });
  await rewrite(
    'messages',
    messages.map((message) => ({ ...message, text: '' })),
  );
  const erased = new Set<string>(ids);
  await eraseReplies(access, ({ ticketIds }) => ticketIds.some((id) => erased.has(id)));
  await eraseEmbeddings(access, 'tickets');
  await eraseDrafts(access);
  const answers = await collectAll(records.answers, { where: { ticketId: ids } });
  await rewrite(
    'answers',
    answers.map((answer) => next({ ...answer, question: '', sentences: [], missing: [] })),
  );
  await eraseRemarks(access, answers);
}

/** An embedding tells much of its text. Of tickets all go, because none tells whose it is. */
async function eraseEmbeddings({ records, remove }: EraseAccess, owner: EmbeddingOwner): Promise<void> {
  const embeddings = await collectAll(records.embeddings, { where: { model: embeddingsOf(owner) } });
  await remove(
    'embeddings',
    embeddings.map((embedding) => embedding.id),
  );
}

/** Also of calls under way: that their row has changed tells them to keep no reply. */
async function eraseReplies(
  { records, rewrite }: EraseAccess,
  isAffected: (call: ModelCall) => boolean,
): Promise<void> {
  for await (const call of findAll(records.modelCalls))
    if ((call.reply !== '' || call.status === 'reserved') && isAffected(call))
      await rewrite('modelCalls', [next({ ...call, reply: '' })]);
}

/**
 * Journaled drafts of articles hold texts, and so do the remarks on them, where a model says what is missing or a sentence was left out. None tells
 * whose: all go. An unfinished draft is written again, of what is left; a remark is made again with the next draft.
 */
async function eraseDrafts({ records, rewrite, remove }: EraseAccess): Promise<void> {
  for await (const { remark, ...article } of findAll(records.articles))
    if (remark !== undefined) await rewrite('articles', [next(article)]);
  const ids: string[] = [];
  for await (const { id } of findAll(records.workflowSteps, { where: { step: ['draft', 'duplicates'] } }))
    ids.push(id);
  await remove('workflowSteps', ids);
}

async function eraseRemarks({ records, rewrite }: EraseAccess, answers: readonly Answer[]): Promise<void> {
  const feedback = await collectAll(records.feedback, {
    where: { answerId: answers.map((answer) => answer.id) },
  });
  await rewrite(
    'feedback',
    feedback.map(({ note, ...row }) => row),
  );
}

async function eraseDocuments(access: EraseAccess, ids: readonly DocumentId[]): Promise<void> {
  const { records, rewrite } = access;
  const documents = await records.documents.getMany(ids);
  await rewrite(
    'documents',
    documents.map((document): Document => next({ ...document, title: '' })),
  );
  const versions = await collectAll(records.documentVersions, { where: { documentId: ids } });
  await rewrite(
    'documentVersions',
    versions.map((version) => next({ ...version, text: '', pages: [], blocks: [] })),
  );
  const chunks = await collectAll(records.chunks, { where: { documentId: ids } });
  await rewrite(
    'chunks',
    chunks.map((chunk) => ({ ...chunk, text: '', headingPath: [] })),
  );
  for (const documentId of ids) await eraseEmbeddings(access, { documentId });
  await eraseReplies(access, ({ purpose }) => readingDocuments.includes(purpose));
  await eraseDrafts(access);
  await eraseQuotes(access, new Set(ids));
}

async function eraseQuotes({ records, rewrite }: EraseAccess, ids: ReadonlySet<DocumentId>): Promise<void> {
  const isErased = ({ documentId }: Citation) => ids.has(documentId);
  for await (const answer of findAll(records.answers)) {
    const quoting = answer.sentences.filter(({ citations, contradictedBy = [] }) =>
      [...citations, ...contradictedBy].some(isErased),
    );
    if (quoting.length === 0) continue;
    const sentences = answer.sentences
      .filter(({ citations }) => !citations.some(isErased))
      .map((sentence) => (quoting.includes(sentence) ? withoutPlaces(sentence, isErased) : sentence));
    await rewrite('answers', [next({ ...answer, sentences })]);
  }
}

function withoutPlaces(
  { contradictedBy = [], ...sentence }: AnswerSentence,
  isErased: (citation: Citation) => boolean,
): AnswerSentence {
  const left = contradictedBy.filter((citation) => !isErased(citation));
  return left.length === 0 ? sentence : { ...sentence, contradictedBy: left };
}

function next<Row extends StoredRecord>(row: Row): Row {
  return { ...row, version: row.version + 1 };
}
