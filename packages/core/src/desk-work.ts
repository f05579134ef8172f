import type { Context } from './context.ts';
import { TicketAIError, throwIfAborted } from './errors.ts';
import type { JobId, WorkspaceId } from './ids.ts';
import type { JobName, JobPayloads } from './jobs.ts';
import { type CallOptions, type Connections, openContext } from './open-context.ts';
import type { Plugs } from './options.ts';
import type { Job, Lease } from './runtime/job.ts';
import { jobRunner } from './runtime/run-jobs.ts';

/** What pipeline.ts knows and the rest does not: which work follows from what, and which stage does it. */
export interface Flow extends Connections {
  perform<Name extends JobName>(context: Context, name: Name, payload: JobPayloads[Name]): Promise<unknown>;
  /** Tells what waits for a job that it died. */
  fail<Name extends JobName>(
    context: Context,
    name: Name,
    payload: JobPayloads[Name],
    error: string,
  ): Promise<unknown>;
}

/** How to settle. */
export interface SettleOptions {
  readonly abortSignal?: AbortSignal | undefined;
  /** Of the jobs that are waited for. */
  readonly key?: string;
}

const unfinished = ['waiting', 'leased'] as const;
/** How often a call looks whether another process has finished its work, in milliseconds. */
const pollMs = 100;

/** Opens the workspace once, and makes contexts and workers on it. */
export interface Work {
  /** A context for one call; creates the workspace on first use. */
  context(options?: CallOptions): Promise<Context>;
  /**
   * Does this workspace's due work, throws its first failure, and waits for the jobs with `key` if another process has them, whose failure
   * is thrown too. What cannot be done because something it stands on is away stays for later; when all the rest is done, that is thrown.
   */
  settle(options?: SettleOptions): Promise<void>;
  /**
   * After a call: {@link Work.settle} in `inline` mode, nothing otherwise. What has to wait for something that is away is thrown only of jobs with
   * `key`: what the call itself was to do is done, and the rest follows by itself.
   */
  settleInline(options?: SettleOptions): Promise<void>;
  startWorker(options: {
    readonly concurrency: number;
    readonly sweepMs: number;
  }): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
}

/** What the verbs of a desk stand on: contexts, and the work that follows from a call. */
export interface DeskGround {
  readonly work: Work;
  readonly call: CallOptions;
}

