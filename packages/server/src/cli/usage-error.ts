import { TicketAIError } from '@ticket-ai/core';

/** A fault in the command line itself: exit code 2. */
export function usageError(message: string): TicketAIError {
  return new TicketAIError('invalid-input', { message, context: { exitCode: 2 } });
}

/** Reads a whole number from an option. @throws a usage error */
export function readInteger(
  text: string | undefined,
  option: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw usageError(`${option} must be a whole number ${range}, not "${text}".`);
}
