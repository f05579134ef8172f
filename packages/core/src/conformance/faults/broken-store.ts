import type { Repository } from '../../record.ts';
import type { JobRows, Store, Transaction, WorkspaceStore } from '../../runtime/store.ts';
import type { Ticket } from '../../ticket/ticket.ts';

/** What is wrong with a store: each part replaces some methods of a good one. */
export interface StoreFault {
  store?(store: Store): Partial<Store>;
  jobs?(jobs: JobRows): Partial<JobRows>;
  workspace?(workspace: WorkspaceStore, store: Store): Partial<WorkspaceStore>;
  /** The tickets, inside a transaction and outside. */
  tickets?(tickets: Repository<Ticket>): Partial<Repository<Ticket>>;
}

/** A fault, and the beginnings of the names of exactly the cases that must fail by it. */
export interface ProvenFault extends StoreFault {
  readonly fault: string;
  readonly caughtBy: readonly string[];
}

/** A good store with one fault, to prove that a case of the kit finds it. */
export function brokenStore(good: Store, fault: StoreFault): Store {
  const breakTickets = (tickets: Repository<Ticket>) => ({ ...tickets, ...fault.tickets?.(tickets) });
  const breakTransaction = (transaction: Transaction): Transaction => ({
    ...transaction,
    get workspace() {
      return transaction.workspace;
    },
    tickets: breakTickets(transaction.tickets),
  });
  const breakWorkspace = (inner: WorkspaceStore): WorkspaceStore => {
    const broken: WorkspaceStore = {
      ...inner,
      tickets: breakTickets(inner.tickets),
      transaction: (work, options) =>
        inner.transaction((transaction) => work(breakTransaction(transaction)), options),
    };
    return { ...broken, ...fault.workspace?.(broken, good) };
  };
  const jobs = { ...good.system.jobs, ...fault.jobs?.(good.system.jobs) };
  return {
    ...good,
    system: { ...good.system, jobs },
    workspace: (id) => breakWorkspace(good.workspace(id)),
    ...fault.store?.(good),
  };
}
