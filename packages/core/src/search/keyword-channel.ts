import type { KeywordIndex } from './keyword-index.ts';
import type { RetrievalChannel } from './retrieval-channel.ts';

/** Finds by the words of the question, and words that mean the same at a help desk. */
export function keywordChannel({ keywordIndex }: { readonly keywordIndex: KeywordIndex }): RetrievalChannel {
  return {
    name: 'keyword',
    index: keywordIndex,
    retrieve: ({ collection, query, topK }) => keywordIndex.search({ collection, query: query.text, topK }),
  };
}
