import assert from 'node:assert/strict';
import type { IntentId, RunId } from '../ids.ts';
import { nameKey } from '../intent/name-key.ts';
import { applyOperations } from '../taxonomy/apply-operations.ts';
import type { IntentToFile, Taxonomy, TaxonomyTree } from '../taxonomy/taxonomy.ts';
import type { TaxonomyOperation } from '../taxonomy/taxonomy-operation.ts';
import { defaultPolicy } from '../taxonomy/taxonomy-policy.ts';
import { treeAfter } from '../taxonomy/tree-after.ts';
import { rejectsWith } from './rejects-with.ts';
import type { ConformanceCase, World } from './run-conformance.ts';

const emptyTree: TaxonomyTree = { categories: [], placements: new Map() };

function intent(world: World, name: string, ...examples: readonly string[]): IntentToFile {
  return {
    intent: {
      id: world.generateId() as IntentId,
      version: 1,
      name,
      nameKey: nameKey(name),
      nameSource: 'lexical',
      description: '',
      status: 'active',
      terms: nameKey(name).split(' '),
      exemplars: [],
      pins: [],
      createdAt: world.now(),
      createdBy: { kind: 'system', id: 'conformance' },
      createdInRun: world.generateId() as RunId,
    },
    ticketCount: 10,
    examples,
  };
}

function desk(world: World): readonly IntentToFile[] {
  return [
    intent(
      world,
      'Forgotten password',
      'I forgot my password and cannot log in',
      'How do I reset my password?',
    ),
    intent(world, 'Refund not received', 'Where is my refund?', 'I am still waiting for my refund'),
    intent(world, 'Parcel late', 'My parcel has not arrived', 'Delivery is a week late'),
    intent(world, 'Qwertz asdf', '...'),
  ];
}

/** The tree after the operations, as a store would have it. */
function grow(
  tree: TaxonomyTree,
  operations: readonly TaxonomyOperation[],
  world: World,
): { tree: TaxonomyTree; refused: number } {
  const applied = applyOperations(tree, operations, {
    policy: defaultPolicy,
    generateId: world.generateId,
    now: world.now,
    actor: { kind: 'system', id: 'conformance' },
  });
  assert.deepEqual([applied.changes, applied.remove], [[], []], 'filing into a new tree changes no category');
  return { tree: treeAfter(tree, applied), refused: applied.refused.length };
}

/** What every taxonomy promises. Whether it files well is a matter of evaluation, not of conformance. */
export const taxonomyCases: readonly ConformanceCase<Taxonomy>[] = [
  {
    name: 'has a name that can stand in a log',
    async run(taxonomy) {
      assert.match(taxonomy.name, /^\S.*\S$/);
    },
  },
  {
    name: 'files every given intent exactly once, under three names',
    async run(taxonomy, world) {
      const intents = desk(world);
      const operations = await taxonomy.propose({ tree: emptyTree, intents, policy: defaultPolicy });
      const places = operations.filter((operation) => operation.type === 'place');
      assert.deepEqual(
        places.map(({ intentId }) => intentId).toSorted(),
        intents.map((item) => item.intent.id).toSorted(),
      );
      for (const { path, reason, score } of places) {
        assert.equal(path.length, 3);
        for (const name of path) assert.notEqual(nameKey(name), '');
        assert.notEqual(reason.trim(), '');
        assert.ok(score === undefined || (score >= 0 && score <= 1), `score ${score} is not between 0 and 1`);
      }
    },
  },
  {
    name: 'never speaks as a person',
    async run(taxonomy, world) {
      const operations = await taxonomy.propose({
        tree: emptyTree,
        intents: desk(world),
        policy: defaultPolicy,
      });
      assert.ok(operations.every(({ source }) => source !== 'person'));
    },
  },
  {
    name: 'proposes what can be applied',
    async run(taxonomy, world) {
      const intents = desk(world);
      const { tree, refused } = grow(
        emptyTree,
        await taxonomy.propose({ tree: emptyTree, intents, policy: defaultPolicy }),
        world,
      );
      assert.equal(refused, 0);
      assert.equal(tree.placements.size, intents.length);
    },
  },
  {
    name: 'gives the same operations for the same question',
    async run(taxonomy, world) {
      const intents = desk(world);
      const ask = () => taxonomy.propose({ tree: emptyTree, intents, policy: defaultPolicy });
      assert.deepEqual(await ask(), await ask());
    },
  },
  {
    name: 'touches nothing but the given intents when the tree is filled already',
    async run(taxonomy, world) {
      const { tree } = grow(
        emptyTree,
        await taxonomy.propose({ tree: emptyTree, intents: desk(world), policy: defaultPolicy }),
        world,
      );
      const late = intent(world, 'Password reset link expired', 'The link to reset my password has expired');
      const operations = await taxonomy.propose({ tree, intents: [late], policy: defaultPolicy });
      assert.deepEqual(
        operations.map((operation) => (operation.type === 'place' ? operation.intentId : operation.type)),
        [late.intent.id],
      );
    },
  },
  {
    name: 'changes neither the tree nor the intents it is given',
    async run(taxonomy, world) {
      const intents = desk(world);
      const { tree } = grow(
        emptyTree,
        await taxonomy.propose({ tree: emptyTree, intents, policy: defaultPolicy }),
        world,
      );
      const before = structuredClone({ tree, intents });
      await taxonomy.propose({ tree, intents, policy: defaultPolicy });
      assert.deepEqual({ tree, intents }, before);
    },
  },
  {
    name: 'has nothing to propose for no intents',
    async run(taxonomy) {
      assert.deepEqual(await taxonomy.propose({ tree: emptyTree, intents: [], policy: defaultPolicy }), []);
    },
  },
  {
    name: 'files an intent that has neither examples nor known words',
    async run(taxonomy, world) {
      const operations = await taxonomy.propose({
        tree: emptyTree,
        intents: [intent(world, '???x')],
        policy: defaultPolicy,
      });
      assert.equal(operations.length, 1);
    },
  },
  {
    name: 'stops when asked to',
    async run(taxonomy, world) {
      const abortSignal = AbortSignal.abort();
      await rejectsWith(
        'aborted',
        taxonomy.propose({ tree: emptyTree, intents: desk(world), policy: defaultPolicy, abortSignal }),
      );
    },
  },
];
