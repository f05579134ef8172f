import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { DocumentId } from '../ids.ts';
import { deleteBlobs } from '../storage/delete-blobs.ts';

/**
 * STAGE. Asks for a document to be erased for good, shown or removed. It is shown no more at once; nothing can be added under its source until
 * the erasing is done.
 * @throws `not-found`; `invalid-input` for a published article, which is withdrawn by a review instead
 */
export async function requestErasure(
  context: Context,
  { documentId }: { readonly documentId: DocumentId },
): Promise<void> {
  await context.transaction(async (transaction) => {
    const document = await transaction.documents.get(documentId);
    if (document === undefined)
      throw new TicketAIError('not-found', { message: `There is no document ${documentId}.` });
    if (document.articleId !== undefined) {
      throw new TicketAIError('invalid-input', {
        message: `"${document.title}" is a published article. Withdraw the article instead.`,
      });
    }
    await transaction.documents.update(documentId, document.version, {
      deletedAt: document.deletedAt ?? context.now(),
      erasing: true,
    });
    await context.commit(transaction, [{ type: 'document-erasure-requested', documentId }]);
  });
}

/**
 * STAGE. Erases a document for which that was asked: the texts of all its versions, their passages and embeddings, answers that quote it, the
 * files. Vectors and articles follow from the event. What stays are ids, hashes and dates, so that it can be told that there was something.
 * Interrupted, it is done again; a second time it changes nothing.
 */
export async function eraseDocument(
  context: Context,
  { documentId }: { readonly documentId: DocumentId },
): Promise<void> {
  if ((await context.store.documents.get(documentId))?.erasing !== true) return;
  await context.store.erase({ documentIds: [documentId] });
  await deleteBlobs(context.blobs, `${context.workspaceId}/documents/${documentId}/`);
  await context.transaction(
    async (transaction) => {
      const document = await transaction.documents.get(documentId);
      if (document?.erasing !== true) return;
      await transaction.documents.update(documentId, document.version, { erasing: undefined });
      await context.commit(transaction, [{ type: 'document-erased', documentId }]);
    },
    { final: true },
  );
}
