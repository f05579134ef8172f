import { describe, expect, it } from 'vitest';
import { runConformance } from '../conformance/run-conformance.ts';
import { taxonomyCases } from '../conformance/taxonomy-cases.ts';
import type { CategoryId, IntentId, RunId } from '../ids.ts';
import { nameKey } from '../intent/name-key.ts';
import { emptyTree, runOperations } from '../testing/taxonomy-trees.ts';
import { starterPacks } from './packs/starter-packs.ts';
import { starterPackTaxonomy } from './starter-pack-taxonomy.ts';
import type { IntentToFile, TaxonomyTree } from './taxonomy.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import { defaultPolicy } from './taxonomy-policy.ts';

function intent(name: string, ...examples: readonly string[]): IntentToFile {
  return {
    intent: {
      id: name as IntentId,
      version: 1,
      name,
      nameKey: nameKey(name),
      nameSource: 'lexical',
      description: '',
      status: 'active',
      terms: [],
      exemplars: [],
      pins: [],
      createdAt: 0,
      createdBy: { kind: 'system', id: 'test' },
      createdInRun: 'run' as RunId,
    },
    ticketCount: 10,
    examples,
  };
}

async function paths(
  intents: readonly IntentToFile[],
  tree: TaxonomyTree = emptyTree,
  packs?: readonly string[],
): Promise<Record<string, string>> {
  const operations = await starterPackTaxonomy(packs === undefined ? {} : { packs }).propose({
    tree,
    intents,
    policy: defaultPolicy,
  });
  return Object.fromEntries(
    operations.flatMap((operation) =>
      operation.type === 'place' ? [[operation.intentId, operation.path.join(' > ')]] : [],
    ),
  );
}

const treeWith = (tree: TaxonomyTree, operations: readonly TaxonomyOperation[]) =>
  runOperations(tree, operations, {}, `c${tree.categories.length}-`).tree;

const bankDesk = [
  intent('Card not arrived', 'My new card still has not come in the post'),
  intent('Exchange rate', 'Which rate do you use when I pay in dollars?'),
  intent('Top up failed', 'My top up was rejected'),
  intent('Transfer pending', 'How long until my transfer arrives?'),
];

