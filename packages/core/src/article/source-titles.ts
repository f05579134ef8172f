import { everyone, mayRead } from '../document/may-read.ts';
import type { DocumentVersionId } from '../ids.ts';
import type { Records } from '../runtime/store.ts';
import type { ArticleContent } from './article.ts';

/**
 * Names of the documents that articles rest on, for their lists of sources. `undefined` for a version that is not stored, or of a document that is for
 * some groups only by now: articles are for everyone.
 */
export async function sourceTitles(
  store: Pick<Records, 'documents' | 'documentVersions'>,
  contents: readonly ArticleContent[],
): Promise<(versionId: DocumentVersionId) => string | undefined> {
  const spans = contents.flatMap(({ sections }) =>
    sections.flatMap(({ sentences }) => sentences.flatMap(({ evidence }) => evidence)),
  );
  const cited = new Set(spans.flatMap((span) => (span.kind === 'passage' ? [span.versionId] : [])));
  const versions = await store.documentVersions.getMany([...cited]);
  const documents = await store.documents.getMany([...new Set(versions.map(({ documentId }) => documentId))]);
  const open = documents.filter((document) => mayRead(document, everyone));
  const names = new Map(open.map(({ id, title }) => [id, title]));
  const titles = new Map(versions.map(({ id, documentId }) => [id, names.get(documentId)]));
  return (versionId) => titles.get(versionId);
}
