import type { EventRow } from '../../events.ts';
import type { NotifierSubject } from '../notifier-cases.ts';
import type { PortFault } from './storage-faults.ts';

type Deliver = (event: EventRow) => Promise<void>;

/** A notifier written anew around `tell`, which reaches the other side and fails when that is unreachable. */
function notifierFault(
  fault: string,
  caughtBy: readonly string[],
  create: (tell: Deliver) => Deliver,
): PortFault<NotifierSubject> {
  return {
    fault,
    caughtBy,
    change() {
      const received: string[] = [];
      let isReachable = true;
      const deliver = create(async ({ id }) => {
        await Promise.resolve();
        if (!isReachable) throw new Error('unreachable');
        received.push(id);
      });
      return {
        notifier: { deliver },
        received: async () => received,
        setReachable: (reachable) => {
          isReachable = reachable;
        },
      };
    },
  };
}

const twice = [
  'the same event twice notifies',
  'the same event twice at the same time',
  'a delivery that fails',
];

export const notifierFaults: readonly PortFault<NotifierSubject>[] = [
  notifierFault('it tells every time', twice, (tell) => tell),
  notifierFault(
    'it tells nobody',
    ['notifies of an event', ...twice, 'tells events apart'],
    () => async () => {},
  ),
  notifierFault(
    'it says so before it has told',
    ['notifies of an event', ...twice, 'tells events apart'],
    (tell) => {
      const known = new Set<string>();
      return async (event) => {
        if (known.has(event.id)) return;
        known.add(event.id);
        setTimeout(() => tell(event).catch(() => known.delete(event.id)), 0);
      };
    },
  ),
  notifierFault(
    'only the last event is known',
    ['the same event twice notifies', 'a delivery that fails'],
    (tell) => {
      let last = '';
      return async (event) => {
        if (event.id === last) return;
        const before = last;
        last = event.id;
        await tell(event).catch((error: unknown) => {
          last = before;
          throw error;
        });
      };
    },
  ),
  notifierFault(
    'it looks first and remembers afterwards',
    ['the same event twice at the same time'],
    (tell) => {
      const known = new Set<string>();
      return async (event) => {
        if (known.has(event.id)) return;
        await tell(event);
        known.add(event.id);
      };
    },
  ),
  notifierFault('events are known by identity', twice.slice(0, 2), (tell) => {
    const known = new WeakMap<EventRow, Promise<void>>();
    return async (event) => {
      const delivery = known.get(event) ?? tell(event);
      known.set(event, delivery);
      await delivery.catch((error: unknown) => {
        known.delete(event);
        throw error;
      });
    };
  }),
  notifierFault('events are known by what they say', ['tells events apart'], (tell) => {
    const known = new Map<string, Promise<void>>();
    return async ({ id, ...event }) => {
      const key = JSON.stringify(event);
      const delivery = known.get(key) ?? tell({ id, ...event });
      known.set(key, delivery);
      await delivery.catch((error: unknown) => {
        known.delete(key);
        throw error;
      });
    };
  }),
  notifierFault('some kinds of events break it', ['takes every kind'], (tell) => {
    const known = new Map<string, Promise<void>>();
    return async (event) => {
      if (event.type === 'job-failed') throw new Error('no template');
      const delivery = known.get(event.id) ?? tell(event);
      known.set(event.id, delivery);
      await delivery.catch((error: unknown) => {
        known.delete(event.id);
        throw error;
      });
    };
  }),
  notifierFault('a failed delivery is taken for done', ['a delivery that fails'], (tell) => {
    const known = new Set<string>();
    return async (event) => {
      if (known.has(event.id)) return;
      known.add(event.id);
      await tell(event);
    };
  }),
  notifierFault('failures are swallowed', ['a delivery that fails'], (tell) => {
    const known = new Set<string>();
    return async (event) => {
      if (known.has(event.id)) return;
      known.add(event.id);
      await tell(event).catch(() => known.delete(event.id));
    };
  }),
];
