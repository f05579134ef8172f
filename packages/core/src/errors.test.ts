import { expect, test } from 'vitest';
import { TicketAIError, throwIfAborted } from './errors.ts';

test('an error is recognised by its mark, also one of another installed copy', () => {
  const error = new TicketAIError('conflict', { message: 'Changed meanwhile.' });
  expect(TicketAIError.is(error)).toBe(true);
  expect(TicketAIError.is(error, 'conflict')).toBe(true);
  expect(TicketAIError.is(error, 'not-found')).toBe(false);
  const foreign = Object.assign(new Error('from elsewhere'), {
    code: 'conflict',
    [Symbol.for('ticket-ai.error')]: true,
  });
  expect(TicketAIError.is(foreign, 'conflict')).toBe(true);
  expect(TicketAIError.is(new Error('plain'))).toBe(false);
});

test('cause and context are kept; retryable is off unless said', () => {
  const cause = new Error('socket');
  const error = new TicketAIError('adapter-failed', {
    message: 'The store is away.',
    cause,
    context: { port: 1 },
    retryable: true,
  });
  expect(error).toMatchObject({ cause, context: { port: 1 }, retryable: true });
  expect(new TicketAIError('not-found', { message: 'No.' })).toMatchObject({
    retryable: false,
    isOutage: false,
  });
});

test('an outage passes by itself; what may be tried again is not always one', () => {
  const away = new TicketAIError('adapter-failed', { message: 'The bucket is away.', isOutage: true });
  expect(away).toMatchObject({ retryable: true, isOutage: true });
  const changed = new TicketAIError('conflict', { message: 'Changed meanwhile.', retryable: true });
  expect(changed.isOutage).toBe(false);
});

test('a fired signal stops the work with its reason', () => {
  expect(() => throwIfAborted(undefined)).not.toThrow();
  expect(() => throwIfAborted(AbortSignal.abort('enough'))).toThrowError(
    expect.objectContaining({ code: 'aborted', cause: 'enough' }),
  );
});
