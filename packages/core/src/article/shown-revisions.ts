import type { RevisionId } from '../ids.ts';
import type { Article, EvidenceSpan, Revision } from './article.ts';

/** The revision that is read, and the one that is reviewed. */
export function shownRevisions({
  publishedRevisionId,
  revisionId,
}: Pick<Article, 'publishedRevisionId' | 'revisionId'>): readonly RevisionId[] {
  return [...new Set([publishedRevisionId, revisionId])].filter((id) => id !== undefined);
}

/** Every place that a revision rests on. */
export function evidenceSpans({ content }: Pick<Revision, 'content'>): readonly EvidenceSpan[] {
  return content.sections.flatMap(({ sentences }) => sentences.flatMap(({ evidence }) => evidence));
}
