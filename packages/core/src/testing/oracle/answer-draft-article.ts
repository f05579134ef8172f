import { draftArticleInstructions } from '../../article/model-article-generator.ts';
import { roleOf, type SentenceRole } from '../../article/reply-sentences.ts';
import type { OracleAnswer } from './oracle-answer.ts';
import type { OracleWorld } from './oracle-world.ts';
import { linesOf, type PromptLine } from './read-prompt.ts';

/**
 * Writes an article by copying the lines it is shown, and follows one order of a reviewer: to remove a step. It makes up a time
 * (`falseQuotes`), names lines that were not offered (`unknownHandles`) and forgets to name any (`malformedItems`).
 */
export const answerDraftArticle: OracleAnswer = {
  instructions: draftArticleInstructions,
  answer(prompt, world) {
    const lines = uniqueLines(linesOf(prompt, 'evidence'));
    const having = (role: SentenceRole, most: number) =>
      lines
        .filter(({ text }) => roleOf(text) === role)
        .slice(0, most)
        .map((line) => written(line, world));
    const previous = linesOf(prompt, 'previous').filter(({ handle }) => /^p\d+$/.test(handle));
    const removed = Number(/remove step (\d+)/iu.exec(prompt)?.[1] ?? 0);
    const steps =
      previous.length === 0
        ? having('action', 6)
        : previous
            .filter(({ text }) => roleOf(text) === 'action')
            .filter((_, index) => index !== removed - 1)
            .map((line) => written(line, world));
    return {
      enough: steps.length >= 2,
      reason: steps.length >= 2 ? '' : 'The lines tell fewer than two things to do.',
      title: `How to: ${linesOf(prompt, 'topic').map(({ handle, text }) => `${handle} ${text}`)[0] ?? ''}`,
      summary: steps[0]?.text ?? '',
      symptoms: having('symptom', 2),
      cause: having('cause', 1),
      steps,
      notes: having('fact', 3),
    };
  },
};

/** Lines that say something, each once: a line that was shown before stands as its handle alone. */
const uniqueLines = (lines: readonly PromptLine[]): PromptLine[] =>
  lines.filter(({ handle, text }) => /^e\d+$/.test(handle) && text !== '' && !text.includes('['));

function written({ handle, text }: PromptLine, world: OracleWorld): { text: string; lines?: string[] } {
  const copied = text.slice(0, 1).toUpperCase() + text.slice(1);
  if (world.suffers('malformedItems', text)) return { text: copied };
  if (world.suffers('unknownHandles', text)) return { text: copied, lines: ['e999'] };
  if (world.suffers('falseQuotes', text)) return { text: `${copied} It takes 99 days.`, lines: [handle] };
  return { text: copied, lines: [handle] };
}
