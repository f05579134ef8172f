import { adjudicateInstructions } from '../../intent/model/adjudicate.ts';
import { intentChooser } from './choose-intents.ts';
import type { OracleAnswer } from './oracle-answer.ts';
import { linesOf, shownIntents, splitLine } from './read-prompt.ts';

/** Sorts tickets under a catalogue. */
export const answerAdjudicate: OracleAnswer = {
  instructions: adjudicateInstructions,
  answer(prompt, world) {
    const chooser = intentChooser(world, shownIntents(prompt));
    const decisions = linesOf(prompt, 'tickets').map((line) => {
      const { handle, text } = splitLine(line);
      const ticket = world.find(text);
      const is = [chooser.choose(text, ticket?.label)];
      if (ticket?.secondLabel !== undefined) is.push(chooser.choose(`${text} (second)`, ticket.secondLabel));
      const quote = world.suffers('falseQuotes', text)
        ? 'as the customer never said'
        : text.split(' ').slice(0, 5).join(' ');
      return world.suffers('malformedItems', text) ? { t: handle, quote } : { t: handle, is, quote };
    });
    return { decisions, newIntents: chooser.newIntents };
  },
};
