import type { TicketThread } from '../ticket/ticket.ts';
import type { ArticleContent, BackTest } from './article.ts';
import { repliesOf } from './gather-evidence.ts';
import { contentTerms, languageOf } from './group-sentences.ts';
import { replySentences, type SourceSentence } from './reply-sentences.ts';

/** An agent's instruction stands in the article when it holds this share of the instruction's content words, in one sentence. */
const leastCover = 0.5;

/**
 * Tries an article on solved tickets that its author did not see: would the customer have read there what the agent had to write? A ticket
 * is answered when the article holds at least half of the instructions its agent gave. Tickets whose agents instructed to nothing say
 * nothing about an article and are not counted. Failing ones are listed with what the article lacks.
 */
export function backTest(content: ArticleContent, heldOut: readonly TicketThread[]): BackTest {
  const language = languageOf(content.language);
  const said = content.sections.flatMap(({ sentences }) =>
    sentences.map(({ text }) => contentTerms(text, language)),
  );
  const isSaid = ({ text }: SourceSentence) => {
    const words = [...contentTerms(text, language)];
    return said.some((known) => {
      const held = words.filter((word) => known.has(word)).length;
      return held >= 2 && held / Math.min(words.length, known.size) >= leastCover;
    });
  };
  const judged = heldOut
    .filter(({ ticket }) => languageOf(ticket.language) === language)
    .flatMap((thread) => {
      const instructions = repliesOf(thread)
        .flatMap(replySentences)
        .filter(({ role }) => role === 'action');
      const missing = instructions.filter((one) => !isSaid(one));
      return instructions.length === 0
        ? []
        : [{ ticketId: thread.ticket.id, missing, answered: missing.length * 2 <= instructions.length }];
    });
  return {
    tested: judged.length,
    answered: judged.filter(({ answered }) => answered).length,
    failed: judged
      .filter(({ answered }) => !answered)
      .map(({ ticketId, missing }) => ({ ticketId, missing: missing.map(({ span }) => span) })),
  };
}
