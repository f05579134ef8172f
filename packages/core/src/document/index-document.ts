import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { DocumentVersionId } from '../ids.ts';
import { cutVersion } from './cut-version.ts';

/** What indexing did. `skipped`: the version has no text, or is no longer the latest of a document that still exists. */
export interface IndexedDocument {
  readonly status: 'indexed' | 'skipped';
  readonly chunks: number;
}

/**
 * STAGE. Cuts a version into chunks and shows it: chunks and the switch of the current version are one transaction, so readers see the
 * old version or the new one, never a mix. Doing it twice changes nothing. Indexes kept by searchers follow from the event.
 */
export async function indexDocument(
  context: Context,
  input: { readonly versionId: DocumentVersionId },
): Promise<IndexedDocument> {
  const version = await context.store.documentVersions.get(input.versionId);
  if (version === undefined)
    throw new TicketAIError('not-found', { message: `There is no document version ${input.versionId}.` });
  const collection = (await context.store.documents.get(version.documentId))?.collection ?? 'documents';
  const chunks = await cutVersion(version, context.chunking[collection]);
  return context.transaction(
    async (transaction) => {
      const document = await transaction.documents.get(version.documentId);
      const isLatest =
        document !== undefined && document.deletedAt === undefined && document.latestVersionId === version.id;
      if (!isLatest || chunks.length === 0) {
        await context.commit(transaction, []);
        return { status: 'skipped', chunks: 0 };
      }
      const stored = await transaction.chunks.count({ versionId: version.id });
      if (stored === 0) await transaction.chunks.insert(chunks);
      const replaced = document.currentVersionId === version.id ? undefined : document.currentVersionId;
      await transaction.documents.update(document.id, document.version, { currentVersionId: version.id });
      const event = { type: 'document-indexed', documentId: document.id, versionId: version.id } as const;
      await context.commit(transaction, [replaced === undefined ? event : { ...event, replaced }]);
      return { status: 'indexed', chunks: stored === 0 ? chunks.length : stored };
    },
    { final: true },
  );
}
