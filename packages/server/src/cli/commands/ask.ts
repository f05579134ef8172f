import type { Answer, Citation } from '@ticket-ai/core';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { showAnswer } from '../output/show-answer.ts';

/** `ticket-ai ask` */
export const ask = defineCommand({
  summary: 'Answer a question from documents and published articles, with verified quotes',
  details:
    'Every sentence carries a quote that code has found in its source. What the sources do not say is "not known".',
  args: {
    question: { type: 'positional', required: true, description: 'In quotes' },
    only: {
      type: 'enum',
      options: ['documents', 'articles'],
      description: 'Look only there (default: both)',
    },
    ...jsonArgs,
    ...dataArgs,
  },
  examples: ['ticket-ai ask "How long does a refund take?"'],
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk, progress }) => {
      const answer = await desk.answer(
        args.question,
        args.only === undefined ? {} : { filter: { collections: [args.only as 'documents' | 'articles'] } },
      );
      progress.end();
      if (args.json === true) terminal.out(JSON.stringify(describeAnswer(answer)));
      else showAnswer(terminal, answer);
    }),
});

/** The fixed shape of `ask --json`. */
export function describeAnswer({ status, sentences, confidence, missing }: Answer) {
  return {
    status,
    sentences: sentences.map(({ text, citations, contradictedBy }) => ({
      text,
      citations: citations.map(describePlace),
      ...(contradictedBy === undefined ? {} : { contradictedBy: contradictedBy.map(describePlace) }),
    })),
    confidence,
    missing,
  };
}

const describePlace = ({ source, page, quote, start, end }: Citation) => ({
  document: source,
  page,
  quote,
  start,
  end,
});
