import type { Query } from '../../record.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { ProvenFault } from './broken-store.ts';

const withoutWhere = ({ where, ...query }: Query<Ticket>): Query<Ticket> => query;

/** Records and queries. */
export const recordFaults: readonly (() => ProvenFault)[] = [
  () => {
    const handedOut = new Map<string, Ticket>();
    return {
      fault: 'get hands out the stored object',
      caughtBy: ['records: changing what was handed out'],
      tickets: ({ get }) => ({
        async get(id) {
          const row = await get(id);
          if (row === undefined) return undefined;
          const key = `${id}:${row.version}`;
          const known = handedOut.get(key) ?? row;
          handedOut.set(key, known);
          return known;
        },
      }),
    };
  },
  () => ({
    fault: 'insert keeps the object that was handed in',
    caughtBy: ['records: changing what was handed in'],
    tickets({ insert, get }) {
      const handedIn = new Map<string, Ticket>();
      return {
        async insert(rows) {
          await insert(rows);
          for (const row of rows) handedIn.set(row.id, row);
        },
        async get(id) {
          const row = await get(id);
          return row?.version === 1 ? structuredClone(handedIn.get(id) ?? row) : row;
        },
      };
    },
  }),
  () => ({
    fault: 'a batch is inserted row by row',
    caughtBy: ['records: inserts a batch', 'transaction: a batch that failed', 'transaction: parallel calls'],
    tickets: ({ insert }) => ({
      async insert(rows) {
        for (const row of rows) await insert([row]);
      },
    }),
  }),
  () => ({
    fault: 'updateMany stops in the middle',
    caughtBy: ['records: updateMany', 'transaction: a batch that failed'],
    tickets: ({ updateMany }) => ({
      async updateMany(changes) {
        for (const change of changes) await updateMany([change]);
      },
    }),
  }),
  () => ({
    fault: 'an update writes over whatever is stored',
    caughtBy: ['records: an update of another version', 'erase: who read a ticket'],
    tickets: ({ get, update }) => ({
      update: async (id, version, patch) => update(id, (await get(id))?.version ?? version, patch),
    }),
  }),
  () => ({
    fault: 'an update keeps the version',
    caughtBy: ['records: an update changes'],
    tickets: ({ update }) => ({
      update: async (id, version, patch) => {
        const row = await update(id, version, patch);
        return patch.requester === undefined && 'requester' in patch ? { ...row, version } : row;
      },
    }),
  }),
  () => ({
    fault: 'delete takes a neighbour with it',
    caughtBy: ['records: deletes these rows'],
    tickets: (tickets) => ({
      async delete(ids) {
        const { items } = await tickets.find({ limit: 500 });
        const neighbour = items.length === 4 ? items.slice(-1).map(({ id }) => id) : [];
        const deleted = await tickets.delete([...ids, ...neighbour]);
        return deleted - neighbour.length;
      },
    }),
  }),
  () => ({
    fault: 'getMany gives rows in the order of the table',
    caughtBy: ['records: getMany takes any number'],
    tickets: ({ getMany }) => ({
      getMany: async (ids) => [...(await getMany(ids))].sort((left, right) => (left.id < right.id ? -1 : 1)),
    }),
  }),
  () => ({
    fault: 'getMany asks for the first 500 only',
    caughtBy: ['records: getMany takes any number'],
    tickets: ({ getMany }) => ({ getMany: (ids) => getMany(ids.slice(0, 500)) }),
  }),
  () => ({
    fault: 'the condition "without the field" is ignored',
    caughtBy: ['find: rows without a field'],
    tickets: ({ find }) => ({
      find: (query = {}) => find(query.where?.createdAt === null ? withoutWhere(query) : query),
    }),
  }),
  () => ({
    fault: 'only the first 1,000 of many values are looked for',
    caughtBy: ['find: rows with one of many'],
    tickets: ({ find }) => ({
      find(query = {}) {
        const wanted = query.where?.externalId;
        return find(
          Array.isArray(wanted)
            ? { ...query, where: { externalId: [...wanted].reverse().slice(0, 1000) } }
            : query,
        );
      },
    }),
  }),
  () => ({
    fault: 'a range includes its end',
    caughtBy: ['find: rows in a range'],
    tickets: ({ find }) => ({
      find(query = {}) {
        const range = query.where?.createdAt;
        const below =
          typeof range === 'object' && range !== null && 'below' in range ? range.below : undefined;
        return find(
          below === undefined
            ? query
            : { ...query, where: { createdAt: { ...(range as object), below: below + 1 } } },
        );
      },
    }),
  }),
  () => ({
    fault: 'equal values are ordered by id ascending, also when descending',
    caughtBy: ['find: equal values'],
    tickets: ({ find }) => ({
      async find(query = {}) {
        const page = await find(query);
        if (
          query.orderBy?.field !== 'createdAt' ||
          query.orderBy.direction !== 'descending' ||
          query.where === undefined
        )
          return page;
        return {
          ...page,
          items: [...page.items].sort(
            (left, right) => (right.createdAt ?? 0) - (left.createdAt ?? 0) || (left.id < right.id ? -1 : 1),
          ),
        };
      },
    }),
  }),
  () => ({
    fault: 'the cursor is ignored',
    caughtBy: [
      'find: pages show',
      'find: changes between',
      'find: the last page',
      'find: gives 100 rows',
      'find: refuses the cursor',
      'transaction: sees its own',
    ],
    tickets: ({ find }) => {
      let calls = 0;
      return {
        find: ({ cursor, ...query } = {}) => {
          calls += 1;
          if (calls > 1000) throw new Error('for ever on the first page');
          return find(query);
        },
      };
    },
  }),
  () => ({
    fault: 'the last page has a cursor when it is full',
    caughtBy: ['find: the last page'],
    tickets: ({ find }) => ({
      async find(query = {}) {
        const page = await find(query);
        return query.limit === 2 && page.items.length === 2 ? { cursor: 'more?', ...page } : page;
      },
    }),
  }),
  () => ({
    fault: 'any limit is taken',
    caughtBy: ['find: gives 100 rows'],
    tickets: ({ find }) => ({
      find: ({ limit, ...query } = {}) =>
        find({
          ...query,
          ...(limit === undefined ? {} : { limit: Math.max(1, Math.min(500, Math.floor(limit || 1))) }),
        }),
    }),
  }),
  () => ({
    fault: 'conditions on fields that are not indexed are dropped',
    caughtBy: ['find: refuses fields'],
    tickets: ({ find }) => ({
      find: (query = {}) =>
        find(query.where !== undefined && 'subject' in query.where ? withoutWhere(query) : query),
    }),
  }),
  () => ({
    fault: 'count ignores its conditions',
    caughtBy: [
      'find: all conditions',
      'find: refuses fields',
      'count: all rows',
      'records: updateMany',
      'transaction: sees its own',
      'transaction: a batch that failed',
    ],
    tickets: ({ count }) => ({ count: () => count() }),
  }),
];
