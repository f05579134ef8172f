import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { type IdempotencyKey, type Repository, TicketAIError } from '@ticket-ai/core';
import type { Context } from 'hono';
import type { ApiEnvironment, ApiMiddleware } from '../routes/api.ts';
import { refuse } from './errors.ts';

/** Settings of {@link doOnce}. */
export interface IdempotencyOptions {
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** After how long without a sign of life work is taken for dead, so that it may be asked for anew. Default 30,000 ms. */
  readonly leaseMs?: number;
}

/** How long a reply is kept: a client that tries again later than this asks anew. The job `discard-finished` throws it away then. */
const keptMs = 24 * 3_600_000;
/** A row with this status stands for work under way. */
const underWay = 0;

type Rows = Repository<IdempotencyKey>;

/**
 * Does what a POST asks for once, however often it is sent with the same `Idempotency-Key`: a client that heard no answer may ask again. The same
 * key and body are answered with the stored reply, another body with 422, work under way with 409. Keys are each caller's own. Replies are in the
 * store, where a restart does not lose them, encrypted with the key they are asked for by: the store has its digest only. What failed on our side
 * is not kept, nor are streams, which are told as they come. Where a server dies between the work and the reply, the work is done again after the lease: all of it knows what it has
 * done already, as tickets do by their id.
 */
export function doOnce({ now = Date.now, leaseMs = 30_000 }: IdempotencyOptions = {}): ApiMiddleware {
  return async (c, next) => {
    const key = c.req.header('idempotency-key');
    if (key === undefined || c.req.method !== 'POST' || !('principal' in c.var)) return next();
    checkKey(key, c.req.path);
    const { idempotencyKeys: rows } = await c.var.desk.store();
    const { kind, id } = c.var.principal.actor;
    const secret = `${kind}:${id}\n${key}`;
    const requestHash = await hashRequest(c);
    const claim = { rows, id: digest(secret), requestHash, holder: randomUUID(), now, leaseMs };
    const found = await claimKey(claim);
    if (found !== undefined) {
      c.res = replay(found, requestHash, secret);
      return;
    }
    const held = hold(claim);
    try {
      await next();
    } finally {
      await held.end(isKept(c.res) ? await sealReply(c.res, secret) : undefined);
    }
  };
}

/** A stream that is kept would be held back until its end. */
function isKept({ status, headers }: Response): boolean {
  return isFinal(status) && !headers.get('content-type')?.startsWith('text/event-stream');
}

function checkKey(key: string, path: string): void {
  if (path === '/api/keys')
    throw invalid('API keys are shown once and never stored: make them without an Idempotency-Key.');
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw invalid('An Idempotency-Key is 1 to 255 visible ASCII characters, such as a UUID.');
}

/** What is asked for: address and body. A form is told by its parts, not by the boundary between them, which each sending draws anew. */
async function hashRequest(c: Context<ApiEnvironment>): Promise<string> {
  const { method, headers } = c.req.raw;
  const bytes = Buffer.from(await c.req.raw.arrayBuffer());
  c.req.raw = new Request(c.req.url, { method, headers, body: bytes });
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(headers.get('content-type') ?? '') ?? [];
  const boundary = quoted ?? plain;
  const body = boundary === undefined ? bytes : bytes.toString('latin1').replaceAll(boundary, '');
  const { pathname, search } = new URL(c.req.url);
  return createHash('sha256').update(`${pathname}${search}\n`).update(body).digest('hex');
}

interface Claim {
  readonly rows: Rows;
  readonly id: string;
  readonly requestHash: string;
  /** Stands in place of the reply while the work goes on: whoever was taken for dead sees that another has the key. */
  readonly holder: string;
  readonly now: () => number;
  readonly leaseMs: number;
}

/** Takes the key; gives the row of whoever has it already. The store decides: of two at the same moment one gets it. */
async function claimKey({
  rows,
  id,
  requestHash,
  holder,
  now,
  leaseMs,
}: Claim): Promise<IdempotencyKey | undefined> {
  const row = { requestHash, status: underWay, response: holder, expiresAt: now() + leaseMs };
  try {
    await rows.insert([{ id, version: 1, ...row }]);
    return undefined;
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
  const found = await rows.get(id);
  // It was thrown away this moment: whoever asks again in a second gets it.
  if (found === undefined) throw tooSoon();
  if (found.expiresAt > now()) return found;
  try {
    await rows.update(id, found.version, row);
    return undefined;
  } catch (error) {
    throw isConflict(error) || TicketAIError.is(error, 'not-found') ? tooSoon() : error;
  }
}

/** Says that the work goes on, until it ends; then keeps the reply, or gives the key back. */
function hold({ rows, id, holder, now, leaseMs }: Claim) {
  const change = async (patch: { status?: number; response?: string; expiresAt: number }) => {
    const row = await rows.get(id);
    if (row?.status === underWay && row.response === holder) await rows.update(id, row.version, patch);
  };
  let beat: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    beat = beat.then(() => change({ expiresAt: now() + leaseMs })).catch(() => {});
  }, leaseMs / 3);
  return {
    async end(reply: { readonly status: number; readonly response: string } | undefined) {
      clearInterval(timer);
      await beat;
      // The work is done: the caller gets its reply also when it cannot be kept.
      await change(reply === undefined ? { expiresAt: 0 } : { ...reply, expiresAt: now() + keptMs }).catch(
        () => {},
      );
    },
  };
}

/** What may be otherwise the next time is no answer to keep. */
function isFinal(status: number): boolean {
  return status < 500 && status !== 409 && status !== 429;
}

const keptHeaders = ['content-type', 'location'] as const;

async function sealReply(reply: Response, secret: string) {
  const headers = keptHeaders.flatMap((name) => {
    const value = reply.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const text = JSON.stringify({ headers, body: await reply.clone().text() });
  return { status: reply.status, response: seal(text, secret) };
}

function replay(row: IdempotencyKey, requestHash: string, secret: string): Response {
  if (row.requestHash !== requestHash)
    throw refuse(
      'idempotency-key-reused',
      'This Idempotency-Key was used for another request. Take a new key for a new request.',
    );
  if (row.status === underWay) throw tooSoon();
  const { headers, body } = JSON.parse(unseal(row.response, secret));
  const reply = new Response(body === '' ? null : body, { status: row.status, headers });
  reply.headers.set('Idempotent-Replayed', 'true');
  return reply;
}

function tooSoon() {
  return refuse('idempotency-key-in-use', 'This request is being worked on. Ask again in a second.', {
    'Retry-After': '1',
  });
}

function isConflict(error: unknown): boolean {
  return TicketAIError.is(error) && error.code === 'conflict';
}

function invalid(message: string): TicketAIError {
  return new TicketAIError('invalid-input', { message });
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const cipher = 'aes-256-gcm';
const keyFor = (secret: string) => createHash('sha256').update(`reply\n${secret}`).digest();

function seal(text: string, secret: string): string {
  const nonce = randomBytes(12);
  const sealing = createCipheriv(cipher, keyFor(secret), nonce);
  const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), sealed]).toString('base64');
}

function unseal(sealed: string, secret: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const opening = createDecipheriv(cipher, keyFor(secret), bytes.subarray(0, 12));
  opening.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([opening.update(bytes.subarray(28)), opening.final()]).toString('utf8');
}
