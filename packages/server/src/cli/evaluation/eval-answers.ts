import {
  bestThreshold,
  type GoldenQuestion,
  judgeAnswer,
  scoreAnswers,
  scoreAnswersByTag,
} from '@ticket-ai/core/evaluation';
import { defineCommand, jsonArgs, type Session } from '../command.ts';
import { describeAnswer } from '../commands/ask.ts';
import { plural } from '../output/numbers.ts';
import { refuseSameFile, writeOutput } from '../output-file.ts';
import { type AnsweredGolden, answerGolden } from './answer-golden.ts';
import { type AnswerResult, answerFigures, compareAnswers, readAnswerResult } from './answer-result.ts';
import { describeDifference } from './describe-difference.ts';
import { type GoldenFile, readGoldenFile } from './golden-questions.ts';
import { showAnswerScores } from './show-answer-scores.ts';

/** `ticket-ai eval answers` */
export const evalAnswers = defineCommand({
  summary: 'Ask golden questions about a folder of documents and score the answers',
  details:
    'A golden line is {"id", "question", "answerable"} and, where known, language, document, quote, must_contain, must_not, tags. Questions without an answer show what is made up. Low scores are no fault: the exit code is 0.',
  args: {
    documents: {
      type: 'string',
      required: true,
      valueHint: 'folder',
      description: 'Its files, at any depth, are the only sources',
    },
    golden: { type: 'string', required: true, valueHint: 'file.jsonl', description: 'The questions' },
    tickets: {
      type: 'string',
      valueHint: 'file',
      description: 'Past tickets: they help with wording, and are never a source',
    },
    out: {
      type: 'string',
      valueHint: 'file.jsonl',
      description: 'Write the answers: {"id"} and what `ask --json` prints, one line per question',
    },
    baseline: {
      type: 'string',
      valueHint: 'file.json',
      description: 'An earlier output of this command to compare with, question by question',
    },
    ...jsonArgs,
  },
  examples: [
    'ticket-ai eval answers --documents help-center/ --golden questions.jsonl',
    'ticket-ai eval answers --documents help-center/ --tickets tickets.jsonl --golden questions.jsonl --out answers.jsonl --json',
  ],
  async run(session, args) {
    const { terminal } = session;
    refuseSameFile([
      { name: '--golden', file: args.golden },
      { name: '--tickets', file: args.tickets },
      { name: '--baseline', file: args.baseline },
      { name: '--out', file: args.out },
    ]);
    const golden = await readGoldenFile(args.golden);
    const baseline = args.baseline === undefined ? undefined : await readAnswerResult(args.baseline);
    for (const { line, reason } of golden.rejected)
      terminal.fault(`${args.golden}, line ${line} is left out: ${reason}.`);
    const answered = await answerGolden(session, golden.questions, args);
    for (const { document, reason } of answered.unread)
      terminal.fault(`${document} cannot be read and is no source: ${reason}`);
    if (args.out !== undefined) await writeOutput(args.out, answersFile(golden.questions, answered));
    const result = resultOf(golden, answered);
    const differences = baseline === undefined ? undefined : compareAnswers(baseline, result);
    if (args.json === true)
      terminal.out(JSON.stringify(differences === undefined ? result : { ...result, differences }));
    else {
      showAnswerScores(terminal, result);
      if (differences !== undefined) showDifferences(session, differences);
      if (args.out !== undefined)
        terminal.note(`\nThe answers are in ${args.out}: ${plural(answered.answers.length, 'line')}.`);
    }
  },
});

/** One line per question: its id and exactly what `ask --json` prints. */
function answersFile(questions: readonly GoldenQuestion[], { answers }: AnsweredGolden): string {
  return answers
    .map(
      ({ answer }, index) => `${JSON.stringify({ id: questions[index]?.id, ...describeAnswer(answer) })}\n`,
    )
    .join('');
}

function resultOf({ questions, rejected }: GoldenFile, answered: AnsweredGolden): AnswerResult {
  const { answers, ...run } = answered;
  const verdicts = answers.flatMap(({ answer }, index) => {
    const golden = questions[index];
    return golden === undefined ? [] : [judgeAnswer(golden, describeAnswer(answer))];
  });
  const scores = scoreAnswers(verdicts);
  return {
    version: 1,
    ...scores,
    curve: [...scores.curve],
    against: scores.curve.map(({ answered: share, falseAnswers }) => {
      const threshold = bestThreshold(
        answers.map(({ single }) => single),
        share,
      );
      return { answered: share, falseAnswers, ...(threshold === undefined ? {} : { threshold }) };
    }),
    tags: Object.fromEntries(
      [...scoreAnswersByTag(questions, verdicts)].map(([tag, { curve: _, ...rest }]) => [tag, rest]),
    ),
    ...run,
    unread: [...run.unread],
    rejected: [...rejected],
    verdicts,
  };
}

function showDifferences({ terminal }: Session, differences: ReturnType<typeof compareAnswers>): void {
  terminal.out('');
  for (const figure of ['right', 'refused'] as const)
    terminal.out(describeDifference('This result', answerFigures[figure], differences[figure]));
}
