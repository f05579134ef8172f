import { expect, test } from 'vitest';
import { TicketAIError } from '../errors.ts';
import type { Job } from './job.ts';
import { outageNotices, putOff } from './put-off.ts';

const away = new TicketAIError('adapter-failed', { message: 'Away.', isOutage: true });
const job = (outageSince?: number) =>
  ({ name: 'match-tickets', ...(outageSince === undefined ? {} : { outageSince }) }) as Job;
const waitAfter = (lasted: number, random = 0) =>
  putOff({ random: () => random }, job(0), away, lasted).retryAt - lasted;

test('waits grow with the outage, up to five minutes, and are spread by chance', () => {
  expect([0, 1000, 4000, 60_000, 3_600_000].map((lasted) => waitAfter(lasted))).toEqual([
    2000, 2000, 4000, 60_000, 300_000,
  ]);
  expect(waitAfter(60_000, 0.75)).toBe(15_000);
  expect(waitAfter(60_000, 0.999_999_999)).toBe(1);
});

test('the outage begins with the first attempt that meets it', () => {
  expect(putOff({}, job(), away, 7000).outageSince).toBe(7000);
  expect(putOff({}, job(5000), away, 7000).outageSince).toBe(5000);
});

test('whoever asks to be left alone is left alone for so long', () => {
  const busy = new TicketAIError('model-failed', {
    message: 'Busy.',
    isOutage: true,
    context: { retryAfterMs: 900_000 },
  });
  expect(putOff({ random: () => 0 }, job(), busy, 0).retryAt).toBe(902_000);
});

test('one notice an hour for each kind; one that could not be given is given again', async () => {
  let told = 0;
  let isBroken = true;
  const notice = outageNotices({
    onNotice: async () => {
      if (isBroken) throw new Error('The store is away.');
      told += 1;
    },
  });
  await notice(job(0), 0, 299_999);
  await notice(job(0), 0, 300_000);
  isBroken = false;
  for (const at of [300_001, 300_002, 3_900_000]) await notice(job(0), 0, at);
  expect(told).toBe(1);
  await notice(job(0), 0, 3_900_001);
  expect(told).toBe(2);
});
