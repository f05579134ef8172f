import type { EventRow, TicketAIEvent } from '../events.ts';
import type { GenerateId, JobId, WorkspaceId } from '../ids.ts';
import type { JobRequest } from '../jobs.ts';
import type { Actor } from '../record.ts';
import type { Job } from './job.ts';

/** What the rows of an append are made from: whose they are, when, and their ids. */
export interface RowOrigin {
  readonly workspaceId: WorkspaceId;
  readonly now: number;
  readonly generateId: GenerateId;
}

/** An event to append. */
export interface EventDraft {
  /** Where it must be known before it is written. Default: a new one. */
  readonly id?: string;
  readonly event: TicketAIEvent;
  readonly actor: Actor;
}

/** The format of job payloads; a change of a payload's shape counts it up and adds an upgrader. */
export const jobPayloadVersion = 1;

/** The rows of some events; `firstSequence` belongs to the first. */
export function eventRows(
  drafts: readonly EventDraft[],
  firstSequence: number,
  origin: RowOrigin,
): readonly EventRow[] {
  return drafts.map(({ id, event, actor }, index) => ({
    id: id ?? origin.generateId(),
    workspaceId: origin.workspaceId,
    sequence: firstSequence + index,
    type: event.type,
    event,
    at: origin.now,
    actor,
  }));
}

/** The rows of the jobs to add: of several requests with one key the first, and none whose key is among `waitingKeys`. */
export function jobRows(
  requests: readonly JobRequest[],
  waitingKeys: ReadonlySet<string>,
  origin: RowOrigin,
): readonly Job[] {
  const taken = new Set(waitingKeys);
  return requests.flatMap((request) => {
    if (request.key !== undefined) {
      if (taken.has(request.key)) return [];
      taken.add(request.key);
    }
    return newJob(request, origin);
  });
}

function newJob(request: JobRequest, { workspaceId, now, generateId }: RowOrigin): Job {
  return {
    id: generateId() as JobId,
    version: 1,
    workspaceId,
    name: request.name,
    payload: JSON.stringify(request.payload),
    payloadVersion: jobPayloadVersion,
    ...(request.key === undefined ? {} : { key: request.key }),
    status: 'waiting',
    priority: request.priority ?? 0,
    attempts: 0,
    dueAt: now + (request.delayMs ?? 0),
    createdAt: now,
  };
}
