import type { AnswerId, IntentId, MessageId, RunId, TicketId, WorkspaceId } from '../../ids.ts';
import type { AssignmentHead, Intent } from '../../intent/intent.ts';
import type { Actor } from '../../record.ts';
import type { Job, Lease } from '../../runtime/job.ts';
import type { Store, WorkspaceStore } from '../../runtime/store.ts';
import type { Message, Ticket } from '../../ticket/ticket.ts';
import type { ConformanceCase, World } from '../run-conformance.ts';

/** What some stores can do: `injected-clock`: the times of leases and events come from the world. */
export type StoreCapability = 'injected-clock';

/** A case of the store's kit. */
export type StoreCase = ConformanceCase<Store, StoreCapability>;

/** Who acts in the cases. */
export const actor: Actor = { kind: 'system', id: 'conformance' };

/** The run whose assignments hold in a workspace of {@link newWorkspace}. */
const activeRun = 'run' as RunId;

/** Makes a workspace. */
export async function newWorkspace(store: Store, world: World): Promise<WorkspaceStore> {
  const id = world.generateId() as WorkspaceId;
  await store.system.workspaces.insert([
    {
      id,
      version: 1,
      name: 'Acme',
      timeZone: 'UTC',
      activeRunId: activeRun,
      catalogueVersion: 0,
      createdAt: world.now(),
    },
  ]);
  return store.workspace(id);
}

/** A ticket. */
export function newTicket(world: World, fields: Partial<Ticket> = {}): Ticket {
  const id = world.generateId() as TicketId;
  return {
    id,
    version: 1,
    source: 'csv',
    externalId: id,
    subject: 'My card has not arrived',
    status: 'open',
    language: 'en',
    tags: ['card'],
    fields: { plan: 'gold' },
    messageCount: 1,
    contentHash: 'hash',
    ingestedAt: world.now(),
    ingestedBy: actor,
    ...fields,
  };
}

/** Some tickets; `fields` tells what sets each apart. */
export function newTickets(
  world: World,
  count: number,
  fields: (index: number) => Partial<Ticket> = () => ({}),
): Ticket[] {
  return Array.from({ length: count }, (_, index) => newTicket(world, fields(index)));
}

/** A message. */
export function newMessage(
  world: World,
  ticketId: TicketId,
  position = 0,
  text = 'Where is my card?',
): Message {
  return { id: world.generateId() as MessageId, ticketId, position, role: 'customer', text };
}

/** An intent. */
export function newIntent(world: World, fields: Partial<Intent> = {}): Intent {
  const id = world.generateId() as IntentId;
  return {
    id,
    version: 1,
    name: 'Card not arrived',
    nameSource: 'lexical',
    nameKey: id,
    description: '',
    status: 'active',
    terms: [],
    exemplars: [],
    pins: [],
    createdAt: world.now(),
    createdBy: actor,
    createdInRun: 'run' as RunId,
    ...fields,
  };
}

/** Where a ticket belongs. */
export function newHead(world: World, fields: Partial<AssignmentHead> = {}): AssignmentHead {
  const ticketId = fields.ticketId ?? (world.generateId() as TicketId);
  const role = fields.role ?? 'primary';
  const assignmentId = world.generateId() as AssignmentHead['assignmentId'];
  return {
    id: `${fields.runId ?? activeRun}:${ticketId}:${role}`,
    version: 1,
    ticketId,
    role,
    runId: activeRun,
    assignmentId,
    sequence: 1,
    decision: 'discovered',
    confidence: 0.9,
    ...fields,
  };
}

/** Appends jobs; gives their rows, in the order they were asked for. */
export async function addJobs(
  workspace: WorkspaceStore,
  ...jobs: readonly { readonly key?: string; readonly priority?: number }[]
): Promise<readonly Job[]> {
  const before = new Set((await workspace.jobs.find({ limit: 500 })).items.map((job) => job.id));
  await workspace.transaction((transaction) =>
    transaction.append({
      jobs: jobs.map((job) => ({
        name: 'match-tickets',
        payload: { ticketIds: ['t1' as TicketId] },
        ...job,
      })),
    }),
  );
  return (await workspace.jobs.find({ limit: 500 })).items.filter((job) => !before.has(job.id));
}

/** Leases one job. */
export async function leaseOne(
  store: Store,
  leaseMs = 30_000,
): Promise<{ readonly job: Job; readonly lease: Lease }> {
  const [leased] = await store.system.jobs.lease({ limit: 1, leaseMs });
  if (leased === undefined) throw new Error('There was no job to lease.');
  return leased;
}

/** Appends an event that names `id`. */
export function addEvent(workspace: WorkspaceStore, id: string): Promise<void> {
  return workspace.transaction((transaction) =>
    transaction.append({ events: [{ event: { type: 'answer-given', answerId: id as AnswerId }, actor }] }),
  );
}

/** The sequences of all events of a workspace, in order. */
export async function sequencesOf(workspace: WorkspaceStore): Promise<readonly number[]> {
  const { items } = await workspace.events.find({ orderBy: { field: 'sequence' }, limit: 500 });
  return items.map((event) => event.sequence);
}
