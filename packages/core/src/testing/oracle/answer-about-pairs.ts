import { disambiguateNamesInstructions } from '../../intent/model/disambiguate-names.ts';
import { judgePairsInstructions } from '../../intent/model/judge-pairs.ts';
import type { OracleAnswer } from './oracle-answer.ts';
import type { OracleWorld } from './oracle-world.ts';
import { itemsOf, type PromptLine } from './read-prompt.ts';

/** Says whether two intents are one. An error turns `same` into `sibling`, and `sibling` into `same` or `unrelated`. */
export const answerJudgePairs: OracleAnswer = {
  instructions: judgePairsInstructions,
  answer(prompt, world) {
    const items = itemsOf(prompt, 'p').map(({ handle, lines }) => {
      const a = meaningOf(world, lines, 'a');
      const b = meaningOf(world, lines, 'b');
      const truth = a !== undefined && a === b ? 'same' : 'sibling';
      const item = lines.map(({ text }) => text).join('\n');
      const wrong = truth === 'same' ? 'sibling' : world.draw('relation', item) < 0.5 ? 'same' : 'unrelated';
      return { id: handle, is: world.suffers('errorRate', item) ? wrong : truth };
    });
    return { entries: [], items };
  },
};

/** Names intents by their labels: distinct where they are distinct. */
export const answerDisambiguateNames: OracleAnswer = {
  instructions: disambiguateNamesInstructions,
  answer(prompt, world) {
    const items = itemsOf(prompt, 'c').map(({ handle, text, lines }) => {
      const label = meaningOf(
        world,
        [{ handle: 'c', text }, ...lines.map((line) => ({ ...line, handle: 'c:' }))],
        'c',
      );
      return label === undefined
        ? { id: handle, name: text, description: '' }
        : { id: handle, name: world.nameOf(label), description: `The customer asks about ${label}` };
    });
    return { entries: [], items };
  },
};

/** What an intent stands for: what most of its tickets ask, else what its name says. */
function meaningOf(world: OracleWorld, lines: readonly PromptLine[], side: string): string | undefined {
  const name = lines.find(({ handle }) => handle === side)?.text ?? '';
  const labels = lines
    .filter(({ handle }) => handle === `${side}:`)
    .flatMap(({ text }) => world.find(text)?.label ?? []);
  const [most] = [...Map.groupBy(labels, (label) => label)].sort((x, y) => y[1].length - x[1].length);
  return most?.[0] ?? world.meaningOf(name);
}
