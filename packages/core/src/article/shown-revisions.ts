import type { RevisionId } from '../ids.ts';
import type { Article } from './article.ts';

/** The revision that is read, and the one that is reviewed. */
export function shownRevisions({
  publishedRevisionId,
  revisionId,
}: Pick<Article, 'publishedRevisionId' | 'revisionId'>): readonly RevisionId[] {
  return [...new Set([publishedRevisionId, revisionId])].filter((id) => id !== undefined);
}
