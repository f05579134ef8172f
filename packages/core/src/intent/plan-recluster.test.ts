import { describe, expect, it } from 'vitest';
import type { IntentId, TicketId } from '../ids.ts';
import type { ClusterPlan } from './clusterer.ts';
import { planRecluster } from './plan-recluster.ts';

const known = 'known' as IntentId;
const ticket = (number: number) => `t${number}` as TicketId;
const tickets = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => ticket(from + at));
const look = (...clusters: readonly (readonly TicketId[])[]) =>
  ({
    intents: clusters.map((ids) => ({ members: ids.map((ticketId) => ({ ticketId, confidence: 1 })) })),
  }) as unknown as Pick<ClusterPlan, 'intents'>;

/** Both looks find a second cluster; they agree on 8 of the 12 tickets that one of them puts there. */
const looks = [
  look(tickets(0, 20), tickets(20, 30)),
  look([...tickets(0, 20), ...tickets(20, 22)], tickets(22, 32)),
];

function plan(settled: readonly TicketId[], seen = looks) {
  const today = {
    intentOf: new Map(settled.map((id) => [id, known])),
    partOf: new Map(),
    splitFrom: new Map(),
    fixed: new Set<TicketId>(),
  };
  const { places } = planRecluster(seen, today);
  return tickets(22, 30).map((id) => places.get(id));
}

describe('planRecluster', () => {
  it('makes an intent of tickets without one where the looks mostly agree', () => {
    expect(new Set(plan(tickets(0, 20)))).toEqual(new Set([1]));
  });

  it('takes settled tickets out of their intent only where the looks hardly differ', () => {
    expect(new Set(plan(tickets(0, 32)))).toEqual(new Set([known]));
    const alike = [look(tickets(0, 20), tickets(20, 30)), look(tickets(0, 21), tickets(21, 31))];
    expect(new Set(plan(tickets(0, 32), alike))).toEqual(new Set([1]));
  });
});
