import type { ChunkId } from '../ids.ts';
import type { ChunkIndex } from './chunk-index.ts';
import type { ChannelState, RetrievedChunk } from './passage.ts';
import type { RetrievalRequest } from './retrieval-channel.ts';

/**
 * PORT. Finds chunk ids for a question. The search stage confirms each against the records, so a stale index cannot show a deleted text.
 */
export interface Retriever {
  readonly name: string;
  /** What it searches in, when the search stage has to keep that up to date with the records. */
  readonly indexes?: readonly ChunkIndex[];
  retrieve(
    request: RetrievalRequest & {
      /** Which of these chunks the records allow to be shown. A retriever that fuses asks before it does, so that nothing hidden moves a rank. */
      readonly confirm?: (chunkIds: readonly ChunkId[]) => Promise<ReadonlySet<ChunkId>>;
    },
  ): Promise<{ readonly hits: readonly RetrievedChunk[]; readonly channels: ChannelState }>;
}
