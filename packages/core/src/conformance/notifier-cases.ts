import assert from 'node:assert/strict';
import type { EventRow, TicketAIEvent } from '../events.ts';
import type { WorkspaceId } from '../ids.ts';
import type { Notifier } from '../runtime/notifier.ts';
import type { ConformanceCase, World } from './run-conformance.ts';
import { sampleEvents } from './sample-events.ts';

/** What the cases need: the notifier, and the other side. */
export interface NotifierSubject {
  readonly notifier: Notifier;
  /** Ids of the events that somebody was told of, in order; twice when told twice. */
  received(): Promise<readonly string[]>;
  /** An event that somebody is told of. Default: an article was published. */
  readonly event?: TicketAIEvent;
  /** Makes the other side unreachable, or reachable again; needed for the capability `outage`. */
  readonly setReachable?: (reachable: boolean) => void | Promise<void>;
}

/** `outage`: the other side can be made unreachable. */
export type NotifierCapability = 'outage';

const published: TicketAIEvent = sampleEvents['article-published'];
let sequence = 0;

function row(world: World, event: TicketAIEvent = published): EventRow {
  sequence += 1;
  return {
    id: world.generateId(),
    workspaceId: 'w' as WorkspaceId,
    sequence,
    type: event.type,
    event,
    at: world.now(),
    actor: { kind: 'system', id: 'case' },
  };
}

/** What every notifier promises. */
export const notifierCases: readonly ConformanceCase<NotifierSubject, NotifierCapability>[] = [
  {
    name: 'notifies of an event, and has done so when it says so',
    async run({ notifier, received, event }, world) {
      const [first, second] = [row(world, event), row(world, event)];
      await notifier.deliver(first);
      assert.deepEqual(await received(), [first.id]);
      await notifier.deliver(second);
      assert.deepEqual(await received(), [first.id, second.id]);
    },
  },
  {
    name: 'the same event twice notifies once',
    async run({ notifier, received, event }, world) {
      const [again, between] = [row(world, event), row(world, event)];
      for (const each of [again, between, structuredClone(again), again]) await notifier.deliver(each);
      assert.deepEqual(await received(), [again.id, between.id]);
    },
  },
  {
    name: 'the same event twice at the same time notifies once',
    async run({ notifier, received, event }, world) {
      const same = row(world, event);
      await Promise.all([
        notifier.deliver(same),
        notifier.deliver(structuredClone(same)),
        notifier.deliver(same),
      ]);
      assert.deepEqual(await received(), [same.id]);
    },
  },
  {
    name: 'tells events apart by id, not by what they say',
    async run({ notifier, received, event }, world) {
      const first = row(world, event);
      const second = { ...first, id: world.generateId() };
      await Promise.all([notifier.deliver(first), notifier.deliver(second)]);
      assert.deepEqual((await received()).toSorted(), [first.id, second.id].toSorted());
    },
  },
  {
    name: 'takes every kind of event, whether it tells of it or not',
    async run({ notifier, received }, world) {
      const rows = Object.values(sampleEvents).map((event) => row(world, event));
      for (const each of rows) await notifier.deliver(each);
      const told = await received();
      assert.deepEqual(told, [...new Set(told)], 'told twice');
    },
  },
  {
    name: 'a delivery that fails rejects, and notifies when it is made again',
    requires: ['outage'],
    async run({ notifier, received, event, setReachable }, world) {
      assert.ok(setReachable !== undefined, 'the case needs `setReachable`');
      const [before, during] = [row(world, event), row(world, event)];
      await notifier.deliver(before);
      await setReachable(false);
      await assert.rejects(notifier.deliver(during), 'a failed delivery was reported as done');
      await setReachable(true);
      for (const each of [during, before, during]) await notifier.deliver(each);
      assert.deepEqual(await received(), [before.id, during.id]);
    },
  },
];
