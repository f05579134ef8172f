import { type ErrorCode, errorCodes, TicketAIError } from '@ticket-ai/core';
import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Log } from '../log.ts';
import type { ApiEnvironment } from '../routes/api.ts';

/** Failures that only exist in HTTP. */
type HttpCode =
  | 'forbidden'
  | 'method-not-allowed'
  | 'body-too-large'
  | 'unsupported-media-type'
  | 'wrong-host'
  | 'rate-limited'
  | 'idempotency-key-in-use'
  | 'idempotency-key-reused'
  | 'disk-full'
  | 'internal';

/** The one place where an error code gets its HTTP status. */
const statusOf: { readonly [Code in ErrorCode | HttpCode]: ContentfulStatusCode } = {
  'invalid-input': 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'invalid-transition': 409,
  'stale-lease': 409,
  'body-too-large': 413,
  'limit-exceeded': 413,
  'unsupported-media-type': 415,
  'wrong-host': 421,
  'budget-exhausted': 429,
  'rate-limited': 429,
  'idempotency-key-in-use': 409,
  'idempotency-key-reused': 422,
  internal: 500,
  'disk-full': 507,
  'dimension-mismatch': 500,
  'missing-setting': 500,
  'model-failed': 502,
  'adapter-failed': 503,
  aborted: 503,
};

const httpCodes: Readonly<Record<number, HttpCode | ErrorCode>> = {
  400: 'invalid-input',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  409: 'idempotency-key-in-use',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  421: 'wrong-host',
  422: 'idempotency-key-reused',
  429: 'rate-limited',
};

/** Stops a request with a failure that only exists in HTTP. */
export function refuse(
  code: HttpCode,
  message: string,
  headers?: Readonly<Record<string, string>>,
): HTTPException {
  return new HTTPException(statusOf[code], {
    message,
    ...(headers === undefined ? {} : { res: new Response(null, { headers }) }),
  });
}

/** Answers every failure in the same shape. What is not the caller's fault is logged, and told without details. */
export function answerErrors(log: Log): ErrorHandler<ApiEnvironment> {
  return (error, c) => {
    const { code, message, current } = describeFailure(error);
    const status = statusOf[code];
    if (status >= 500)
      log({
        level: 'error',
        message: `${c.req.method} ${c.req.path} failed: ${code}`,
        requestId: c.var.requestId,
        error,
      });
    if (error instanceof HTTPException)
      for (const [name, value] of error.res?.headers ?? []) c.header(name, value);
    if (status === 401) c.header('WWW-Authenticate', 'Bearer');
    return errorReply(c, code, message, current);
  };
}

/** The error body, with the id under which the log knows the request. */
export function errorReply(
  c: Context<ApiEnvironment>,
  code: ErrorCode | HttpCode,
  message: string,
  current?: string,
): Response {
  const { requestId } = c.var;
  const error = { code, message, requestId, ...(current === undefined ? {} : { current }) };
  return c.json({ error }, statusOf[code]);
}

/** Nothing of where: paths are for the log. */
const diskFull =
  'The disk behind this server is full, or its quota is used up. Nothing of this request was stored. Reading goes on. Have space made on the disk of the data folder or of the database, then send the request again: no restart is needed.';

/** What whoever asked is told of a failure. */
export function describeFailure(error: unknown): {
  readonly code: ErrorCode | HttpCode;
  readonly message: string;
  /** Of a conflict: the id of what is current by now. */
  readonly current?: string;
} {
  if (TicketAIError.is(error)) {
    if (error.context.reason === 'disk-full') return { code: 'disk-full', message: diskFull };
    const { current } = error.context;
    return {
      code: error.code,
      message: statusOf[error.code] >= 500 ? `${errorCodes[error.code]}.` : error.message,
      ...(error.code === 'conflict' && typeof current === 'string' ? { current } : {}),
    };
  }
  if (error instanceof HTTPException) {
    const code = httpCodes[error.status];
    if (code !== undefined) return { code, message: error.message };
  }
  return {
    code: 'internal',
    message: 'Something went wrong here. The server log has the details under this request id.',
  };
}
