import { describe, expect, it } from 'vitest';
import type { ArticleId } from '../ids.ts';
import type { Article, ArticleStatus } from './article.ts';
import { type ArticleAction, articleMoves, nextStatus } from './workflow.ts';

const article = (
  status: ArticleStatus,
  published = false,
): Pick<Article, 'id' | 'status' | 'publishedRevisionId'> => ({
  id: 'a' as ArticleId,
  status,
  ...(published ? { publishedRevisionId: 'r' as never } : {}),
});
const statuses = Object.keys(articleMoves) as ArticleStatus[];
const actions: ArticleAction[] = [
  'draft',
  'postpone',
  'approve',
  'request-changes',
  'reject',
  'publish',
  'withdraw',
];

describe('nextStatus', () => {
  it('publishes only what was approved, and approves only what is in review', () => {
    for (const status of statuses) {
      const may = (action: ArticleAction) => articleMoves[status][action] !== undefined;
      expect(may('publish')).toBe(status === 'approved');
      expect(may('approve')).toBe(status === 'in-review' || status === 'merge-suggested');
    }
  });

  it('refuses what is not in the table, and says what is possible', () => {
    for (const status of statuses) {
      for (const action of actions.filter((one) => articleMoves[status][one] === undefined)) {
        expect(() => nextStatus(article(status), action)).toThrow(
          expect.objectContaining({ code: 'invalid-transition' }),
        );
      }
    }
    expect(() => nextStatus(article('rejected'), 'approve')).toThrow('Possible now: draft');
  });

  it('leaves a published article published when a new draft of it is rejected', () => {
    expect(nextStatus(article('in-review', true), 'reject')).toBe('published');
    expect(nextStatus(article('in-review'), 'reject')).toBe('rejected');
    expect(nextStatus(article('changes-requested', true), 'postpone')).toBe('published');
  });
});
