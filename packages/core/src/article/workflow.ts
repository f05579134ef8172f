import { TicketAIError } from '../errors.ts';
import type { Article, ArticleStatus } from './article.ts';

/** What can happen to an article. `draft` and `postpone` are the machine's, `publish` follows an approval, the rest is a person's. */
export type ArticleAction =
  | 'draft'
  | 'postpone'
  | 'approve'
  | 'request-changes'
  | 'reject'
  | 'publish'
  | 'withdraw';

/** Which action leads where. What is not here is not possible. */
export const articleMoves: {
  readonly [From in ArticleStatus]: { readonly [Action in ArticleAction]?: ArticleStatus };
} = {
  'needs-evidence': { draft: 'in-review', postpone: 'needs-evidence', reject: 'rejected' },
  'in-review': {
    draft: 'in-review',
    postpone: 'in-review',
    approve: 'approved',
    'request-changes': 'changes-requested',
    reject: 'rejected',
    withdraw: 'withdrawn',
  },
  'changes-requested': {
    draft: 'in-review',
    postpone: 'needs-evidence',
    reject: 'rejected',
    withdraw: 'withdrawn',
  },
  approved: { publish: 'published', 'request-changes': 'changes-requested', withdraw: 'withdrawn' },
  published: {
    draft: 'in-review',
    postpone: 'published',
    'request-changes': 'changes-requested',
    withdraw: 'withdrawn',
  },
  rejected: { draft: 'in-review', postpone: 'rejected' },
  withdrawn: { draft: 'in-review', postpone: 'withdrawn' },
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
  return isUpdate && (next === 'rejected' || next === 'needs-evidence') ? 'published' : next;
}
