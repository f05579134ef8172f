import type { KeywordIndex } from './keyword-index.ts';
import type { RetrievalChannel } from './retrieval-channel.ts';

/**
 * Finds by what agents wrote to customers who asked the like: their words are nearer to the documents' than the customers' are. Off where no
 * ticket was answered. Replies only say where to look; what is found are documents.
 */
export function repliesChannel({ keywordIndex }: { readonly keywordIndex: KeywordIndex }): RetrievalChannel {
  return {
    name: 'replies',
    index: keywordIndex,
    async retrieve({ collection, topK, replyWords }) {
      const words = (await replyWords?.()) ?? [];
      return words.length === 0
        ? undefined
        : keywordIndex.search({ collection, query: words.join(' '), topK });
    },
  };
}
