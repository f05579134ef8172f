import type { EventRow } from '../events.ts';
import type { ArticleId, RevisionId } from '../ids.ts';

/** What an event is about, read when it is delivered: events hold no texts. */
export interface NoticeSubject {
  /** The revision that waits for a person's review. */
  readonly article?: {
    readonly id: ArticleId;
    readonly revisionId: RevisionId;
    readonly title: string;
    readonly summary: string;
    /** What a reviewer should know of it. */
    readonly remark?: string;
  };
  /** The name of the intent it is about. */
  readonly intent?: string;
}

/** PORT. Delivers events to people or systems. Called from jobs, at least once: must be idempotent by event id. */
export interface Notifier {
  /**
   * Resolves once somebody was told. A delivery that fails rejects, and is made again later: an error with `isOutage` for a day, after the
   * `retryAfterMs` of its context at the earliest.
   */
  deliver(event: EventRow, subject?: NoticeSubject): Promise<void>;
}
