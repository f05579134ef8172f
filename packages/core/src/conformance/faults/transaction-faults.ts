import type { IntentId, RunId } from '../../ids.ts';
import type { ProvenFault } from './broken-store.ts';

/** Transactions, workspaces, events. */
export const transactionFaults: readonly (() => ProvenFault)[] = [
  () => ({
    fault: 'a failed transaction is committed',
    caughtBy: [
      'transaction: leaves nothing',
      'events: a transaction that was rolled back',
      'listeners: hear nothing',
      'jobs: a rolled back',
      'fence: a transaction that fails',
    ],
    workspace: ({ transaction }) => ({
      async transaction(work, options) {
        const outcome = await transaction(
          (inner) =>
            work(inner).then(
              (result) => ({ result }),
              (error: unknown) => ({ error }),
            ),
          options,
        );
        if ('error' in outcome) throw outcome.error;
        return outcome.result;
      },
    }),
  }),
  () => ({
    fault: 'others read what is not committed yet',
    caughtBy: ['transaction: others see nothing'],
    workspace: (workspace) => {
      const open: { tickets?: typeof workspace.tickets } = {};
      return {
        tickets: {
          ...workspace.tickets,
          get: (id) => (open.tickets ?? workspace.tickets).get(id),
          find: (query) => (open.tickets ?? workspace.tickets).find(query),
        },
        transaction: (work, options) =>
          workspace.transaction((inner) => {
            open.tickets = inner.tickets;
            return work(inner).finally(() => delete open.tickets);
          }, options),
      };
    },
  }),
  () => ({
    fault: 'a rolled back transaction burns a sequence',
    caughtBy: ['events: a transaction that was rolled back'],
    workspace: (workspace) => {
      let burnt = 0;
      return {
        transaction: (work, options) =>
          workspace.transaction(work, options).catch((error) => {
            burnt += 1;
            throw error;
          }),
        events: {
          ...workspace.events,
          async find(query) {
            const page = await workspace.events.find(query);
            return {
              ...page,
              items: page.items.map((event) => ({ ...event, sequence: event.sequence + burnt })),
            };
          },
        },
      };
    },
  }),
  () => ({
    fault: 'the fence is ignored',
    caughtBy: [
      'fence: the job is finished',
      'fence: a worker that lost',
      'fence: a job has its effect once',
      'fence: the lease of another',
    ],
    workspace: ({ transaction }) => ({ transaction: (work) => transaction(work) }),
  }),
  () => ({
    fault: 'the fence checks, but does not finish',
    caughtBy: ['fence: the job is finished', 'fence: a job has its effect once'],
    workspace: ({ transaction }) => ({
      transaction: (work, { fence } = {}) =>
        transaction(work, fence === undefined ? {} : { fence: { ...fence, finish: false } }),
    }),
  }),
  () => ({
    fault: 'a broken listener breaks the commit',
    caughtBy: ['listeners: cannot break'],
    store(store) {
      const errors: unknown[] = [];
      return {
        workspace(id) {
          const workspace = store.workspace(id);
          return {
            ...workspace,
            async transaction(work, options) {
              const result = await workspace.transaction(work, options);
              if (errors.length > 0) throw errors.pop();
              return result;
            },
          };
        },
        onCommit: (listener) =>
          store.onCommit((events, jobIds) => {
            try {
              listener(events, jobIds);
            } catch (error) {
              errors.push(error);
            }
          }),
      };
    },
  }),
  () => ({
    fault: 'a listener cannot be stopped',
    caughtBy: ['listeners: may stop'],
    store: (store) => ({
      onCommit(listener) {
        store.onCommit(listener);
        return () => {};
      },
    }),
  }),
  () => ({
    fault: 'get finds the rows of other workspaces',
    caughtBy: ['isolation: a workspace reads its own'],
    store(store) {
      const known = new Set<Parameters<typeof store.workspace>[0]>();
      return {
        workspace(id) {
          known.add(id);
          const own = store.workspace(id);
          const get: typeof own.tickets.get = async (ticketId) => {
            const found = await Promise.all(
              [own, ...[...known].map(store.workspace)].map(({ tickets }) => tickets.get(ticketId)),
            );
            return found.find((row) => row !== undefined);
          };
          return { ...own, tickets: { ...own.tickets, get } };
        },
      };
    },
  }),
  () => ({
    fault: 'deleting a workspace leaves its rows',
    caughtBy: ['isolation: deleting a workspace'],
    store: (store) => ({
      system: {
        ...store.system,
        workspaces: { ...store.system.workspaces, delete: async (ids) => ids.length },
      },
    }),
  }),
  () => ({
    fault: 'only the first alias of a chain is followed',
    caughtBy: ['counts: chains of aliases'],
    workspace: (workspace) => ({
      async ticketsPerIntent(runId) {
        const counts = new Map(await workspace.ticketsPerIntent(runId));
        const chained = counts.get('c' as IntentId);
        if (chained === 3) counts.set('c' as IntentId, 2).set('b' as IntentId, 1);
        return counts;
      },
    }),
  }),
  () => ({
    fault: 'counts stay with the first run',
    caughtBy: ['counts: only the active run'],
    workspace: (workspace) => ({
      ticketsPerIntent: () => workspace.ticketsPerIntent('run' as RunId),
    }),
  }),
  () => ({
    fault: 'days are always those of UTC',
    caughtBy: ['counts: per day of a time zone'],
    workspace: (workspace) => ({
      ticketsPerIntentAndDay: ({ offset: _, ...range } = {}) => workspace.ticketsPerIntentAndDay(range),
    }),
  }),
  () => ({
    fault: 'days before 1970 are rounded towards zero',
    caughtBy: ['counts: per UTC day'],
    workspace: (workspace) => ({
      ticketsPerIntentAndDay: async (range) =>
        (await workspace.ticketsPerIntentAndDay(range)).map((count) => ({
          ...count,
          day: count.day < 0 ? count.day + 1 : count.day,
        })),
    }),
  }),
  () => ({
    fault: 'workflows that have ended go, and leave their steps',
    caughtBy: ['workflows: those that have ended'],
    workspace: (workspace) => ({
      async discardWorkflows({ startedBefore, limit }) {
        const where = { status: ['done', 'failed'] as const, startedAt: { below: startedBefore } };
        const { items } = await workspace.workflowRuns.find({ where, limit });
        return workspace.workflowRuns.delete(items.map(({ id }) => id));
      },
    }),
  }),
  () => ({
    fault: 'erasing does nothing to documents',
    caughtBy: [
      'erase: a document keeps',
      'erase: remarks on drafts',
      'erase: the sentences',
      'erase: with a document, the replies',
    ],
    workspace: (workspace) => ({
      erase: async (target) => ('ticketIds' in target ? workspace.erase(target) : undefined),
    }),
  }),
  () => ({
    fault: 'erasing forgets the messages after the first 500',
    caughtBy: ['erase: all messages'],
    workspace(workspace) {
      let text: string | undefined;
      return {
        async erase(target) {
          const { items } = await workspace.messages.find({ limit: 500 });
          if (items.length === 500) text = items[0]?.text;
          await workspace.erase(target);
        },
        messages: {
          ...workspace.messages,
          async find(query) {
            const page = await workspace.messages.find(query);
            return query?.cursor === undefined || text === undefined
              ? page
              : { ...page, items: page.items.map((message) => ({ ...message, text: text ?? '' })) };
          },
        },
      };
    },
  }),
];
