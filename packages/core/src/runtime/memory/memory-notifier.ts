import type { EventRow } from '../../events.ts';
import type { NoticeSubject, Notifier } from '../notifier.ts';

/** Settings of {@link memoryNotifier}. */
export interface MemoryNotifierOptions {
  /** Tells somebody. When it throws, the event was not delivered, and may be delivered again. Default: nobody is told. */
  readonly tell?: (event: EventRow, subject: NoticeSubject) => void | Promise<void>;
}

/** A {@link Notifier} that remembers. */
export interface MemoryNotifier extends Notifier {
  /** What was delivered, in order, each event once. */
  delivered(): readonly EventRow[];
}

/**
 * Notifies once per event id, and remembers of what, as long as the process lives: for tests, and as a pattern for notifiers that keep
 * their ids elsewhere.
 */
export function memoryNotifier({ tell }: MemoryNotifierOptions = {}): MemoryNotifier {
  /** By event id. An id is taken before anybody is told, so that a second delivery waits for the first. */
  const deliveries = new Map<string, Promise<void>>();
  const delivered: EventRow[] = [];

  async function deliverOnce(event: EventRow, subject: NoticeSubject): Promise<void> {
    try {
      await tell?.(structuredClone(event), subject);
      delivered.push(event);
    } catch (error) {
      deliveries.delete(event.id);
      throw error;
    }
  }

  return {
    deliver(event, subject = {}) {
      const known = deliveries.get(event.id);
      if (known !== undefined) return known;
      const delivery = deliverOnce(structuredClone(event), structuredClone(subject));
      deliveries.set(event.id, delivery);
      return delivery;
    },
    delivered: () => structuredClone(delivered),
  };
}
