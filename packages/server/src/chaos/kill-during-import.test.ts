import { expect, test } from 'vitest';
import { disturbedImport, killWorker, pauseWorker } from './disturbed-import.ts';

const seed = 20_26;

test('20 kills during an import of 20,000 tickets: every ticket exactly once, no duplicate intent', {
  timeout: 180_000,
}, async () => {
  const disturbances = [
    { act: killWorker, times: 20 },
    { act: pauseWorker, times: 6 },
  ];
  const { violations } = await disturbedImport({ seed, ticketCount: 20_000, disturbances });
  console.log(`kill -9: 20 kills and 6 pauses, seed ${seed}, ${violations.length} violations`);
  expect(violations).toEqual([]);
});

test('the same with the fence removed leaves tickets assigned twice', { timeout: 180_000 }, async () => {
  const disturbances = [
    { act: killWorker, times: 2 },
    { act: pauseWorker, times: 8 },
  ];
  const { violations } = await disturbedImport({ seed, ticketCount: 20_000, disturbances, fence: false });
  console.log(`without the fence: ${violations.join('; ')}`);
  expect(violations).not.toEqual([]);
});
