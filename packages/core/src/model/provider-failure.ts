import { AISDKError, APICallError } from 'ai';
import { TicketAIError } from '../errors.ts';

/** What a failed call to a provider means. */
export interface ProviderFailure {
  /** Trying again may help. */
  readonly retryable: boolean;
  /** The provider is in trouble, rather than refusing this request: enough of it, and it is left alone for a while. */
  readonly isDown: boolean;
  /** Nobody gets through for the moment, whatever the request. */
  readonly isOutage: boolean;
  /** The provider may have worked, and charge for it, though no reply came. */
  readonly mayCost: boolean;
  /** How long the provider asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number;
  /** What went wrong, without anything of the request or the reply. */
  readonly reason: string;
}

/** Nothing was sent: the connection could not be made. */
const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

const away = { retryable: true, isDown: true, isOutage: true } as const;
/** The provider's trouble as it seems, but it may be that of this request alone. */
const strange = { ...away, isOutage: false } as const;

/** Reads an error of the AI SDK. The body of a reply may repeat the prompt, so only status and kind are told. */
export function readFailure(error: unknown, now: () => number = Date.now): ProviderFailure {
  if (APICallError.isInstance(error)) return readCallError(error, now);
  if (isTimeout(error)) return { ...away, mayCost: true, reason: 'no reply in the time allowed' };
  // Mistakes of the set-up, such as a missing key, are found before anything is sent.
  if (AISDKError.isInstance(error))
    return { retryable: false, isDown: false, isOutage: false, mayCost: false, reason: nameOf(error) };
  return { ...strange, mayCost: true, reason: nameOf(error) };
}

function readCallError(
  { statusCode, responseHeaders = {}, isRetryable, cause }: APICallError,
  now: () => number,
): ProviderFailure {
  if (statusCode === undefined) {
    const code = causeCode(cause);
    return {
      ...away,
      mayCost: !unreachable.has(code),
      reason: code === '' ? 'the connection broke' : `the connection broke (${code})`,
    };
  }
  if (statusCode < 400) return { ...strange, mayCost: true, reason: 'the reply was cut off or is no JSON' };
  const retryAfterMs = readRetryAfter(responseHeaders, now);
  return {
    retryable: isRetryable,
    isDown: statusCode >= 500,
    isOutage: isRetryable,
    mayCost: false,
    reason: `HTTP ${statusCode}${hints[statusCode] ?? ''}`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** What people can do about a status. */
const hints: Readonly<Record<number, string>> = {
  400: ': the provider does not accept the request; look whether the model can give structured output',
  401: ': the API key is missing or wrong',
  402: ': the account has no credit left',
  403: ': the API key may not use this model',
  404: ': there is no such model, or the URL is wrong',
  413: ': the request is too large for the model',
  429: ': too many requests; lower the limits of requests and tokens per minute',
};

/** `retry-after-ms` is finer than `Retry-After`, which is in seconds or a date (RFC 9110, 10.2.3). */
function readRetryAfter(headers: Readonly<Record<string, string>>, now: () => number): number | undefined {
  const milliseconds = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (milliseconds >= 0) return milliseconds;
  const given = headers['retry-after'] ?? '';
  const wait = /^\s*\d/.test(given) ? Number.parseFloat(given) * 1000 : Date.parse(given) - now();
  return wait >= 0 ? wait : undefined;
}

/** The error that callers see. @param name of the model */
export function modelFailed(name: string, failure: ProviderFailure, cause: unknown): TicketAIError {
  return new TicketAIError('model-failed', {
    message: `${name} could not be asked: ${failure.reason}.`,
    context: {
      reason: failure.reason,
      ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
    },
    cause: withoutTexts(cause),
    retryable: failure.retryable,
    isOutage: failure.isOutage,
  });
}

/** An error of the AI SDK carries request and reply: only what it is and where it came from is passed on. */
function withoutTexts(error: unknown): Error {
  const bare = new Error(nameOf(error));
  if (error instanceof Error && error.stack !== undefined)
    bare.stack = [bare.message, ...error.stack.split('\n').filter((line) => /^\s+at /.test(line))].join('\n');
  return bare;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name);
}

/** The system's code of what broke a connection, e.g. `ECONNREFUSED`. */
function causeCode(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return at.code;
  return '';
}
