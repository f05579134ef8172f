import type { Context } from './context.ts';
import type { JobName, JobPayloads } from './jobs.ts';
import { type CallOptions, type Connections, openContext } from './open-context.ts';
import type { Plugs } from './options.ts';
import type { Job, Lease } from './runtime/job.ts';
import { type JobRunner, jobRunner } from './runtime/run-jobs.ts';

/** What pipeline.ts knows and the rest does not: which work follows from what, and which stage does it. */
export interface Flow extends Connections {
  perform<Name extends JobName>(context: Context, name: Name, payload: JobPayloads[Name]): Promise<unknown>;
}

/** Opens the workspace once, and makes contexts and workers on it. */
export interface Work {
  /** A context for one call; creates the workspace on first use. */
  context(options?: CallOptions): Promise<Context>;
  /** After a call: in `inline` mode, does the work that follows and throws its first failure. */
  settleInline(abortSignal?: AbortSignal): Promise<void>;
  settle(abortSignal?: AbortSignal): Promise<void>;
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
    if (jobIds.length > 0) void queue.notify(jobIds);
  });

  function open(): Promise<void> {
    opened ??= openWorkspace(plugs).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  const handle = async (job: Job, lease: Lease, abortSignal: AbortSignal) => {
    const context = openContext(plugs, job.workspaceId, flow, {
      actor: { kind: 'system', id: job.name },
      abortSignal,
      lease,
    });
    await flow.perform(context, job.name, JSON.parse(job.payload) as JobPayloads[typeof job.name]);
  };

  const runner = (
    onFailure: (job: Job, error: unknown, dead: boolean) => void,
    extra: { concurrency?: number; retryMs?: number },
  ): JobRunner => jobRunner({ jobs: store.system.jobs, handle, now, leaseMs, onFailure, ...extra });

  async function settle(abortSignal?: AbortSignal): Promise<void> {
    await open();
    const failures: unknown[] = [];
    const inline = runner((_, error, dead) => dead && failures.push(error), { retryMs: 0 });
    await inline.runDue(abortSignal === undefined ? {} : { abortSignal });
    abortSignal?.throwIfAborted();
    if (failures.length > 0) throw failures[0];
  }

  return {
    async context(options = {}) {
      await open();
      return openContext(plugs, workspace.id, flow, options);
    },
    settle,
    async settleInline(abortSignal) {
      if (plugs.work === 'inline') await settle(abortSignal);
    },
    async startWorker({ concurrency, sweepMs }) {
      await open();
      const stop = new AbortController();
      const worker = runner(() => undefined, { concurrency });
      const handleOf = await queue.work(
        async () => void (await worker.runDue({ abortSignal: stop.signal })),
        { sweepMs },
      );
      const close = async () => {
        stop.abort();
        await handleOf.close();
      };
      workers.push({ close });
      return { close };
    },
    async close() {
      stopListening();
      await Promise.all(workers.map((worker) => worker.close()));
      await queue.close();
      await Promise.all([plugs.keywordIndex.close(), plugs.vectors.close(), plugs.blobs.close()]);
      await store.close();
    },
  };
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
