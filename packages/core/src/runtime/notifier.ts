import type { EventRow } from '../events.ts';

/** PORT. Delivers events to people or systems. Called from jobs, at least once: must be idempotent by event id. */
export interface Notifier {
  /** Resolves once somebody was told. A delivery that fails rejects, and is made again later. */
  deliver(event: EventRow): Promise<void>;
}
