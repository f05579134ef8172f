import type { KeywordIndex } from './keyword-index.ts';
import type { Retriever } from './retriever.ts';

/** The default retriever: the words of the question, ranked by BM25. Needs no key and no service. */
export function bm25Retriever(options: { readonly keywordIndex: KeywordIndex }): Retriever {
  return {
    name: 'bm25@1',
    async retrieve({ collection, query, topK }) {
      const found = await options.keywordIndex.search({ collection, query, topK });
      return {
        hits: found.map(({ chunkId, score }, position) => ({
          chunkId,
          score,
          channels: { keyword: position + 1 },
        })),
        channels: { keyword: 'ok' },
      };
    },
  };
}
