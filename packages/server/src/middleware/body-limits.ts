import { defaultParseLimits } from '@ticket-ai/core';
import type { ApiMiddleware } from '../routes/api.ts';
import { slackPath } from '../routes/slack-path.ts';
import { refuse } from './errors.ts';

/** How much a request may bring, in bytes. */
export interface BodyLimits {
  /** JSON. Default 10 MB. */
  readonly json?: number;
  /** Uploaded files. Default 100 MB. */
  readonly upload?: number;
  /** Documents. Default: as much as is read of one, and what a form puts around it. */
  readonly document?: number;
  /** What Slack sends when a button is pressed. Default 256 kB. */
  readonly interaction?: number;
}

const megabyte = 1024 * 1024;

/**
 * Stops reading what is too large. Written here because Hono's own limiter copies the request object of the runtime, which fails for
 * requests without a declared length when Node's adapter leaves the global objects alone.
 */
export function limitBodies({
  json = 10 * megabyte,
  upload = 100 * megabyte,
  document = defaultParseLimits.bytes + megabyte,
  interaction = megabyte / 4,
}: BodyLimits = {}): ApiMiddleware {
  const mostAt: Readonly<Record<string, number>> = {
    '/api/imports': upload,
    '/api/documents': document,
    [slackPath]: interaction,
  };
  return async (c, next) => {
    const most = mostAt[c.req.path] ?? json;
    const { method, headers, body } = c.req.raw;
    const declared = headers.has('transfer-encoding') ? undefined : headers.get('content-length');
    if (Number(declared ?? 0) > most) throw tooLarge(most);
    // The runtime holds senders to the length they declare; only what comes without one must be counted.
    if (body !== null && typeof declared !== 'string') {
      c.req.raw = new Request(c.req.url, { method, headers, body: await readUpTo(body, most) });
    }
    await next();
  };
}

async function readUpTo(body: ReadableStream<Uint8Array>, most: number): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > most) throw tooLarge(most);
    parts.push(new Uint8Array(part));
  }
  return new Blob(parts);
}

function tooLarge(most: number) {
  return refuse('body-too-large', `The body is larger than ${most} bytes.`);
}
