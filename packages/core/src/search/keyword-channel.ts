import type { KeywordIndex } from './keyword-index.ts';
import type { RetrievalChannel } from './retrieval-channel.ts';

/** Finds by the words of the question. */
export function keywordChannel({ keywordIndex }: { readonly keywordIndex: KeywordIndex }): RetrievalChannel {
  return {
    name: 'keyword',
    index: keywordIndex,
    retrieve: ({ collection, query, topK }) =>
      keywordIndex.search({ collection, query: query.expanded, topK }),
  };
}
