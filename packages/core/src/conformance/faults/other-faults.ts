import type { JobQueue } from '../../runtime/job-queue.ts';
import type { KeywordIndex } from '../../search/keyword-index.ts';
import type { PortFault } from './storage-faults.ts';

export const queueFaults: readonly PortFault<JobQueue>[] = [
  {
    fault: 'notifications are ignored',
    caughtBy: ['wakes a worker after', 'loses no notification'],
    change: () => ({ notify: async () => {} }),
  },
  {
    fault: 'there is no sweep',
    caughtBy: ['wakes a worker without', 'goes on after'],
    change: (good) => ({ work: (wake) => good.work(wake, { sweepMs: 60_000 }) }),
  },
  {
    fault: 'a notification while the worker is busy is lost',
    caughtBy: ['loses no notification'],
    change: (good) => {
      let busy = false;
      return {
        notify: async (jobIds) => (busy ? undefined : good.notify(jobIds)),
        work: (wake, options) =>
          good.work(async () => {
            busy = true;
            await wake().finally(() => {
              busy = false;
            });
          }, options),
      };
    },
  },
  {
    fault: 'a notified worker is called while it runs',
    caughtBy: ['never calls'],
    change: (good) => {
      const wakes: (() => Promise<void>)[] = [];
      return {
        notify: async (jobIds) => {
          if (jobIds.length === 2) for (const wake of wakes) void wake().catch(() => {});
          await good.notify(jobIds);
        },
        work: (wake, options) => {
          wakes.push(wake);
          return good.work(wake, options);
        },
      };
    },
  },
  {
    fault: 'closing a worker does not wait for its run',
    caughtBy: ['closing a worker'],
    change: (good) => ({
      work: async (wake, options) =>
        good.work(wake, options).then((worker) => ({ close: async () => void worker.close() })),
    }),
  },
  {
    fault: 'closing the queue lets workers go on',
    caughtBy: ['closing the queue'],
    change: () => ({ close: async () => {} }),
  },
];

export const keywordIndexFaults: readonly PortFault<KeywordIndex>[] = [
  {
    fault: 'the worst come first',
    caughtBy: ['finds chunks', 'equal scores'],
    change: (good) => ({ search: async (options) => [...(await good.search(options))].reverse() }),
  },
  {
    fault: 'titles and headings are not searched',
    caughtBy: ['finds words of the title'],
    change: (good) => ({
      add: ({ entries, ...options }) =>
        good.add({ ...options, entries: entries.map((entry) => ({ ...entry, title: '', headings: '' })) }),
    }),
  },
  {
    fault: 'topK is ignored',
    caughtBy: ['gives no more'],
    change: (good) => ({ search: (options) => good.search({ ...options, topK: 1000 }) }),
  },
  {
    fault: 'removing clears the collection',
    caughtBy: ['removes chunks', 'remembers up to which'],
    change: (good) => ({ remove: ({ collection }) => good.clear(collection) }),
  },
  {
    fault: 'removing moves no position',
    caughtBy: ['remembers up to which'],
    change: (good) => ({
      remove: async (options) =>
        good.remove({ ...options, position: await good.position(options.collection) }),
    }),
  },
  {
    fault: 'an empty batch moves no position',
    caughtBy: ['remembers up to which'],
    change: (good) => ({
      add: async (options) => (options.entries.length === 0 ? undefined : good.add(options)),
    }),
  },
  {
    fault: 'there is one collection for all',
    caughtBy: ['keeps collections apart', 'forgets a collection', 'finds nothing'],
    change: (good) => ({
      add: (options) => good.add({ ...options, collection: 'all' }),
      remove: (options) => good.remove({ ...options, collection: 'all' }),
      search: (options) => good.search({ ...options, collection: 'all' }),
      coverage: (options) => good.coverage({ ...options, collection: 'all' }),
      count: () => good.count('all'),
      position: () => good.position('all'),
      clear: () => good.clear('all'),
    }),
  },
  {
    fault: 'every question is known',
    caughtBy: ['tells how much'],
    change: () => ({ coverage: async () => 1 }),
  },
];
