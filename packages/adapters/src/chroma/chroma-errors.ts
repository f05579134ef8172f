import { TicketAIError } from '@ticket-ai/core';
import {
  ChromaConnectionError,
  ChromaForbiddenError,
  ChromaNotFoundError,
  ChromaRateLimitError,
  ChromaServerError,
  ChromaUnauthorizedError,
} from 'chromadb';

/** Whether the error only says that there is no such collection. */
export function isMissing(error: unknown): boolean {
  return error instanceof ChromaNotFoundError;
}

/** The client takes every status it does not know for the server's trouble; `413: …` and its like are not. */
function isOverloaded(error: unknown): boolean {
  if (error instanceof ChromaRateLimitError || error instanceof ChromaConnectionError) return true;
  return error instanceof ChromaServerError && !/^4(?!08)\d\d\b/.test(error.message);
}

/** Turns an error of the client into one that says what is wrong, where, and what to do. */
export function chromaError(error: unknown, host: string): TicketAIError {
  if (TicketAIError.is(error)) return error;
  const isRefused = error instanceof ChromaUnauthorizedError || error instanceof ChromaForbiddenError;
  const isAway =
    error instanceof Error &&
    /ECONNREFUSED|fetch failed|Failed to connect|timed out/i.test(`${error.name} ${error.message}`);
  const said = error instanceof Error ? error.message : String(error);
  return new TicketAIError('adapter-failed', {
    message: `Chroma at ${host}: ${
      isRefused
        ? 'it does not let this service in. Check the headers that are sent.'
        : isAway
          ? 'it does not answer. Is it running, and the URL right? Search goes on without it.'
          : said
    }`,
    context: { host, reason: isRefused ? 'refused' : isAway ? 'unreachable' : 'unknown' },
    cause: error,
    isOutage: isAway || isOverloaded(error),
  });
}
