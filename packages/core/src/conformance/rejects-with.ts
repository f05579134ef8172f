import assert from 'node:assert/strict';
import { type ErrorCode, TicketAIError } from '../errors.ts';

/** Asserts that a promise fails with this code; gives the error. */
export async function rejectsWith(code: ErrorCode, promise: Promise<unknown>): Promise<TicketAIError> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  assert.ok(outcome !== undefined, `expected the error ${code}, but there was none`);
  const { error } = outcome;
  if (!TicketAIError.is(error)) throw error;
  assert.equal(error.code, code, `expected the error ${code}, not ${error.code}: ${error.message}`);
  return error;
}
