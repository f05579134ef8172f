import { placeIntentsInstructions } from '../../taxonomy/model/place-intents.ts';
import { proposeCategoriesInstructions } from '../../taxonomy/model/propose-categories.ts';
import { reviewCategoriesInstructions } from '../../taxonomy/model/review-categories.ts';
import type { OracleAnswer } from './oracle-answer.ts';
import type { OracleWorld } from './oracle-world.ts';
import { itemsOf, linesOf } from './read-prompt.ts';

/** Proposes a level 3 category per label, below what its first words say. Labels hold no broader truth than that. */
export const answerProposeCategories: OracleAnswer = {
  instructions: proposeCategoriesInstructions,
  answer(prompt, world) {
    const paths = itemsOf(prompt, 'i').map(({ text }) =>
      pathOf(world, text.replace(/ \(\d+ tickets\)$/, '')),
    );
    const groups = Map.groupBy(paths, ([l1, l2]) => `${l1}\n${l2}`);
    return {
      categories: [...groups.values()].map((own) => ({
        l1: own[0]?.[0] ?? '',
        l2: own[0]?.[1] ?? '',
        l3: [...new Set(own.map(([, , l3]) => l3))],
      })),
    };
  },
};

/** Finds nothing to mend in a draft. */
export const answerReviewCategories: OracleAnswer = {
  instructions: reviewCategoriesInstructions,
  answer: () => ({ operations: [] }),
};

/** Files each intent under the category of its label; an error takes another one. */
export const answerPlaceIntents: OracleAnswer = {
  instructions: placeIntentsInstructions,
  answer(prompt, world) {
    const offered = linesOf(prompt, 'categories');
    const items = itemsOf(prompt, 'i').map(({ handle, text }) => {
      const path = pathOf(world, text).join(' > ');
      const right = offered.find((category) => category.text === path)?.handle ?? 'none';
      if (world.suffers('malformedItems', text)) return { id: handle };
      if (world.suffers('unknownHandles', text)) return { id: handle, in: 'c99999' };
      const others = offered.filter((category) => category.handle !== right);
      const wrong = others[Math.floor(world.draw('category', text) * others.length)]?.handle ?? 'none';
      return { id: handle, in: world.suffers('errorRate', text) ? wrong : right };
    });
    return { entries: [], items };
  },
};

function pathOf(world: OracleWorld, name: string): readonly [l1: string, l2: string, l3: string] {
  const label = world.meaningOf(name) ?? name;
  const [first = 'general', second = 'matters'] = label
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return [`${first} matters`, `${first} ${second}`, label.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()];
}
