import { describe, expect, it } from 'vitest';
import { runConformance } from '../conformance/run-conformance.ts';
import { taxonomyCases } from '../conformance/taxonomy-cases.ts';
import type { IntentId, RunId } from '../ids.ts';
import { nameKey } from '../intent/name-key.ts';
import type { Budget } from '../model/ledger.ts';
import { type SeenRequest, scriptedModel } from '../testing/scripted-model.ts';
import { simulatedModels } from '../testing/simulated-models.ts';
import { emptyTree, placing, treeOf } from '../testing/taxonomy-trees.ts';
import { modelTaxonomy } from './model-taxonomy.ts';
import type { IntentToFile, TaxonomyTree } from './taxonomy.ts';
import type { PlaceOperation } from './taxonomy-operation.ts';
import { defaultPolicy } from './taxonomy-policy.ts';

function intent(name: string): IntentToFile {
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
    examples: [`Customer writes about ${name}`],
  };
}

const proposal = { categories: [{ l1: 'Plants', l2: 'Green ones', l3: ['Ferns', 'Mosses'] }] };
const lines = (prompt: string, letter: string) =>
  [...prompt.matchAll(new RegExp(`^(${letter}\\d+) (.*)$`, 'gm'))].map(([, handle = '', text = '']) => ({
    handle,
    text,
  }));

/** Proposes ferns and mosses, and files by `choose`, which gives the end of a path, "none", or anything else. */
function gardener(choose: (name: string, vote: number) => string = (name) => name) {
  let vote = 0;
  const reply = ({ instructions, prompt }: SeenRequest): string => {
    if (instructions.startsWith('You design')) return JSON.stringify(proposal);
    if (instructions.startsWith('You review')) return JSON.stringify({ operations: [] });
    if (!prompt.includes('Your last reply')) vote += 1;
    const categories = lines(prompt, 'c');
    const items = lines(prompt, 'i').map(({ handle, text }) => {
      const wanted = choose(text, vote);
      return {
        id: handle,
        in: categories.find((category) => category.text.endsWith(wanted))?.handle ?? wanted,
      };
    });
    return JSON.stringify({ items });
  };
  return scriptedModel(reply);
}

async function file(
  model: ReturnType<typeof scriptedModel>,
  names: readonly string[],
  { tree = emptyTree, budget = {} }: { readonly tree?: TaxonomyTree; readonly budget?: Budget } = {},
) {
  const models = await simulatedModels({ model: model.model }, { budget });
  const operations = await modelTaxonomy({ fewestIntents: 1 }).propose({
    tree,
    intents: names.map(intent),
    policy: defaultPolicy,
    models,
  });
  const places = operations.filter((operation): operation is PlaceOperation => operation.type === 'place');
  expect(places).toHaveLength(operations.length);
  return Object.fromEntries(places.map((place) => [place.intentId, place]));
}
const pathOf = (place: PlaceOperation | undefined) => place?.path.join(' > ');

