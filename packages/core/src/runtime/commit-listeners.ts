import type { EventRow } from '../events.ts';
import { copyValue } from './row-values.ts';
import type { Store } from './store.ts';

/** What {@link Store.onCommit} takes. */
export type CommitListener = Parameters<Store['onCommit']>[0];

/** Those who hear of commits. */
export interface CommitListeners {
  add(listener: CommitListener): () => void;
  /** Tells all of them. The commit has happened, so what a listener throws changes nothing. */
  announce(events: readonly EventRow[], jobIds: readonly string[]): void;
}

/** Nobody listens yet. */
export function commitListeners(): CommitListeners {
  const listeners = new Set<CommitListener>();
  return {
    add(listener) {
      const own: CommitListener = (events, jobIds) => listener(events, jobIds);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    announce(events, jobIds) {
      if (events.length === 0 && jobIds.length === 0) return;
      for (const listener of [...listeners]) {
        try {
          listener(copyValue(events), [...jobIds]);
        } catch {
          // As promised: a listener cannot break what is done.
        }
      }
    },
  };
}
