import { adjudicateInstructions } from '../../intent/model/adjudicate.ts';
import { intentChooser } from './choose-intents.ts';
import type { OracleAnswer } from './oracle-answer.ts';
import { itemsOf, shownIntents } from './read-prompt.ts';

/** Sorts tickets under a catalogue. */
export const answerAdjudicate: OracleAnswer = {
  instructions: adjudicateInstructions,
  answer(prompt, world) {
    const chooser = intentChooser(world, shownIntents(prompt));
    const items = itemsOf(prompt, 't').map(({ handle, text }) => {
      const ticket = world.find(text);
      const is = [chooser.choose(text, ticket?.label)];
      if (ticket?.secondLabel !== undefined) is.push(chooser.choose(`${text} (second)`, ticket.secondLabel));
      const quote = world.suffers('falseQuotes', text)
        ? 'as the customer never said'
        : text.split(' ').slice(0, 5).join(' ');
      return world.suffers('malformedItems', text) ? { id: handle, quote } : { id: handle, is, quote };
    });
    return { entries: chooser.newIntents, items };
  },
};
