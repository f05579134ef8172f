import type { AuthVerifier, Store, TicketAI, WorkspaceId } from '@ticket-ai/core';
import { createApp } from './app.ts';
import { type LocalAuth, localAuth } from './auth/local-auth.ts';
import { closeServer, listen } from './listen.ts';
import type { Log } from './log.ts';
import type { BodyLimits } from './middleware/body-limits.ts';
import type { RateLimits } from './middleware/rate-limits.ts';
import type { SlackDesk } from './routes/slack.ts';
import { describeSite, type SiteOptions } from './site.ts';

/** How to run the server. */
export interface ServerOptions extends SiteOptions {
  /** Made with `work: 'workers'`. Closing it stays the caller's. */
  readonly desk: TicketAI;
  /** The store of `desk`: people, keys and sessions are kept in it. */
  readonly store: Pick<Store, 'system'>;
  /** Verifies bearer tokens that are no API keys of ours, such as those of Firebase. Default: there are none. */
  readonly identity?: AuthVerifier;
  /** Answers the buttons of review requests in Slack, at `/slack/interactions`. Default: there is no such address. Closing it stays the caller's. */
  readonly slack?: SlackDesk;
  /** 0 picks a free one. Default 7171. */
  readonly port?: number;
  /** Issue a login link also when this is not the first start; voids earlier ones. */
  readonly newLogin?: boolean;
  /** Jobs at a time in this process; 0 when workers run elsewhere. Default 1. */
  readonly concurrency?: number;
  readonly limits?: BodyLimits;
  /** How much one caller may ask. Default: as much as it likes. Closing the limiter stays the caller's. */
  readonly rates?: RateLimits;
  readonly log?: Log;
  /** Stops the server as `close` does. */
  readonly abortSignal?: AbortSignal;
  /**
   * How long requests are still taken after readiness went off, in milliseconds: what was sent before it stops is on its way, and a load balancer
   * must notice. Default 100; behind a load balancer, more than the time between two of its checks.
   */
  readonly drainMs?: number;
  /** How long requests under way may take when it stops. Default 20,000. */
  readonly graceMs?: number;
}

/** A running server. */
export interface RunningServer {
  /** Where it is, without a slash at the end. */
  readonly url: string;
  /** A one-time link, good for a day: on the first start, or with `newLogin`. */
  readonly loginUrl?: string;
  /** Settles when it has stopped, for whatever reason. */
  readonly closed: Promise<void>;
  /** Readiness goes off, requests under way are finished, event streams end, the worker gives its work back. */
  close(): Promise<void>;
}

/** A store must answer in this time for the server to be ready, in milliseconds. */
const readinessMs = 2000;

/**
 * Starts the HTTP server and a worker beside it. Closed by default: it listens on this machine only, and everything under `/api` needs a
 * credential; the first one comes from the login link of the first start.
 * @throws `invalid-input` for an address other machines can reach without `allowRemote`; `adapter-failed` when it cannot listen
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const {
    desk,
    store,
    host = '127.0.0.1',
    port = 7171,
    concurrency = 1,
    log = () => {},
    drainMs = 100,
    graceMs = 20_000,
  } = options;
  const site = describeSite(options);
  const { id: workspaceId } = await (await desk.store()).workspace();
  const auth = localAuth({
    system: store.system,
    workspaceId,
    ...(options.identity === undefined ? {} : { identity: options.identity }),
  });
  const shutdown = new AbortController();
  // A caller's signal asks us to stop; requests under way must finish all the same, until the grace time is over.
  const giveUp = new AbortController();
  let stopping = false;
  const isReady = async () => !stopping && (await answersInTime(store, workspaceId));
  const limits = options.limits === undefined ? {} : { limits: options.limits };
  const app = createApp({
    desk: desk.as({ abortSignal: giveUp.signal }),
    auth,
    site,
    isReady,
    log,
    shutdown: shutdown.signal,
    ...limits,
    ...(options.rates === undefined ? {} : { rates: options.rates }),
    ...(options.slack === undefined ? {} : { slack: options.slack }),
  });

  const { server, url } = await listen({ fetch: app.fetch, host, port });
  const worker = concurrency === 0 ? undefined : await desk.startWorker({ concurrency });
  await auth.sweep();
  const token = await loginToken(auth, options.newLogin ?? false);
  const base = options.publicUrl?.replace(/\/+$/, '') ?? url;

  const stop = async () => {
    stopping = true;
    log({ level: 'info', message: 'Stopping: finishing what is under way.' });
    await new Promise((resolve) => setTimeout(resolve, drainMs));
    shutdown.abort();
    await closeServer(server, graceMs);
    giveUp.abort();
    await worker?.close();
    log({ level: 'info', message: 'Stopped.' });
  };
  const { promise: closed, resolve: markClosed, reject: markFailed } = Promise.withResolvers<void>();
  const close = () => {
    if (!stopping) stop().then(markClosed, markFailed);
    return closed;
  };
  onAbort(options.abortSignal, () => void close().catch(() => {}));
  log({ level: 'info', message: `Listening on ${url}.` });
  return {
    url: base,
    closed,
    close,
    ...(token === undefined ? {} : { loginUrl: `${base}/login#token=${token}` }),
  };
}

/** The token goes behind the `#`, which browsers do not send: it is in no log of a proxy and in no Referer. */
async function loginToken(auth: LocalAuth, wanted: boolean): Promise<string | undefined> {
  return wanted ? auth.newLogin() : auth.firstLogin();
}

/** A store that takes its time is no better than one that is away: whoever asks wants to know now. */
async function answersInTime({ system }: Pick<Store, 'system'>, workspaceId: WorkspaceId): Promise<boolean> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, readinessMs).unref());
  return (
    (await Promise.race([system.workspaces.get(workspaceId).catch(() => undefined), late])) !== undefined
  );
}

function onAbort(signal: AbortSignal | undefined, act: () => void): void {
  if (signal?.aborted) act();
  else signal?.addEventListener('abort', act, { once: true });
}
