import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { DocumentId } from '../ids.ts';

/**
 * STAGE. Removes a document from search at once: hits are confirmed by the records, so no index can still show it. Versions stay, so
 * that old answers keep their sources; {@link requestErasure} erases them for good.
 * @throws `not-found`; `invalid-input` for a published article, which is withdrawn by a review instead
 */
export async function removeDocument(
  context: Context,
  input: { readonly documentId: DocumentId },
): Promise<void> {
  await context.transaction(
    async (transaction) => {
      const document = await transaction.documents.get(input.documentId);
      if (document === undefined)
        throw new TicketAIError('not-found', { message: `There is no document ${input.documentId}.` });
      if (document.articleId !== undefined) {
        throw new TicketAIError('invalid-input', {
          message: `"${document.title}" is a published article. Withdraw the article instead.`,
        });
      }
      if (document.deletedAt !== undefined) return context.commit(transaction, []);
      await transaction.documents.update(document.id, document.version, { deletedAt: context.now() });
      return context.commit(transaction, [{ type: 'document-removed', documentId: document.id }]);
    },
    { final: true },
  );
}
