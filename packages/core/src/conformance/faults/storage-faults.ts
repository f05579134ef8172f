import { checkBlobKey } from '../../storage/blob-key.ts';
import type { BlobStore } from '../../storage/blob-store.ts';
import type { Cache } from '../../storage/cache.ts';
import type { VectorStore } from '../../storage/vector-store.ts';

/** A fault of a port: what it replaces, and exactly the cases that must fail by it. */
export interface PortFault<Port> {
  readonly fault: string;
  readonly caughtBy: readonly string[];
  change(good: Port): Partial<Port>;
}

export const vectorFaults: readonly PortFault<VectorStore>[] = [
  {
    fault: 'conditions are applied after the best were taken',
    caughtBy: ['filters before'],
    change: (good) => ({
      query: async ({ where = {}, ...options }) => {
        const wanted = new Set((await good.query({ ...options, where, topK: 1000 })).map(({ id }) => id));
        return (await good.query(options)).filter(({ id }) => wanted.has(id));
      },
    }),
  },
  {
    fault: 'deleting by condition deletes the collection',
    caughtBy: ['deletes every vector of a document', 'deletes what has one of the ids'],
    change: (good) => ({ delete: ({ where, ...options }) => good.delete(options) }),
  },
  {
    fault: 'deleting no ids deletes the collection',
    caughtBy: ['deletes by ids'],
    change: (good) => ({
      delete: ({ ids, ...options }) =>
        good.delete(ids === undefined || ids.length === 0 ? options : { ...options, ids }),
    }),
  },
  {
    fault: 'a batch is stored up to the first bad vector',
    caughtBy: ['refuses vectors of another length'],
    change: (good) => ({
      async upsert({ records, ...options }) {
        for (const record of records) await good.upsert({ ...options, records: [record] });
      },
    }),
  },
  {
    fault: 'a question of another length finds nothing',
    caughtBy: ['refuses to be asked'],
    change: (good) => ({
      query: (options) =>
        good
          .query(options)
          .catch((error) => (error.code === 'dimension-mismatch' ? [] : Promise.reject(error))),
    }),
  },
  {
    fault: 'the farthest come first',
    caughtBy: ['gives the nearest', 'filters by one value', 'deletes by ids'],
    change: (good) => ({ query: async (options) => [...(await good.query(options))].reverse() }),
  },
  {
    fault: 'distances are given for similarities',
    caughtBy: ['gives the nearest', 'changing what was handed'],
    change: (good) => ({
      query: async (options) =>
        (await good.query(options)).map((match) => ({ ...match, score: 1 - match.score })),
    }),
  },
  {
    fault: 'counts ignore conditions',
    caughtBy: ['counts all'],
    change: (good) => ({ count: ({ collection }) => good.count({ collection }) }),
  },
];

export const blobFaults: readonly PortFault<BlobStore>[] = [
  {
    fault: 'keys that climb out are tidied up instead of refused',
    caughtBy: ['refuses every key'],
    change: (good) => {
      const tidy = (key: string) =>
        key
          .split('/')
          .filter((part) => part !== '..')
          .join('/') || 'x';
      return {
        put: (options) => good.put({ ...options, key: tidy(options.key) }),
        get: (key) => good.get(tidy(key)),
        open: (key) => good.open(tidy(key)),
        delete: (key) => good.delete(tidy(key)),
      };
    },
  },
  {
    fault: 'prefixes are not checked',
    caughtBy: ['refuses to list'],
    change: (good) => ({
      async *list(prefix) {
        for await (const info of good.list('')) if (info.key.startsWith(prefix)) yield info;
      },
    }),
  },
  {
    fault: 'a prefix means a folder',
    caughtBy: ['lists by prefix', 'lists sizes'],
    change: (good) => ({
      async *list(prefix) {
        for await (const info of good.list(prefix))
          if (info.key.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)) yield info;
      },
    }),
  },
  {
    fault: 'the bytes come in two writes',
    caughtBy: ['a reader sees'],
    change: (good) => ({
      async put(options) {
        const { bytes } = options;
        if (!(bytes instanceof Uint8Array) || bytes.length < 100_000) return good.put(options);
        await good.put({ ...options, bytes: bytes.slice(0, 1000) });
        await new Promise((resolve) => setTimeout(resolve, 2));
        return good.put(options);
      },
    }),
  },
  {
    fault: 'the media type is forgotten',
    caughtBy: ['gives back bytes', 'replaces what was there'],
    change: (good) => ({
      async get(key) {
        const blob = await good.get(key);
        return blob === undefined ? undefined : { ...blob, mediaType: 'application/octet-stream' };
      },
    }),
  },
  {
    fault: 'only the first part of a stream is kept',
    caughtBy: ['takes a stream'],
    change: (good) => ({
      async put(options) {
        if (options.bytes instanceof Uint8Array) return good.put(options);
        const reader = options.bytes.getReader();
        let first: Uint8Array | undefined;
        for (let part = await reader.read(); !part.done; part = await reader.read()) first ??= part.value;
        return good.put({ ...options, bytes: first ?? new Uint8Array() });
      },
    }),
  },
  {
    fault: 'what came of a broken stream is kept',
    caughtBy: ['stores nothing of a stream'],
    change: (good) => ({
      async put(options) {
        if (options.bytes instanceof Uint8Array) return good.put(options);
        const parts: Uint8Array<ArrayBuffer>[] = [];
        let broken: unknown;
        try {
          for await (const part of options.bytes) parts.push(new Uint8Array(part));
        } catch (error) {
          broken = error;
        }
        await good.put({ ...options, bytes: await new Blob(parts).bytes() });
        if (broken !== undefined) throw broken;
      },
    }),
  },
  {
    fault: 'deleting always succeeds',
    caughtBy: ['deletes one blob'],
    change: (good) => ({ delete: async (key) => (await good.delete(key)) || true }),
  },
  {
    fault: 'deleting takes what lies below',
    caughtBy: ['deletes one blob'],
    change: (good) => ({
      async delete(key) {
        checkBlobKey(key);
        const below: string[] = [];
        for await (const info of good.list(`${key}/`)) below.push(info.key);
        for (const each of below) await good.delete(each);
        return good.delete(key);
      },
    }),
  },
];

export const cacheFaults: readonly PortFault<Cache>[] = [
  {
    fault: 'nothing expires',
    caughtBy: ['forgets what expired'],
    change: (good) => ({ set: (key, value) => good.set(key, value) }),
  },
  {
    fault: 'an empty value is none',
    caughtBy: ['tells an empty value'],
    change: (good) => ({ get: async (key) => (await good.get(key)) || undefined }),
  },
  {
    fault: 'the first value stays',
    caughtBy: ['gives back what was set', 'setting again'],
    change: (good) => ({
      set: async (key, value, options) =>
        (await good.get(key)) === undefined ? good.set(key, value, options) : undefined,
    }),
  },
  {
    fault: 'deleting does nothing',
    caughtBy: ['forgets what was deleted'],
    change: () => ({ delete: async () => {} }),
  },
];
