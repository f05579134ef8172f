import type { WorkspaceId } from '../ids.ts';
import type { JournalRow, Repository } from '../record.ts';
import type { Job } from './job.ts';
import { type RecordKind, recordKinds } from './record-kinds.ts';
import type { AnyKind, AnyRow } from './row-values.ts';
import type { Records, WorkspaceStore } from './store.ts';

/*
 * Stores handle all kinds of rows alike, by the table of kinds. The compiler has checked that table against the row types, so it is trusted
 * here to say what type the rows of a kind are. All casts of the stores are in this file.
 */

/** A row of this kind, with its type. */
export function typedRow<Row extends JournalRow>(_kind: RecordKind<Row>, row: AnyRow): Row {
  return row as unknown as Row;
}

/** A row without its type. */
export function untypedRow(row: JournalRow): AnyRow {
  return row as AnyRow;
}

/** A repository of this kind, with the type of its rows. */
export function typedRepository<Row extends JournalRow>(
  _kind: RecordKind<Row>,
  repository: Repository<AnyRow>,
): TypedRepository<Row> {
  return repository as unknown as TypedRepository<Row>;
}

/** The repository of a row type; journal rows have no version, and only stores may use the methods that need one. */
export type TypedRepository<Row extends JournalRow> = Repository<Row & { readonly version: number }>;

/** All repositories of a workspace, each made by `create`. Journals show no method that changes rows. */
export function buildRecords(create: (kind: AnyKind) => Repository<AnyRow>): Records {
  const entries = Object.entries(recordKinds).map(([name, kind]: [string, AnyKind]) => {
    const repository = create(kind);
    return [name, kind.journal ? journalOf(repository) : repository] as const;
  });
  return Object.fromEntries(entries) as unknown as Records;
}

function journalOf({ insert, get, getMany, find, count }: Repository<AnyRow>) {
  return { insert, get, getMany, find, count };
}

/** The stored events, to read. */
export function eventsOf({ get, getMany, find, count }: Repository<AnyRow>): WorkspaceStore['events'] {
  return { get, getMany, find, count } as unknown as WorkspaceStore['events'];
}

/** One workspace's view of the jobs. */
export function jobsOf(jobs: Repository<Job>, workspaceId: WorkspaceId): WorkspaceStore['jobs'] {
  const own = (job: Job) => job.workspaceId === workspaceId;
  return {
    async get(id) {
      const job = await jobs.get(id);
      return job !== undefined && own(job) ? job : undefined;
    },
    getMany: async (ids) => (await jobs.getMany(ids)).filter(own),
    find: (query = {}) => jobs.find({ ...query, where: { ...query.where, workspaceId } }),
    count: (where) => jobs.count({ ...where, workspaceId }),
    async discardDone({ createdBefore, limit }) {
      const { items } = await jobs.find({
        where: { workspaceId, status: 'done', createdAt: { below: createdBefore } },
        orderBy: { field: 'createdAt' },
        limit,
      });
      // Nothing becomes of a job that is done: it can be looked for first.
      return jobs.delete(items.map(({ id }) => id));
    },
  };
}
