import { labelGroupsInstructions } from '../../intent/model/label-groups.ts';
import { intentChooser } from './choose-intents.ts';
import type { OracleAnswer } from './oracle-answer.ts';
import type { OracleWorld } from './oracle-world.ts';
import { itemsOf, type PromptItem, shownIntents } from './read-prompt.ts';

/** Sorts groups of tickets under a catalogue and finds the odd ones out. */
export const answerLabelGroups: OracleAnswer = {
  instructions: labelGroupsInstructions,
  answer(prompt, world) {
    const chooser = intentChooser(world, shownIntents(prompt));
    const items = itemsOf(prompt, 'g').map((group) => {
      const examples = group.lines
        .filter(({ handle }) => /^e\d+$/.test(handle))
        .map((line) => ({ ...line, label: world.find(line.text)?.label }));
      const most = mostCommon(examples.map(({ label }) => label));
      const is = chooser.choose(textOf(group), most);
      const odd = examples
        .filter(({ label }) => label !== most)
        .map(({ handle, text, label }) => ({ e: handle, is: chooser.choose(text, label) }));
      return world.suffers('malformedItems', textOf(group))
        ? { id: group.handle, odd }
        : { id: group.handle, is, odd };
    });
    return { entries: chooser.newIntents, items };
  },
};

/** What is asked about: the group by its examples. */
function textOf({ lines }: PromptItem): string {
  return lines.map(({ text }) => text).join('\n');
}

/** The label most examples have; of two, the one met first. */
function mostCommon(
  labels: readonly (ReturnType<OracleWorld['meaningOf']> | undefined)[],
): string | undefined {
  const counts = Map.groupBy(labels, (label) => label);
  return [...counts].sort((a, b) => b[1].length - a[1].length)[0]?.[0];
}
