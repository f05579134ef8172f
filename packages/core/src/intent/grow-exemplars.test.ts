import { expect, test } from 'vitest';
import type { IntentId, TicketId } from '../ids.ts';
import { exemplarChanges } from './grow-exemplars.ts';
import type { Intent } from './intent.ts';

const intent = (count: number) =>
  ({
    id: 'i' as IntentId,
    version: 3,
    exemplars: Array.from({ length: count }, (_, at) => `t${at}` as TicketId),
  }) as unknown as Intent;
const placed = (own: Intent, ticketId: string, isSurprise = false) => ({
  intent: own,
  ticketId: ticketId as TicketId,
  isSurprise,
});

test('while there is room all are kept, once', () => {
  const own = intent(2);
  const [change] = exemplarChanges([placed(own, 'a'), placed(own, 'a'), placed(own, 't1'), placed(own, 'b')]);
  expect(change).toMatchObject({ id: 'i', version: 3, patch: { exemplars: ['t0', 't1', 'a', 'b'] } });
});

test('a full intent takes surprises only, and never more than 64', () => {
  const own = intent(64);
  const [change] = exemplarChanges([placed(own, 'a'), placed(own, 'b', true)]);
  expect(change?.patch.exemplars).toHaveLength(64);
  expect(change?.patch.exemplars).toContain('b');
  expect(change?.patch.exemplars).not.toContain('a');
  expect(change?.patch.exemplars?.[0]).toBe('t0');
});

test('what changes nothing is no change', () => {
  expect(exemplarChanges([placed(intent(2), 't1', true)])).toEqual([]);
  expect(exemplarChanges([placed(intent(64), 'a')])).toEqual([]);
});
