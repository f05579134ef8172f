import type { EventRow } from '../events.ts';

/** PORT. Delivers events to people or systems. Called from jobs, at least once: must be idempotent by event id. */
export interface Notifier {
  deliver(event: EventRow): Promise<void>;
}
