import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { ChunkId, DocumentVersionId } from '../ids.ts';
import { sha256 } from '../text/sha256.ts';
import { type ChunkOptions, chunkDocument, chunkerName } from './chunk-document.ts';
import type { Chunk, DocumentVersion } from './document.ts';

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
  input: { readonly versionId: DocumentVersionId; readonly chunking?: ChunkOptions },
): Promise<IndexedDocument> {
  const version = await context.store.documentVersions.get(input.versionId);
  if (version === undefined)
    throw new TicketAIError('not-found', { message: `There is no document version ${input.versionId}.` });
  const chunks = version.text === '' ? [] : await chunksOf(version, input.chunking);
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

async function chunksOf(version: DocumentVersion, options: ChunkOptions | undefined): Promise<Chunk[]> {
  const spans = chunkDocument(version, options);
  return Promise.all(
    spans.map(async (span, ordinal) => {
      const text = version.text.slice(span.start, span.end);
      const textHash = await sha256(text);
      const id = (await sha256([version.id, chunkerName, ordinal, textHash].join('\n'))).slice(
        0,
        32,
      ) as ChunkId;
      return { ...span, id, documentId: version.documentId, versionId: version.id, ordinal, text, textHash };
    }),
  );
}
