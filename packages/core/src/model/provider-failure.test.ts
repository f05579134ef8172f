import { APICallError } from 'ai';
import { expect, test } from 'vitest';
import { modelFailed, readFailure } from './provider-failure.ts';

const call = (statusCode: number | undefined, cause?: Error) =>
  new APICallError({
    message: 'failed',
    url: 'http://127.0.0.1',
    requestBodyValues: {},
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(cause === undefined ? {} : { cause }),
  });
const read = (error: unknown) => modelFailed('m', readFailure(error), error);

test('an outage is what no request gets through: too many of them, a broken server, no answer, no connection', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  const timeout = new DOMException('late', 'TimeoutError');
  for (const error of [call(429), call(500), call(503), call(undefined, refused), timeout])
    expect(read(error)).toMatchObject({ isOutage: true, retryable: true });
});

test('a refused request is none, nor is what may be the fault of this request alone', () => {
  for (const status of [400, 401, 402, 404])
    expect(read(call(status))).toMatchObject({ isOutage: false, retryable: false });
  for (const error of [call(200), new TypeError('strange')])
    expect(read(error)).toMatchObject({ isOutage: false, retryable: true });
});
