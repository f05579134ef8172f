/** Every way Ticket AI can fail, and the sentence that opens its message. */
export const errorCodes = {
  'invalid-input': 'The input is not valid',
  'not-found': 'Not found',
  conflict: 'The record was changed by someone else, or exists already',
  'invalid-transition': 'This step is not possible in the present state',
  'missing-setting': 'A setting is missing',
  'stale-lease': 'The work was taken over by another worker',
  'budget-exhausted': 'The model budget is used up',
  'model-failed': 'The model gave no usable reply',
  'adapter-failed': 'A storage, file or service adapter failed',
  'dimension-mismatch': 'Vectors of different length or model do not mix',
  'limit-exceeded': 'A limit was exceeded',
  unauthorized: 'No valid credential',
  aborted: 'Stopped on request',
} as const;

/** One of the closed set of failures; a key of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;

/** What an error carries besides its code. */
export interface ErrorDetails {
  /** What is wrong, where, and what to do next; full sentences. */
  readonly message: string;
  /** Facts for programs: ids, line, column, limits. Never secrets, never customer text. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** The foreign error behind this one. */
  readonly cause?: unknown;
  /** Whether trying the same again may succeed. Default `false`. */
  readonly retryable?: boolean;
  /**
   * Whether the fault lies with what the work stands on (a database, a provider, a full disk), whatever the work was. It passes without a
   * change of the work, so it is retryable, and work that can wait waits instead of failing. Default `false`.
   */
  readonly isOutage?: boolean;
}

const marker = Symbol.for('ticket-ai.error');

/** The only error class of Ticket AI. Test with {@link TicketAIError.is}: it also works across two installed copies. */
export class TicketAIError extends Error {
  readonly code: ErrorCode;
  readonly context: Readonly<Record<string, unknown>>;
  readonly retryable: boolean;
  readonly isOutage: boolean;

  constructor(code: ErrorCode, details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'TicketAIError';
    this.code = code;
    this.context = details.context ?? {};
    this.isOutage = details.isOutage ?? false;
    this.retryable = details.retryable ?? this.isOutage;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `value` is a Ticket AI error, and of this code when one is given. */
  static is(value: unknown, code?: ErrorCode): value is TicketAIError {
    return (
      value instanceof Error &&
      marker in value &&
      (code === undefined || ('code' in value && value.code === code))
    );
  }
}

/** Throws `aborted` when the signal has fired; call it between the steps of long work. */
export function throwIfAborted(abortSignal: AbortSignal | undefined): void {
  if (abortSignal?.aborted) {
    throw new TicketAIError('aborted', { message: 'Stopped on request.', cause: abortSignal.reason });
  }
}
