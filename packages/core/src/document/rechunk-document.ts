import type { Context } from '../context.ts';
import type { DocumentId, DocumentVersionId } from '../ids.ts';
import { collectAll } from '../record.ts';
import { estimateTokens } from './chunk-document.ts';
import { cutVersion } from './cut-version.ts';
import type { Chunk, Document, DocumentVersion } from './document.ts';

/**
 * What cutting a document anew did. `unchanged`: it is cut as the settings say. `left`: there is nothing to cut, or a newer version of it is on the
 * way or could not be read.
 */
export interface RechunkedDocument {
  readonly status: 'rechunked' | 'unchanged' | 'left';
  readonly passages: number;
  /** Estimated, of all its passages together. */
  readonly tokens: number;
}

/**
 * STAGE. Cuts a document as the settings of its collection say now. That is a new version with the same text: it is indexed beside the one that
 * is shown and takes its place at once, passages that did not change keep their paid embeddings, and the settings of before bring it back.
 * Doing it twice changes nothing.
 * @throws `conflict` (retryable) when the document changed meanwhile
 */
export async function rechunkDocument(
  context: Context,
  input: { readonly documentId: DocumentId },
): Promise<RechunkedDocument> {
  const { store } = context;
  const document = await store.documents.get(input.documentId);
  const version = document && (await shownVersion(context, document));
  if (document === undefined || version === undefined) return { status: 'left', passages: 0, tokens: 0 };
  const chunks = await cutVersion(version, context.chunking[document.collection]);
  const size = {
    passages: chunks.length,
    tokens: chunks.reduce((sum, { text }) => sum + estimateTokens(text), 0),
  };
  const stored = await collectAll(store.chunks, { where: { versionId: version.id } });
  if (isSameCut(stored, chunks)) return { status: 'unchanged', ...size };
  await context.transaction(
    async (transaction) => {
      const id = context.generateId() as DocumentVersionId;
      const again = { ...version, id, version: 1, number: version.number + 1, addedAt: context.now() };
      await transaction.documentVersions.insert([again]);
      await transaction.documents.update(document.id, document.version, { latestVersionId: id });
      await context.commit(transaction, [{ type: 'document-added', documentId: document.id, versionId: id }]);
    },
    { final: true },
  );
  return { status: 'rechunked', ...size };
}

/** The version that readers see, when it is also the newest. */
async function shownVersion(
  { store }: Context,
  { deletedAt, erasing, currentVersionId, latestVersionId }: Document,
): Promise<DocumentVersion | undefined> {
  if (deletedAt !== undefined || erasing === true || currentVersionId !== latestVersionId) return undefined;
  const version = currentVersionId && (await store.documentVersions.get(currentVersionId));
  return version === undefined || version.text === '' ? undefined : version;
}

function isSameCut(stored: readonly Chunk[], wanted: readonly Chunk[]): boolean {
  const cutOf = (chunks: readonly Chunk[]) =>
    JSON.stringify(
      chunks.map(({ start, end }) => [start, end]).sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!),
    );
  return cutOf(stored) === cutOf(wanted);
}
