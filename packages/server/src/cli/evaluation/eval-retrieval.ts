import { compose } from '../../compose.ts';
import { readConfig } from '../../config.ts';
import { defineCommand, jsonArgs, type Session } from '../command.ts';
import { plural } from '../output/numbers.ts';
import { progressLine } from '../output/progress.ts';
import { refuseSameFile, writeOutput } from '../output-file.ts';
import { usageError } from '../usage-error.ts';
import { describeDifference } from './describe-difference.ts';
import { readGoldenFile } from './golden-questions.ts';
import { openTicketFile } from './open-ticket-file.ts';
import {
  compareRetrieval,
  type RetrievalResult,
  readRetrievalResult,
  retrievalFigures,
} from './retrieval-result.ts';
import { corpusSource, folderSource, type RetrievalSource } from './retrieval-source.ts';
import { askAll, type Hit, scoresOf } from './score-retrieval.ts';
import { showRetrievalScores } from './show-retrieval-scores.ts';

interface Args {
  readonly documents?: string | undefined;
  readonly golden?: string | undefined;
  readonly corpus?: string | undefined;
  readonly queries?: string | undefined;
  readonly qrels?: string | undefined;
}

/** `ticket-ai eval retrieval` */
export const evalRetrieval = defineCommand({
  summary: 'Ask questions about documents and score which documents are found',
  details:
    'Either a folder and golden questions (`eval answers` takes the same file; those count that name a document), or a corpus in the form of BEIR. Low scores are no fault: the exit code is 0; `eval gate` holds a result to a baseline.',
  args: {
    documents: { type: 'string', valueHint: 'folder', description: 'Its files, at any depth' },
    golden: {
      type: 'string',
      valueHint: 'file.jsonl',
      description: 'Questions and the document that answers each',
    },
    corpus: { type: 'string', valueHint: 'file.jsonl', description: 'One {doc_id, title, text} per line' },
    queries: { type: 'string', valueHint: 'file.jsonl', description: 'One {query_id, text} per line' },
    qrels: { type: 'string', valueHint: 'file.tsv', description: 'query_id, doc_id, relevance' },
    tickets: {
      type: 'string',
      valueHint: 'file',
      description: 'Past tickets: their replies tell where to look, and are never found themselves',
    },
    run: {
      type: 'string',
      valueHint: 'file.tsv',
      description: 'Write what was found: query_id, doc_id, score',
    },
    baseline: {
      type: 'string',
      valueHint: 'file.json',
      description: 'An earlier output of this command to compare with, question by question',
    },
    ...jsonArgs,
  },
  examples: [
    'ticket-ai eval retrieval --documents help-center/ --golden questions.jsonl --tickets tickets.jsonl',
    'ticket-ai eval retrieval --corpus corpus.jsonl --queries queries.jsonl --qrels qrels.tsv --run run.tsv',
  ],
  async run(session, args) {
    const { terminal, abortSignal } = session;
    refuseSameFile([
      { name: '--golden', file: args.golden },
      { name: '--corpus', file: args.corpus },
      { name: '--queries', file: args.queries },
      { name: '--qrels', file: args.qrels },
      { name: '--tickets', file: args.tickets },
      { name: '--baseline', file: args.baseline },
      { name: '--run', file: args.run },
    ]);
    const source = await openSource(session, args);
    const baseline = args.baseline === undefined ? undefined : await readRetrievalResult(args.baseline);
    const tickets =
      args.tickets === undefined ? [] : (await openTicketFile(session, args.tickets, [])).read.rows;
    const progress = progressLine(terminal);
    const started = performance.now();
    const { desk, close } = await compose(readConfig({ store: 'memory' }));
    try {
      const { documents, unread } = await source.add(desk, { progress, abortSignal });
      await desk.ingest(tickets.map(({ draft }) => draft));
      await desk.search('first search reads the index');
      const indexed = performance.now();
      const found = await askAll((text, options) => desk.search(text, options), source.queries, {
        progress,
        abortSignal,
      });
      progress.end();
      for (const { document, reason } of unread)
        terminal.fault(`${document} cannot be read and is not found: ${reason}`);
      const seconds = { index: (indexed - started) / 1000, ask: (performance.now() - indexed) / 1000 };
      if (args.run !== undefined) await writeOutput(args.run, runFile(found));
      const result: RetrievalResult = {
        version: 1,
        documents,
        unread: [...unread],
        seconds,
        ...scoresOf(source, found),
      };
      const differences = baseline === undefined ? undefined : compareRetrieval(baseline, result);
      if (args.json === true) {
        terminal.out(JSON.stringify(differences === undefined ? result : { ...result, differences }));
        return;
      }
      showRetrievalScores(terminal, result);
      if (differences === undefined) return;
      terminal.out('');
      for (const figure of ['ndcg', 'recall'] as const)
        terminal.out(describeDifference('This result', retrievalFigures[figure], differences[figure]));
    } finally {
      progress.end();
      await close();
    }
  },
});

async function openSource(
  { terminal }: Session,
  { documents, golden, corpus, queries, qrels }: Args,
): Promise<RetrievalSource> {
  const isFolder = documents !== undefined || golden !== undefined;
  const isCorpus = corpus !== undefined || queries !== undefined || qrels !== undefined;
  if (isFolder && !isCorpus && documents !== undefined && golden !== undefined) {
    const { questions, rejected } = await readGoldenFile(golden);
    for (const { line, reason } of rejected)
      terminal.fault(`${golden}, line ${line} is left out: ${reason}.`);
    const source = await folderSource(documents, questions);
    if (source.absent.length > 0)
      terminal.fault(
        `${plural(source.absent.length, 'question')} left out, because ${documents} has no such document: ${source.absent.join(', ')}`,
      );
    return source;
  }
  if (isCorpus && !isFolder && corpus !== undefined && queries !== undefined && qrels !== undefined)
    return corpusSource({ corpus, queries, qrels });
  throw usageError('Give --documents and --golden, or --corpus, --queries and --qrels.');
}

function runFile(found: ReadonlyMap<string, readonly Hit[]>): string {
  const lines = [...found].flatMap(([query, hits]) =>
    hits.map(({ document, score }) => `${query}\t${document}\t${score}`),
  );
  return `query_id\tdoc_id\tscore\n${lines.join('\n')}\n`;
}
