import { TicketAIError } from '../errors.ts';
import type { Article, ArticleStatus } from './article.ts';

/**
 * What can happen to an article. `draft`, `postpone`, `pause` and `suggest-merge` are the machine's, `publish` follows an approval, the rest is a
 * person's.
 */
export type ArticleAction =
  | 'draft'
  | 'suggest-merge'
  | 'pause'
  | 'merge'
  | 'postpone'
  | 'approve'
  | 'request-changes'
  | 'reject'
  | 'publish'
  | 'withdraw';

const drafting = { draft: 'in-review', 'suggest-merge': 'merge-suggested', pause: 'paused' } as const;

/** Which action leads where. What is not here is not possible. */
export const articleMoves: {
  readonly [From in ArticleStatus]: { readonly [Action in ArticleAction]?: ArticleStatus };
} = {
  'needs-evidence': { ...drafting, postpone: 'needs-evidence', reject: 'rejected' },
  paused: { ...drafting, postpone: 'needs-evidence', reject: 'rejected' },
  'in-review': {
    ...drafting,
    postpone: 'in-review',
    pause: 'in-review',
    approve: 'approved',
    'request-changes': 'changes-requested',
    reject: 'rejected',
    merge: 'merged',
    withdraw: 'withdrawn',
  },
  'merge-suggested': {
    ...drafting,
    postpone: 'merge-suggested',
    pause: 'merge-suggested',
    approve: 'approved',
    'request-changes': 'changes-requested',
    reject: 'rejected',
    merge: 'merged',
    withdraw: 'withdrawn',
  },
  'changes-requested': {
    ...drafting,
    postpone: 'needs-evidence',
    pause: 'changes-requested',
    reject: 'rejected',
    merge: 'merged',
    withdraw: 'withdrawn',
  },
  approved: { publish: 'published', 'request-changes': 'changes-requested', withdraw: 'withdrawn' },
  published: {
    ...drafting,
    postpone: 'published',
    pause: 'published',
    'request-changes': 'changes-requested',
    merge: 'merged',
    withdraw: 'withdrawn',
  },
  rejected: { ...drafting, postpone: 'rejected', pause: 'rejected' },
  withdrawn: { ...drafting, postpone: 'withdrawn', pause: 'withdrawn' },
  merged: { ...drafting, postpone: 'merged', pause: 'merged' },
};

/**
 * Where an action leads. Rejecting a new draft of an article that readers can see leaves the published revision as it is.
 * @throws `invalid-transition`
 */
export function nextStatus(
  article: Pick<Article, 'id' | 'status' | 'publishedRevisionId'>,
  action: ArticleAction,
): ArticleStatus {
  const next = articleMoves[article.status][action];
  if (next === undefined) {
    const possible = Object.keys(articleMoves[article.status]).join(', ');
    throw new TicketAIError('invalid-transition', {
      message: `An article that is "${article.status}" cannot ${action.replace('-', ' ')}. Possible now: ${possible}.`,
      context: { articleId: article.id, status: article.status, action },
    });
  }
  const isUpdate = article.publishedRevisionId !== undefined;
  return isUpdate && (next === 'rejected' || next === 'needs-evidence' || next === 'paused')
    ? 'published'
    : next;
}