describe('starterPackTaxonomy', () => {
  runConformance(it, taxonomyCases, { create: () => starterPackTaxonomy() });

  it('chooses the pack that fits the whole desk', async () => {
    expect(await paths(bankDesk)).toEqual({
      'Card not arrived': 'Cards > Getting a card > Card not arrived',
      'Exchange rate': 'Fees & exchange > Currency exchange > Exchange rate',
      'Top up failed': 'Top-ups & cash > Top-ups > Top-up failed',
      'Transfer pending': 'Payments & transfers > Sending money > Transfer pending',
    });
  });

  it('uses a second pack only for a sizeable part', async () => {
    const code = [
      intent('Git merge conflict'),
      intent('Haskell monad'),
      intent('WordPress theme'),
      intent('Docker compose'),
    ];
    expect((await paths([...bankDesk, ...code]))['Haskell monad']).toMatch(/^Programming languages/);
    expect(
      (
        await paths([
          ...bankDesk,
          ...bankDesk.map((item) => intent(`${item.intent.name} again`)),
          code[1] as IntentToFile,
        ])
      )['Haskell monad'],
    ).toMatch(/^Other/);
  });

  it('understands German and Spanish, typos and compounds', async () => {
    const found = await paths(
      [
        intent('Paket nicht angekommen', 'Mein Paket ist noch nicht angekommen, wo bleibt es?'),
        intent('Olvidé mi contraseña', 'No puedo entrar porque olvidé mi contraseña'),
        intent('Newslettter unsubscribe'),
        intent('Gutscheincode ungültig', 'Mein Gutscheincode wird von der Seite nicht angenommen'),
      ],
      emptyTree,
      ['e-commerce'],
    );
    expect(Object.values(found)).toEqual([
      expect.stringMatching(/^Delivery > Where is my parcel/),
      expect.stringMatching(/Password & login$/),
      expect.stringMatching(/Newsletter & messages$/),
      expect.stringMatching(/Discount code not working$/),
    ]);
  });

  it('does not guess: what fits nowhere is Other, what fits an L1 or L2 only is Other below it', async () => {
    const found = await paths([...bankDesk, intent('Purple elephants dancing'), intent('Card')]);
    expect(found['Purple elephants dancing']).toBe('Other > Other > Other');
    expect(found.Card).not.toMatch(/^(?!Cards|Other).*$/);
  });

  it('keeps to the pack in use, and to what people made of it', async () => {
    const operations = await starterPackTaxonomy().propose({
      tree: emptyTree,
      intents: bankDesk,
      policy: defaultPolicy,
    });
    const own: TaxonomyOperation = {
      type: 'place',
      intentId: 'x' as IntentId,
      path: ['Cards', 'Sustainability', 'Wooden eco card'],
      source: 'person',
      reason: '',
    };
    const tree = treeWith(emptyTree, [...operations, own]);
    expect(await paths([intent('Password forgotten'), intent('Wooden eco card wanted')], tree)).toEqual({
      'Password forgotten': 'Identity & security > Access to app & account > Forgotten password or passcode',
      'Wooden eco card wanted': 'Cards > Sustainability > Wooden eco card',
    });
  });

  it('files under a category that a person renamed, by its old and its new name', async () => {
    const operations = await starterPackTaxonomy().propose({
      tree: emptyTree,
      intents: bankDesk,
      policy: defaultPolicy,
    });
    const tree = treeWith(emptyTree, operations);
    const renamed = tree.categories.find(({ name }) => name === 'Top-up failed');
    const shaped = treeWith(tree, [
      {
        type: 'rename',
        categoryId: renamed?.id as CategoryId,
        name: 'Money loading broken',
        source: 'person',
      },
    ]);
    const late = [intent('Loading money broken'), intent('Top up rejected')];
    const later = await starterPackTaxonomy().propose({ tree: shaped, intents: late, policy: defaultPolicy });
    const final = treeWith(shaped, later);
    expect(late.map(({ intent: { id } }) => final.placements.get(id))).toEqual([renamed?.id, renamed?.id]);
  });

  it('says in words why', async () => {
    const [operation] = await starterPackTaxonomy({ packs: ['banking'] }).propose({
      tree: emptyTree,
      intents: bankDesk,
      policy: defaultPolicy,
    });
    expect(operation).toMatchObject({
      reason: expect.stringMatching(/"Card not arrived".*arrived/),
      score: expect.any(Number),
    });
  });

  it('takes packs of your own and refuses unknown ones', async () => {
    const zoo = {
      id: 'zoo',
      name: 'Zoo',
      tree: { Animals: { Feeding: { 'Feed the seals': 'feeding time of seals; fish for seals' } } },
    };
    const taxonomy = starterPackTaxonomy({ packs: [zoo] });
    const operations = await taxonomy.propose({
      tree: emptyTree,
      intents: [intent('When are the seals fed fish')],
      policy: defaultPolicy,
    });
    expect(operations).toMatchObject([{ path: ['Animals', 'Feeding', 'Feed the seals'] }]);
    expect(() => starterPackTaxonomy({ packs: ['zoo'] })).toThrow('There is no starter pack "zoo"');
  });
});

describe('starter packs', () => {
  it.each(starterPacks.map((pack) => [pack.id, pack] as const))(
    '%s keeps the limits of a tree people can read',
    (_, { tree }) => {
      const groups = Object.values(tree);
      const leaves = groups.flatMap((group) => Object.values(group));
      expect(groups.length).toBeGreaterThanOrEqual(5);
      expect(groups.length).toBeLessThanOrEqual(12);
      expect(leaves.flatMap((leaf) => Object.keys(leaf)).length).toBeGreaterThanOrEqual(60);
      for (const children of [...groups, ...leaves].map(Object.keys)) {
        expect(children.length).toBeGreaterThanOrEqual(2);
        expect(children.length).toBeLessThanOrEqual(12);
        expect(new Set(children.map(nameKey)).size).toBe(children.length);
        expect(children.map(nameKey)).not.toContain('other');
      }
    },
  );

  it.each(starterPacks.map((pack) => [pack.id, pack] as const))(
    '%s finds each category by its own name',
    async (id, { tree }) => {
      const names = Object.values(tree).flatMap((group) =>
        Object.values(group).flatMap((leaf) => Object.keys(leaf)),
      );
      const found = await paths(
        names.map((name) => intent(name)),
        emptyTree,
        [id],
      );
      const strays = names.filter((name) => !found[name]?.endsWith(`> ${name}`));
      expect(strays.length / names.length).toBeLessThan(0.1);
    },
  );
});