describe('modelTaxonomy', () => {
  runConformance(it, taxonomyCases, { create: () => modelTaxonomy() });

  it('asks nothing for the few intents a stream makes', async () => {
    const model = gardener();
    const models = await simulatedModels({ model: model.model });
    const ask = (count: number) =>
      modelTaxonomy().propose({
        tree: emptyTree,
        intents: Array.from({ length: count }, (_, at) => intent(`Wish ${at}`)),
        policy: defaultPolicy,
        models,
      });
    expect(await ask(9)).toHaveLength(9);
    expect(model.seen).toHaveLength(0);
    await ask(10);
    expect(model.seen.length).toBeGreaterThan(0);
  });

  it('asks once for categories and twice for places', async () => {
    const model = gardener();
    const places = await file(model, ['Ferns', 'Mosses']);
    expect(Object.values(places).map(pathOf)).toEqual([
      'Plants > Green ones > Ferns',
      'Plants > Green ones > Mosses',
    ]);
    expect(places.Ferns).toMatchObject({
      source: 'model',
      score: 1,
      reason: expect.stringContaining('2 of 2 votes'),
    });
    expect(model.seen).toHaveLength(3);
  });

  it('needs calls for intents only, in batches of 60, and one review beyond 150', async () => {
    const model = gardener(() => 'Ferns');
    const places = await file(
      model,
      Array.from({ length: 170 }, (_, at) => `Wish ${at}`),
    );
    expect(Object.keys(places)).toHaveLength(170);
    expect(model.seen).toHaveLength(1 + 1 + 2 * 3);
  });

  it('shuffles what it offers, and asks a third time only where votes differ', async () => {
    const model = gardener((name, vote) => (name === 'Doubtful' && vote === 1 ? 'Mosses' : 'Ferns'));
    const places = await file(model, ['Sure', 'Doubtful']);
    expect(pathOf(places.Doubtful)).toBe('Plants > Green ones > Ferns');
    expect(places.Doubtful?.score).toBeCloseTo(0.667);
    expect(places.Doubtful?.reason).toContain('2 of 3 votes');
    expect(places.Sure).toMatchObject({ score: 1, reason: expect.stringContaining('2 of 2 votes') });
    expect(model.seen).toHaveLength(4);
    expect(lines(model.seen[3]?.prompt ?? '', 'i')).toHaveLength(1);
  });

  it('uses the tree that is there, and has it extended only for what does not fit', async () => {
    const tree = treeOf(placing('old', ['Garden', 'Beds', 'Roses']));
    const fits = gardener(() => 'Roses');
    expect(pathOf((await file(fits, ['Thorns'], { tree })).Thorns)).toBe('Garden > Beds > Roses');
    expect(fits.seen).toHaveLength(1);
    const lacks = gardener((name) =>
      name === 'Thorns'
        ? 'Roses'
        : lines(lacks.seen.at(-1)?.prompt ?? '', 'c').some(({ text }) => text.endsWith('Ferns'))
          ? 'Ferns'
          : 'none',
    );
    const places = await file(lacks, ['Thorns', 'Shade'], { tree });
    expect([pathOf(places.Thorns), pathOf(places.Shade)]).toEqual([
      'Garden > Beds > Roses',
      'Plants > Green ones > Ferns',
    ]);
  });

  it('leaves in Other what the model says fits nowhere', async () => {
    const places = await file(
      gardener((name) => (name === 'Ferns' ? name : 'none')),
      ['Ferns', 'Purple elephants'],
    );
    expect(pathOf(places['Purple elephants'])).toBe('Other > Other > Other');
  });

  it('files by the starter packs what the model names no known category for', async () => {
    const places = await file(
      gardener((name) => (name === 'Ferns' ? name : 'c999')),
      ['Ferns', 'Forgotten password'],
    );
    expect(pathOf(places.Ferns)).toBe('Plants > Green ones > Ferns');
    expect(places['Forgotten password']).toMatchObject({
      source: 'lexical',
      path: expect.arrayContaining(['Forgotten password']),
    });
    expect(places['Forgotten password']?.reason).toContain('The model was not sure.');
  });

  it.each([
    ['the budget is exhausted', 'The budget for models is exhausted.', { calls: 0 }, gardener()],
    ['the model is down', 'The model could not be asked.', {}, scriptedModel(new Error('down'))],
    ['the reply is rubbish', 'The model could not be asked.', {}, scriptedModel('I am sorry.')],
  ])('files by the starter packs when %s, and says so', async (_, note, limits, model) => {
    const budget = 'calls' in limits ? { perDay: limits } : {};
    const places = await file(model, ['Forgotten password'], { budget });
    expect(places['Forgotten password']).toMatchObject({
      source: 'lexical',
      reason: expect.stringContaining(note),
    });
  });

  it('keeps what was decided before the model failed', async () => {
    const model = gardener();
    const places = await file(model, ['Ferns'], { budget: { perDay: { calls: 1 } } });
    expect(places.Ferns?.source).toBe('lexical');
    expect(model.seen).toHaveLength(1);
  });

  it('never takes over more than the policy allows, nor an "Other" of the model', async () => {
    const wide = {
      categories: Array.from({ length: 40 }, (_, at) => ({
        l1: `Subject ${'abcdefghijklmnopqrstuvwxyzabcdefghijklmn'[at]}${at * 7919}`,
        l2: 'Part',
        l3: ['Piece'],
      })),
    };
    const model = scriptedModel(({ instructions, prompt }: SeenRequest) =>
      instructions.startsWith('You design')
        ? JSON.stringify({ categories: [...wide.categories, { l1: 'Other', l2: 'Other', l3: ['Other'] }] })
        : JSON.stringify({ items: lines(prompt, 'i').map(({ handle }) => ({ id: handle, in: 'c1' })) }),
    );
    await file(model, ['Ferns']);
    const offered = lines(model.seen[1]?.prompt ?? '', 'c').map(({ text }) => text.split(' > ')[0]);
    expect(new Set(offered).size).toBeLessThanOrEqual(defaultPolicy.maximumL1);
    expect(offered).not.toContain('Other');
  });
});
