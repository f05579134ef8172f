// A server in a process of its own, for the test that stops one with a signal. Says its addresses on stdout, and what it logs.
import { createTicketAI, memoryStore, type TicketAI, throwIfAborted } from '@ticket-ai/core';
import { startServer } from './main.ts';

/** Taxonomies take a while here, so that the signal comes while a request is under way; like all long work they stop on request. */
function slow(desk: TicketAI, abortSignal: AbortSignal): TicketAI {
  return {
    ...desk,
    as: (options) => slow(desk.as(options), options.abortSignal ?? abortSignal),
    async taxonomy() {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      throwIfAborted(abortSignal);
      return desk.taxonomy();
    },
  };
}

const store = memoryStore();
const desk = createTicketAI({ store, work: 'workers' });
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
const server = await startServer({
  desk: slow(desk, stop.signal),
  store,
  port: 0,
  drainMs: 800,
  abortSignal: stop.signal,
  log: ({ message }) => say(message),
});
say({ url: server.url, loginUrl: server.loginUrl });
await server.closed;
await desk.close();
