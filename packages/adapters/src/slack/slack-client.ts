import { TicketAIError } from '@ticket-ai/core';
import { slackOutage, slackRefusal } from './slack-errors.ts';

/** How Slack is reached. */
export interface SlackClientOptions {
  /** Token of the app's bot, `xoxb-...`. Never told in errors. */
  readonly token: string;
  /** Address of the Web API. Default `https://slack.com/api`; that of GovSlack is `https://slack-gov.com/api`. */
  readonly url?: string;
  /** How long one call may take, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
}

/** An argument of a method; objects are sent as JSON. */
type Argument = string | number | boolean | object | undefined;

/** Calls methods of the Web API, once each: whoever calls decides about trying again. */
export interface SlackClient {
  /** @throws `adapter-failed`, with `isOutage` where it passes by itself; `aborted` after `close` */
  call(method: string, arguments_: Readonly<Record<string, Argument>>): Promise<Record<string, unknown>>;
  /** Ends calls under way. */
  close(): Promise<void>;
}

/** Opens nothing until it is called. Written here because Slack's own library queues and retries by itself; our jobs do that, and outlive the process. */
export function slackClient({
  token,
  url = 'https://slack.com/api',
  timeoutMs = 10_000,
}: SlackClientOptions): SlackClient {
  const base = url.replace(/\/+$/, '');
  const closing = new AbortController();
  const underWay = new Set<Promise<unknown>>();

  async function send(method: string, body: URLSearchParams): Promise<Record<string, unknown>> {
    const timeout = AbortSignal.timeout(timeoutMs);
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${base}/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body,
        // The token is for this address and no other.
        redirect: 'error',
        signal: AbortSignal.any([closing.signal, timeout]),
      });
      text = await response.text();
    } catch (error) {
      if (closing.signal.aborted) throw closed();
      throw slackOutage(method, { reason: timeout.aborted ? 'timeout' : 'unreachable', cause: error });
    }
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
    const { status } = response;
    if (status === 429 || status >= 500)
      throw slackOutage(method, {
        reason: status === 429 ? 'ratelimited' : 'unavailable',
        status,
        retryAfterMs,
      });
    const reply = readReply(text);
    if (reply === undefined) throw slackOutage(method, { reason: 'unreadable', status, retryAfterMs });
    if (reply.ok !== true) throw slackRefusal(method, { said: reply.error, status, retryAfterMs });
    return reply;
  }

  return {
    async call(method, arguments_) {
      if (closing.signal.aborted) throw closed();
      const call = send(method, formOf(arguments_));
      underWay.add(call);
      return call.finally(() => underWay.delete(call));
    },
    async close() {
      closing.abort();
      await Promise.allSettled(underWay);
    },
  };
}

/** A form, which every method takes; not every one takes JSON. */
function formOf(arguments_: Readonly<Record<string, Argument>>): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(arguments_))
    if (value !== undefined)
      form.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  return form;
}

function readRetryAfter(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header.trim()) ? 1000 * Number(header) : undefined;
}

function readReply(text: string): Record<string, unknown> | undefined {
  try {
    const reply: unknown = JSON.parse(text);
    return typeof reply === 'object' && reply !== null && 'ok' in reply ? { ...reply } : undefined;
  } catch {
    return undefined;
  }
}

function closed(): TicketAIError {
  return new TicketAIError('aborted', { message: 'Slack: the adapter was closed.' });
}
