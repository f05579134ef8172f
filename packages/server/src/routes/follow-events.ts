import { type AuthVerifier, type EventRow, TicketAIError } from '@ticket-ai/core';
import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { type ApiEnvironment, fit } from './api.ts';
import { eventSchema } from './schemas/work.ts';

/** What the event route needs. */
export interface EventRouteOptions {
  readonly auth: AuthVerifier;
  /** Ends all streams. */
  readonly shutdown: AbortSignal;
  /** How often a stream looks for new events, and whether its reader may still read; at most a second. */
  readonly pollMs: number;
}

/** Proxies close connections on which nothing comes. */
const silenceMs = 15_000;

/** Sends events as they become visible, until the reader leaves, loses the right to read, or the server stops. */
export function followEvents(
  c: Context<ApiEnvironment>,
  options: EventRouteOptions & { readonly after: number },
): Response {
  const resumed = c.req.header('last-event-id');
  if (resumed !== undefined && !/^\d{1,15}$/.test(resumed))
    throw new TicketAIError('invalid-input', { message: 'Last-Event-ID must be a sequence number.' });
  const { credential, desk } = c.var;
  return streamSSE(
    c,
    async (stream) => {
      let after = Math.max(options.after, Number(resumed ?? 0));
      let silentSince = Date.now();
      await stream.write(': connected\n\n');
      while (!stream.closed && !stream.aborted && !options.shutdown.aborted) {
        // A revoked key or ended session ends the stream within one round.
        await options.auth.verify(credential);
        const events = await desk.events({ after, limit: 100 });
        for (const row of events) await send(stream, row);
        after = events.at(-1)?.sequence ?? after;
        if (events.length > 0) silentSince = Date.now();
        else if (Date.now() - silentSince >= silenceMs) {
          await stream.write(': still here\n\n');
          silentSince = Date.now();
        }
        if (events.length < 100) await pause(options.pollMs, options.shutdown);
      }
    },
    async () => {},
  );
}

async function send(stream: SSEStreamingApi, row: EventRow): Promise<void> {
  await stream.writeSSE({
    id: String(row.sequence),
    event: row.type,
    data: JSON.stringify(fit(eventSchema, row)),
  });
}

function pause(milliseconds: number, shutdown: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      shutdown.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    shutdown.addEventListener('abort', wake, { once: true });
  });
}
