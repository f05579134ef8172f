import type { Patch } from '../record.ts';
import type { Article } from './article.ts';

/** What takes the mark of being out of date off an article, with all that was said about it. */
export const notStale = {
  stale: false,
  staleReason: undefined,
  staleRevisionId: undefined,
  staleByReplies: undefined,
} as const satisfies Patch<Article>;
