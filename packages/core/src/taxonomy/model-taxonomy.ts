import { TicketAIError } from '../errors.ts';
import type { IntentId } from '../ids.ts';
import type { Models } from '../model/models.ts';
import { applyOperations } from './apply-operations.ts';
import type { CategoryPath } from './category.ts';
import { type ModelPlace, placeIntents } from './model/place-intents.ts';
import { proposeCategories } from './model/propose-categories.ts';
import { reviewCategories } from './model/review-categories.ts';
import { starterPackTaxonomy } from './starter-pack-taxonomy.ts';
import { type IntentToFile, otherPath, type Taxonomy, type TaxonomyTree } from './taxonomy.ts';
import type { PlaceOperation, TaxonomyOperation } from './taxonomy-operation.ts';
import { treeAfter } from './tree-after.ts';
import { isOther, pathsById } from './tree-keys.ts';

/** What can be set about {@link modelTaxonomy}. */
export interface ModelTaxonomyOptions {
  /** Files what the model does not, and everything without a model. Default: the starter packs. */
  readonly otherwise?: Taxonomy;
  /** Fewer new intents than this are not worth a call: a stream makes them one by one. They are filed otherwise. Default 10. */
  readonly fewestIntents?: number;
}

/** From this many intents on a proposed tree is reviewed once. */
const reviewedFrom = 150;

type Question = Parameters<Taxonomy['propose']>[0];

/**
 * A taxonomy built and filled by the workspace's model in a handful of calls, however many tickets there are: one that proposes categories from
 * the intents' names (and one that reviews them, beyond 150 intents), then votes of 60 intents each. The model's reply is only ever
 * operations that the policy checks, and choices from a closed list. What it leaves open, and everything when there is no model, when the
 * budget is exhausted or the provider is down, is filed otherwise; the reason says so.
 */
export function modelTaxonomy({
  otherwise = starterPackTaxonomy(),
  fewestIntents = 10,
}: ModelTaxonomyOptions = {}): Taxonomy {
  return {
    name: `model@1, else ${otherwise.name}`,
    async propose(question) {
      const { models, intents } = question;
      if (models === undefined || intents.length < fewestIntents) return otherwise.propose(question);
      const filed = await fileByModel(models, question);
      const open = intents.filter(({ intent }) => !filed.places.has(intent.id));
      const rest =
        open.length === 0 ? [] : await otherwise.propose({ ...question, tree: filed.tree, intents: open });
      const why = filed.problem ?? 'The model was not sure.';
      return [
        ...placesOf(intents, filed.places, models.name),
        ...rest.map((operation) => withNote(operation, why)),
      ];
    },
  };
}

/** How far the model came. */
interface FiledByModel {
  /** With the categories it proposed, under ids of this question only. */
  readonly tree: TaxonomyTree;
  readonly places: ReadonlyMap<IntentId, ModelPlace>;
  /** Why it came no further. */
  readonly problem?: string;
}

/** Files what fits the tree; for the rest, has categories proposed and tries once more. What was decided before a failure holds. */
async function fileByModel(
  models: Models,
  { tree, intents, policy, abortSignal }: Question,
): Promise<FiledByModel> {
  const signal = abortSignal === undefined ? {} : { abortSignal };
  const places = new Map<IntentId, ModelPlace>();
  let present = tree;
  try {
    for (const isLast of [false, true]) {
      const open = intents.filter(({ intent }) => places.get(intent.id)?.path === undefined);
      if (isLast && open.length > 0) present = await grow(models, { tree: present, open, policy, ...signal });
      const categories = leavesOf(present);
      if (categories.length === 0 || open.length === 0) continue;
      for (const [id, place] of await placeIntents({ models, intents: open, categories, ...signal }))
        places.set(id, place);
    }
    return { tree: present, places };
  } catch (error) {
    if (TicketAIError.is(error, 'budget-exhausted'))
      return { tree: present, places, problem: 'The budget for models is exhausted.' };
    if (TicketAIError.is(error, 'model-failed'))
      return { tree: present, places, problem: 'The model could not be asked.' };
    throw error;
  }
}

/** The tree with the categories a model proposes; what the policy refuses is left out. */
async function grow(
  models: Models,
  {
    tree,
    open,
    policy,
    abortSignal,
  }: Omit<Question, 'intents' | 'models'> & { open: readonly IntentToFile[] },
): Promise<TaxonomyTree> {
  const signal = abortSignal === undefined ? {} : { abortSignal };
  let made = 0;
  const apply = (present: TaxonomyTree, operations: readonly TaxonomyOperation[]) =>
    treeAfter(
      present,
      applyOperations(present, operations, {
        policy,
        generateId: () => `proposed-${++made}`,
        now: () => 0,
        actor: { kind: 'model', id: models.name },
      }),
    );
  const proposal = await proposeCategories({
    models,
    intents: open,
    present: leavesOf(tree),
    policy,
    ...signal,
  });
  const proposed = apply(tree, proposal);
  if (tree.categories.length > 0 || open.length <= reviewedFrom) return proposed;
  return apply(proposed, await reviewCategories({ models, tree: proposed, ...signal }));
}

/** Level 3 categories to choose from. */
function leavesOf({ categories }: TaxonomyTree): readonly CategoryPath[] {
  return [...pathsById(categories).values()].flatMap(([l1, l2, l3]) =>
    l1 === undefined || l2 === undefined || l3 === undefined || [l1, l2, l3].some(isOther)
      ? []
      : [[l1, l2, l3] as const],
  );
}

function placesOf(
  intents: readonly IntentToFile[],
  places: ReadonlyMap<IntentId, ModelPlace>,
  model: string,
): readonly PlaceOperation[] {
  return intents.flatMap(({ intent }) => {
    const place = places.get(intent.id);
    if (place === undefined) return [];
    const [own, all] = place.votes;
    return {
      type: 'place',
      intentId: intent.id,
      path: place.path ?? otherPath,
      source: 'model',
      reason: `${model} ${place.path === undefined ? 'found no category that fits' : 'filed it here'} in ${own} of ${all} votes.`,
      score: Math.round((1000 * own) / all) / 1000,
    };
  });
}

function withNote(operation: TaxonomyOperation, note: string): TaxonomyOperation {
  return operation.type === 'place' ? { ...operation, reason: `${operation.reason} ${note}` } : operation;
}
