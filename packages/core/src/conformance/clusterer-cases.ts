import assert from 'node:assert/strict';
import { TicketAIError } from '../errors.ts';
import type { IntentId, TicketId, WorkspaceId } from '../ids.ts';
import type { Catalogue, Clusterer, ClusterPlan, TicketText } from '../intent/clusterer.ts';
import type { ConformanceCase, World } from './run-conformance.ts';

const parcels = [
  'Where is my parcel? It has not arrived.',
  'My parcel has not arrived yet',
  'Still waiting for my parcel to arrive',
  'Parcel not arrived after two weeks',
  'The parcel is late, it has not arrived',
  'When will my parcel arrive?',
  'Tracking says delivered but my parcel is not here',
  'Has my parcel been lost?',
];
const passwords = [
  'I forgot my password and cannot log in',
  'Cannot log in, wrong password',
  'Reset password please, I cannot log in',
  'Log in fails, it says wrong password',
  'My password does not work any more',
  'How do I reset my password?',
  'Password rejected when I log in',
  'The password reset link does not work, cannot log in',
];
const invoices = [
  'I need an invoice for my last order',
  'Please send me the invoice',
  'The invoice shows the wrong address',
  'Invoice missing for March',
  'Where can I download the invoice?',
  'The amount on the invoice is wrong',
  'Can you correct the invoice?',
  'I never got an invoice',
];

function ticketsOf(texts: readonly string[], world: World): readonly TicketText[] {
  return texts.map((text) => ({
    ticketId: world.generateId() as TicketId,
    text,
    replies: '',
    language: 'en',
    createdAt: world.now(),
  }));
}

function sample(world: World): readonly TicketText[] {
  return ticketsOf([...parcels, ...passwords, ...invoices], world);
}

function catalogueOf(world: World): { catalogue: Catalogue; ids: readonly IntentId[] } {
  const named: readonly (readonly [string, readonly string[]])[] = [
    ['Parcel not arrived', parcels],
    ['Password reset', passwords],
    ['Invoice', invoices],
  ];
  const intents = named.map(([name, texts]) => ({
    intentId: world.generateId() as IntentId,
    name,
    description: '',
    terms: name.toLowerCase().split(' '),
    exemplars: ticketsOf(texts, world),
  }));
  return {
    catalogue: { workspaceId: 'one' as WorkspaceId, version: 1, intents },
    ids: intents.map(({ intentId }) => intentId),
  };
}

/** Groups of tickets by text, in an order that does not depend on that of the plan. */
function groupsOf(plan: ClusterPlan, tickets: readonly TicketText[]): readonly string[] {
  const texts = new Map(tickets.map(({ ticketId, text }) => [ticketId, text]));
  return plan.intents
    .map(({ name, members }) =>
      [name, ...members.map(({ ticketId }) => texts.get(ticketId)).toSorted()].join('\n'),
    )
    .toSorted();
}

const isShare = (value: number) => value >= 0 && value <= 1;

