import { judgeArticle, scoreArticles } from '@ticket-ai/core/evaluation';
import { defineCommand, jsonArgs } from '../command.ts';
import { plural } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';
import { refuseSameFile, writeOutput } from '../output-file.ts';
import { usageError } from '../usage-error.ts';
import { type DraftedGolden, draftGolden } from './draft-golden.ts';
import { type GoldenArticle, readGoldenArticles } from './golden-articles.ts';

/** `ticket-ai eval articles` */
export const evalArticles = defineCommand({
  summary: 'Write the articles of golden intents and score their steps',
  details:
    'A golden line is {"intent", "tickets": [{"customer", "agent"}], "documents": [{"title", "text"}], "steps": [{"text", "words"}], "private"}. A written step is right when one sentence holds all words of a golden step ("a|b": one of them; a word stands for those that begin with it). Low scores are no fault unless a floor is given: then the exit code is 1 when a figure is below it, a sentence is unsupported or a piece of personal data is shown.',
  args: {
    golden: { type: 'string', required: true, valueHint: 'file.jsonl', description: 'The intents' },
    out: {
      type: 'string',
      valueHint: 'file.md',
      description: 'Write the articles, each with what is wrong with it, for a person to read',
    },
    'min-precision': {
      type: 'string',
      valueHint: '0..1',
      description: 'Fail when a smaller share of the written steps is right',
    },
    'min-recall': {
      type: 'string',
      valueHint: '0..1',
      description: 'Fail when a smaller share of the golden steps is written',
    },
    ...jsonArgs,
  },
  examples: [
    'ticket-ai eval articles --golden articles.jsonl --out articles.md',
    'ticket-ai eval articles --golden articles.jsonl --min-precision 0.8 --min-recall 0.6',
  ],
  async run({ terminal, abortSignal }, args) {
    refuseSameFile([
      { name: '--golden', file: args.golden },
      { name: '--out', file: args.out },
    ]);
    const floors = {
      precision: readShare(args['min-precision'], '--min-precision'),
      recall: readShare(args['min-recall'], '--min-recall'),
    };
    const hasFloor = args['min-precision'] !== undefined || args['min-recall'] !== undefined;
    const golden = await readGoldenArticles(args.golden);
    const drafted: DraftedGolden[] = [];
    for (const one of golden) {
      abortSignal.throwIfAborted();
      drafted.push(await draftGolden(one));
    }
    const result = resultOf(golden, drafted);
    if (args.out !== undefined) await writeOutput(args.out, readable(result, drafted));
    const fallen = [
      ...(['precision', 'recall'] as const).filter((figure) => result[figure] < floors[figure]),
      ...(['unsupported', 'leaked'] as const).filter((figure) => hasFloor && result[figure] > 0),
    ];
    if (args.json === true) terminal.out(JSON.stringify({ ...result, fallen }));
    else {
      terminal.out(
        `${plural(golden.length, 'intent')}, ${plural(result.written, 'article')}: ${percent(result.precision)} of the written steps are right (${percent(result.repeated)} say nothing new), ${percent(result.recall)} of the golden steps are written; ${percent(result.unsupported)} of the sentences are unsupported, ${plural(result.leaked, 'piece')} of personal data.\n`,
      );
      terminal.out(
        renderTable(
          [
            { title: 'Intent', shrinkTo: 16 },
            { title: 'Precision', align: 'right' },
            { title: 'Recall', align: 'right' },
          ],
          result.articles.map(({ intent, precision, recall }) => [
            intent,
            percent(precision),
            percent(recall),
          ]),
          { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) },
        ),
      );
      for (const figure of fallen) terminal.fault(`FAIL ${figure}: ${result[figure].toFixed(3)}`);
    }
    return fallen.length === 0 ? 0 : 1;
  },
});

type Result = ReturnType<typeof resultOf>;

function resultOf(golden: readonly GoldenArticle[], drafted: readonly DraftedGolden[]) {
  const judged = golden.map((one, index) => ({ golden: one.steps, steps: drafted[index]?.steps ?? [] }));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const sentences = sum(drafted.map((one) => one.sentences));
  return {
    version: 1,
    ...scoreArticles(judged),
    written: drafted.filter(({ steps }) => steps.length > 0).length,
    /** Share of all sentences. */
    unsupported: sentences === 0 ? 0 : sum(drafted.map(({ unsupported }) => unsupported.length)) / sentences,
    /** Pieces of personal data. */
    leaked: sum(drafted.map(({ leaked }) => leaked.length)),
    articles: judged.map((one, index) => ({
      intent: golden[index]?.intent ?? '',
      ...judgeArticle(one),
      unsupported: drafted[index]?.unsupported ?? [],
      leaked: drafted[index]?.leaked ?? [],
    })),
  };
}

function readable({ articles }: Result, drafted: readonly DraftedGolden[]): string {
  return articles
    .map(({ wrong, repeated, missing, unsupported, leaked }, index) => {
      const remarks = [
        ...wrong.map((text) => `- not a golden step: ${text}`),
        ...repeated.map((text) => `- says nothing new: ${text}`),
        ...missing.map(({ text }) => `- missing: ${text}`),
        ...unsupported.map((text) => `- unsupported: ${text}`),
        ...leaked.map((text) => `- personal data: ${text}`),
      ];
      return `${drafted[index]?.markdown ?? ''}\n${remarks.length === 0 ? '- nothing wrong' : remarks.join('\n')}\n`;
    })
    .join('\n---\n\n');
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** 0 when it is not given: nothing lies below. */
function readShare(text: string | undefined, name: string): number {
  if (text === undefined) return 0;
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw usageError(`${name} must be a share from 0 to 1, not "${text}".`);
}