/** Binds plugs and flow to workers and contexts. */
export function openWork(plugs: Plugs, flow: Flow): Work {
  const { store, queue, workspace, now, leaseMs } = plugs;
  const workers: { close(): Promise<void> }[] = [];
  let opened: Promise<void> | undefined;

  const stopListening = store.onCommit((events, jobIds) => {
    for (const event of events) tell(plugs, event);
    // A lost wake-up is harmless: workers sweep for due rows.
    if (jobIds.length > 0)
      Promise.resolve(jobIds)
        .then((ids) => queue.notify(ids))
        .catch(() => undefined);
  });

  function open(): Promise<void> {
    opened ??= openWorkspace(plugs).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  /** Another process may have chosen other vectors meanwhile. */
  const contextIn = async (workspaceId: WorkspaceId, options: CallOptions): Promise<Context> => {
    const embedding =
      plugs.embeddingClientNamed === undefined
        ? undefined
        : (await store.workspace(workspaceId).workspace()).embedding;
    return openContext(plugs, workspaceId, flow, { ...options, embedding });
  };

  const contextOf = (job: Job, options: CallOptions = {}) =>
    contextIn(job.workspaceId, { actor: { kind: 'system', id: job.name }, ...options });

  const handle = async (job: Job, lease: Lease, abortSignal: AbortSignal) => {
    await flow.perform(await contextOf(job, { abortSignal, lease }), job.name, payloadOf(job));
  };

  /** A dead job is told of, and what waits for it is told too: nobody shall wait for ever. */
  const bury = async (job: Job, error: unknown) => {
    const context = await contextOf(job);
    const message = error instanceof Error ? error.message : String(error);
    await flow.fail(context, job.name, payloadOf(job), message);
    await context.transaction((transaction) =>
      context.commit(transaction, [{ type: 'job-failed', jobId: job.id, dead: true }]),
    );
  };

  const tellOutage = async (job: Job, since: number) => {
    const context = await contextOf(job);
    await context.transaction((transaction) =>
      context.commit(transaction, [{ type: 'work-held-up', jobId: job.id, job: job.name, since }]),
    );
  };

  const ground = { jobs: store.system.jobs, handle, now, leaseMs };

  async function settle(
    { abortSignal, key }: SettleOptions,
    mindsOutageOf: (job: Job) => boolean,
  ): Promise<void> {
    await open();
    const { jobs } = store.workspace(workspace.id);
    const failures: unknown[] = [];
    const outages: TicketAIError[] = [];
    /** Tried once by this call; the next one finds them due. */
    const putOff = new Set<string>();
    /** The jobs with the key, whoever does them. */
    const awaited = new Set<JobId>();
    const lookFor = async (wanted: string) => {
      const { items } = await jobs.find({ where: { key: wanted, status: unfinished } });
      for (const { id } of items) awaited.add(id);
      return items;
    };
    if (key !== undefined) await lookFor(key);
    const runner = jobRunner({
      ...ground,
      retryMs: 0,
      outage: {
        firstMs: 0,
        mostMs: 0,
        onPutOff(job, error) {
          putOff.add(job.id);
          if (failsCalls(job) && mindsOutageOf(job)) outages.push(error);
        },
      },
      among: async () =>
        (
          await jobs.find({ where: { status: unfinished }, orderBy: { field: 'dueAt' }, limit: 500 })
        ).items.flatMap(({ id }) => (putOff.has(id) ? [] : [id])),
      async onDead(job, error) {
        if (failsCalls(job)) failures.push(error);
        await bury(job, error);
      },
    });
    for (;;) {
      await runner.runDue(abortSignal === undefined ? {} : { abortSignal });
      throwIfAborted(abortSignal);
      if (failures.length > 0) throw failures[0];
      if (outages.length > 0) throw outages[0];
      if (key === undefined) return;
      const left = await lookFor(key);
      if (left.length === 0) break;
      const held = left.find((job) => isPutOff(job, now()));
      if (held !== undefined) throw stillAway(held);
      await new Promise((resolve) => setTimeout(resolve, pollMs)); // another process has it
    }
    const dead = (await jobs.getMany([...awaited])).find(({ status }) => status === 'dead');
    if (dead !== undefined) throw diedElsewhere(dead);
  }

  return {
    async context(options = {}) {
      await open();
      return contextIn(workspace.id, options);
    },
    settle: (options = {}) => settle(options, () => true),
    async settleInline(options = {}) {
      const { key } = options;
      if (plugs.work === 'inline') await settle(options, (job) => key !== undefined && job.key === key);
    },
    async startWorker({ concurrency, sweepMs }) {
      await open();
      const stop = new AbortController();
      const runner = jobRunner({ ...ground, outage: { onNotice: tellOutage }, onDead: bury });
      const wake = async () => void (await runner.runDue({ abortSignal: stop.signal }));
      // One loop per job at a time: a long job holds up only its own.
      const loops = await Promise.all(
        Array.from({ length: concurrency }, () => queue.work(wake, { sweepMs })),
      );
      const close = async () => {
        stop.abort();
        await Promise.all(loops.map((loop) => loop.close()));
      };
      workers.push({ close });
      return { close };
    },
    async close() {
      stopListening();
      await Promise.all(workers.map((worker) => worker.close()));
      await queue.close();
      await Promise.all([
        plugs.keywordIndex.close(),
        plugs.vectors.close(),
        plugs.blobs.close(),
        ...plugs.documentParsers.map((parser) => parser.close?.()),
      ]);
      await store.close();
    },
  };
}

function payloadOf<Name extends JobName>(job: Job & { readonly name: Name }): JobPayloads[Name] {
  return JSON.parse(job.payload) as JobPayloads[Name];
}

/** Somebody who cannot be told of work does not make the work fail. */
function failsCalls({ name }: Job): boolean {
  return name !== 'deliver-notice';
}

/** Waiting for something that is away, as the worker that had the job last has found. */
function isPutOff({ status, dueAt, outageSince }: Job, now: number): boolean {
  return status === 'waiting' && outageSince !== undefined && dueAt > now;
}

function stillAway({ id, name, error, dueAt }: Job): TicketAIError {
  return new TicketAIError('adapter-failed', {
    message: `${name} waits until ${new Date(dueAt).toISOString()} for something that is away. ${error ?? ''} It goes on by itself; \`doctor\` shows what is missing.`,
    context: { jobId: id },
    isOutage: true,
  });
}

function diedElsewhere({ id, name, error }: Job): TicketAIError {
  return new TicketAIError('invalid-transition', {
    message: `${name} failed for good in another process. ${error ?? ''} Mend what it tells of, then \`jobs retry\`.`,
    context: { jobId: id },
  });
}

/** Several processes may open a new workspace at once: whoever comes second finds it made. */
async function openWorkspace({ store, workspace, now }: Plugs): Promise<void> {
  await store.migrate();
  if ((await store.system.workspaces.get(workspace.id)) !== undefined) return;
  await store.system.workspaces
    .insert([{ ...workspace, version: 1, catalogueVersion: 0, createdAt: now() }])
    .catch(async (error: unknown) => {
      if ((await store.system.workspaces.get(workspace.id)) === undefined) throw error;
    });
}

/** A listener cannot break the work it hears of. */
function tell({ onEvent }: Plugs, event: Parameters<NonNullable<Plugs['onEvent']>>[0]): void {
  if (onEvent === undefined) return;
  try {
    Promise.resolve(onEvent(event)).catch(() => undefined);
  } catch {
    // heard, failed, forgotten: listeners are best effort
  }
}