/** What every clusterer promises. Whether it groups well is a matter of evaluation, not of conformance. */
export const clustererCases: readonly ConformanceCase<Clusterer>[] = [
  {
    name: 'has a name that can stand in a log',
    async run(clusterer) {
      assert.match(clusterer.name, /^\S.*\S$/);
    },
  },
  {
    name: 'puts every ticket into one intent or among the unassigned, once',
    async run(clusterer, world) {
      const tickets = sample(world);
      const { intents, unassigned } = await clusterer.discover({ tickets });
      const primary = intents.flatMap(({ members }) => members.filter(({ secondary }) => secondary !== true));
      const placed = [...primary, ...unassigned].map(({ ticketId }) => ticketId);
      assert.deepEqual(placed.toSorted(), tickets.map(({ ticketId }) => ticketId).toSorted());
    },
  },
  {
    name: 'names each intent, with members and confidences between 0 and 1',
    async run(clusterer, world) {
      const { intents } = await clusterer.discover({ tickets: sample(world) });
      for (const { name, members } of intents) {
        assert.notEqual(name.trim(), '');
        assert.ok(members.length > 0, `"${name}" has no members`);
        assert.ok(members.every(({ confidence }) => isShare(confidence)));
      }
    },
  },
  {
    name: 'says why a ticket stays unassigned',
    async run(clusterer, world) {
      const { unassigned } = await clusterer.discover({
        tickets: [...sample(world), ...ticketsOf(['', 'zzz qqq'], world)],
      });
      for (const { code, reason } of unassigned)
        assert.ok(/^[a-z][a-z-]*$/.test(code) && reason.trim() !== '', `code "${code}", reason "${reason}"`);
    },
  },
  {
    name: 'leaves a ticket without text unassigned',
    async run(clusterer, world) {
      const [silent] = ticketsOf([''], world);
      assert.ok(silent !== undefined);
      const { unassigned } = await clusterer.discover({ tickets: [...sample(world), silent] });
      assert.ok(unassigned.some(({ ticketId }) => ticketId === silent.ticketId));
    },
  },
  {
    name: 'finds the same for the same tickets and seed',
    async run(clusterer, world) {
      const tickets = sample(world);
      const discover = () => clusterer.discover({ tickets, seed: 7 });
      assert.deepEqual(groupsOf(await discover(), tickets), groupsOf(await discover(), tickets));
    },
  },
  {
    name: 'finds the same in any order of the tickets',
    async run(clusterer, world) {
      const tickets = sample(world);
      const reversed = tickets.toReversed();
      const straight = groupsOf(await clusterer.discover({ tickets, seed: 7 }), tickets);
      assert.deepEqual(
        groupsOf(await clusterer.discover({ tickets: reversed, seed: 7 }), reversed),
        straight,
      );
    },
  },
  {
    name: 'has a point on the map for each ticket, if it has a map',
    async run(clusterer, world) {
      const tickets = sample(world);
      const { map } = await clusterer.discover({ tickets });
      if (map !== undefined) assert.deepEqual([map.x.length, map.y.length], [tickets.length, tickets.length]);
    },
  },
  {
    name: 'takes no tickets and one ticket',
    async run(clusterer, world) {
      const nothing = await clusterer.discover({ tickets: [] });
      assert.deepEqual([nothing.intents, nothing.unassigned], [[], []]);
      const { intents, unassigned } = await clusterer.discover({ tickets: sample(world).slice(0, 1) });
      assert.equal(intents.length + unassigned.length, 1);
    },
  },
  {
    name: 'changes nothing it is given',
    async run(clusterer, world) {
      const tickets = sample(world);
      const { catalogue } = catalogueOf(world);
      const before = structuredClone({ tickets, catalogue });
      await clusterer.discover({ tickets });
      await clusterer.assign({ tickets, catalogue });
      assert.deepEqual({ tickets, catalogue }, before);
    },
  },
  {
    name: 'stops a discovery when asked to, with the error `aborted` or the reason of the signal',
    async run(clusterer, world) {
      const abortSignal = AbortSignal.abort(new Error('Enough.'));
      const outcome = await clusterer.discover({ tickets: sample(world), abortSignal }).then(
        () => 'finished',
        (error: unknown) =>
          error === abortSignal.reason || TicketAIError.is(error, 'aborted') ? 'stopped' : error,
      );
      assert.equal(outcome, 'stopped');
    },
  },
  {
    name: 'decides about each ticket, in order, best candidate first',
    async run(clusterer, world) {
      const tickets = sample(world);
      const { catalogue, ids } = catalogueOf(world);
      const { decisions } = await clusterer.assign({ tickets, catalogue });
      assert.deepEqual(
        decisions.map(({ ticketId }) => ticketId),
        tickets.map(({ ticketId }) => ticketId),
      );
      for (const { candidates, noneScore, reason } of decisions) {
        assert.ok(candidates.length <= 8 && isShare(noneScore) && reason.trim() !== '');
        assert.ok(candidates.every(({ intentId, score }) => ids.includes(intentId) && isShare(score)));
        assert.equal(new Set(candidates.map(({ intentId }) => intentId)).size, candidates.length);
        const scores = candidates.map(({ score }) => score);
        assert.deepEqual(
          scores,
          scores.toSorted((a, b) => b - a),
        );
      }
    },
  },
  {
    name: 'finds the intent of a ticket that is word for word an exemplar',
    async run(clusterer, world) {
      const { catalogue, ids } = catalogueOf(world);
      const tickets = ticketsOf([parcels[0] ?? '', passwords[0] ?? '', invoices[0] ?? ''], world);
      const { decisions } = await clusterer.assign({ tickets, catalogue });
      assert.deepEqual(
        decisions.map(({ candidates }) => candidates[0]?.intentId),
        ids,
      );
    },
  },
  {
    name: 'knows the catalogues of two workspaces apart, also at the same version',
    async run(clusterer, world) {
      const { catalogue } = catalogueOf(world);
      const other = { ...catalogueOf(world).catalogue, workspaceId: 'two' as WorkspaceId };
      const tickets = sample(world).slice(0, 3);
      await clusterer.assign({ tickets, catalogue });
      const { decisions } = await clusterer.assign({ tickets, catalogue: other });
      const known = new Set(other.intents.map(({ intentId }) => intentId));
      for (const { candidates } of decisions) {
        for (const { intentId } of candidates)
          assert.ok(known.has(intentId), 'an intent of another workspace');
      }
    },
  },
  {
    name: 'has no candidate where the catalogue is empty',
    async run(clusterer, world) {
      const { decisions } = await clusterer.assign({
        tickets: sample(world).slice(0, 2),
        catalogue: { workspaceId: 'one' as WorkspaceId, version: 1, intents: [] },
      });
      assert.deepEqual(
        decisions.map(({ candidates }) => candidates),
        [[], []],
      );
    },
  },
  {
    name: 'sees a new version of the catalogue at once',
    async run(clusterer, world) {
      const tickets = ticketsOf([parcels[0] ?? ''], world);
      await clusterer.assign({ tickets, catalogue: catalogueOf(world).catalogue });
      const { catalogue, ids } = catalogueOf(world);
      const { decisions } = await clusterer.assign({ tickets, catalogue: { ...catalogue, version: 2 } });
      assert.equal(decisions[0]?.candidates[0]?.intentId, ids[0]);
    },
  },
];
