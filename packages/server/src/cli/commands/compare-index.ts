import { type SearchFilter, TicketAIError } from '@ticket-ai/core';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { describeDifference } from '../evaluation/describe-difference.ts';
import { readGoldenFile } from '../evaluation/golden-questions.ts';
import { compareRetrieval, type RetrievalResult, retrievalFigures } from '../evaluation/retrieval-result.ts';
import { judgedQuestions } from '../evaluation/retrieval-source.ts';
import { askAll, scoresOf } from '../evaluation/score-retrieval.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { plural } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';

/** How well one generation of vectors finds. */
interface SideScores {
  readonly embeddingModel: string;
  readonly scores: RetrievalResult['scores'];
}

/** `ticket-ai index compare` */
export const compareIndex = defineCommand({
  summary: 'Ask golden questions of the running vectors and of those built beside, and compare',
  details:
    'The whole search is compared, words included, in the documents that are there now. Nobody else notices. `eval retrieval` and `eval answers` take the same file of questions.',
  args: {
    golden: {
      type: 'string',
      required: true,
      valueHint: 'file.jsonl',
      description: 'Questions and the document that answers each',
    },
    ...jsonArgs,
    ...dataArgs,
  },
  examples: ['ticket-ai index compare --golden questions.jsonl'],
  async run(session, args) {
    const { terminal, abortSignal } = session;
    const { questions, rejected } = await readGoldenFile(args.golden);
    for (const { line, reason } of rejected)
      terminal.fault(`${args.golden}, line ${line} is left out: ${reason}.`);
    return withDataFolder(session, args, async ({ desk, progress }) => {
      const check = await desk.index.verify();
      const beside = check.others.find(({ role }) => role === 'candidate');
      if (check.embeddingModel === undefined || beside === undefined)
        throw new TicketAIError('not-found', {
          message:
            'There are no vectors beside the running ones. `index build --embeddings <model>` makes them.',
        });
      const judged = judgedQuestions(
        (await desk.documents.list()).map(({ document }) => document.source),
        questions,
      );
      if (judged.queries.length === 0)
        throw new TicketAIError('invalid-input', {
          message: `No golden question names a document that is there (\`documents list\`): "document" in ${args.golden} is its source, or the end of it.`,
        });
      let degraded = 0;
      const score = async (role?: 'candidate') => {
        const found = await askAll(
          async (text: string, options: { topK: number; filter: SearchFilter }) => {
            const result = await desk.index.search(text, {
              ...options,
              ...(role === undefined ? {} : { role }),
            });
            if (result.channels.dense !== 'ok') degraded += 1;
            return result;
          },
          judged.queries,
          { progress, abortSignal },
        );
        return scoresOf(judged, found);
      };
      const [running, candidate] = [await score(), await score('candidate')];
      progress.end();
      const differences = compareRetrieval(running, candidate);
      const sides: { running: SideScores; candidate: SideScores } = {
        running: { embeddingModel: check.embeddingModel, scores: running.scores },
        candidate: { embeddingModel: beside.embeddingModel, scores: candidate.scores },
      };
      if (judged.absent.length > 0)
        terminal.fault(
          `${plural(judged.absent.length, 'question')} left out, because their documents are not there: ${judged.absent.join(', ')}`,
        );
      if (degraded > 0)
        terminal.fault(
          `${plural(degraded, 'search', 'searches')} went by words only, in part: vectors are not whole (\`index verify\`), or the model did not answer.`,
        );
      if (args.json === true) {
        const { absent } = judged;
        const { questions: asked } = running;
        terminal.out(
          JSON.stringify({ version: 1, questions: asked, absent, degraded, ...sides, differences }),
        );
        return;
      }
      terminal.out(`${plural(running.questions, 'question')}\n`);
      terminal.out(
        renderTable(
          [{ title: 'Vectors' }, { title: 'nDCG@10', align: 'right' }, { title: 'Recall@5', align: 'right' }],
          Object.entries(sides).map(([side, { embeddingModel, scores }]) => [
            `${side}: ${embeddingModel}`,
            figure(scores.find(({ k }) => k === 10)?.ndcg),
            figure(scores.find(({ k }) => k === 5)?.recall),
          ]),
          { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) },
        ),
      );
      terminal.out('');
      for (const name of ['ndcg', 'recall'] as const)
        terminal.out(describeDifference('The candidate', retrievalFigures[name], differences[name]));
    });
  },
});

const figure = (value = 0): string => value.toFixed(3);
