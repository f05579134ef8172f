import type { ChunkId } from '../ids.ts';
import { sha256 } from '../text/sha256.ts';
import { type ChunkOptions, chunkDocument, chunkerName } from './chunk-document.ts';
import type { Chunk, DocumentVersion } from './document.ts';

/** The chunks of a version, with ids that depend on what is in them; none without text. */
export async function cutVersion(version: DocumentVersion, sizes: ChunkOptions): Promise<Chunk[]> {
  const spans = version.text === '' ? [] : chunkDocument(version, sizes);
  return Promise.all(
    spans.map(async (span, ordinal) => {
      const text = version.text.slice(span.start, span.end);
      const textHash = await sha256(text);
      const id = (await sha256([version.id, chunkerName, ordinal, textHash].join('\n'))).slice(0, 32);
      return {
        ...span,
        id: id as ChunkId,
        documentId: version.documentId,
        versionId: version.id,
        ordinal,
        text,
        textHash,
      };
    }),
  );
}
