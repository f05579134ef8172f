import type { ChannelState, RetrievedChunk } from './passage.ts';

/** PORT. Finds chunk ids for a question. The search stage confirms each against the records, so a stale index cannot show a deleted text. */
export interface Retriever {
  readonly name: string;
  retrieve(options: {
    /** Workspace and index generation; made by the search stage. */
    readonly collection: string;
    readonly query: string;
    readonly topK: number;
    readonly abortSignal?: AbortSignal;
  }): Promise<{ readonly hits: readonly RetrievedChunk[]; readonly channels: ChannelState }>;
}
