import { TicketAIError } from '../errors.ts';
import type { RevisionId } from '../ids.ts';
import type { Article } from './article.ts';

/**
 * Two people at once: the second one has not seen what the first one did, and must look again.
 * @param readable the revisions that may be decided about. @throws `conflict`, with the current revision in its context
 */
export function checkSeenRevision(
  { id, revisionId }: Article,
  seen: RevisionId,
  readable: readonly (RevisionId | undefined)[],
): void {
  if (readable.includes(seen)) return;
  throw new TicketAIError('conflict', {
    message: 'The article has a newer revision than the one that was reviewed. Read it and decide again.',
    context: { articleId: id, reviewed: seen, current: revisionId },
  });
}
