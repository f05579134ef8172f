import { readFile } from 'node:fs/promises';
import { type TicketAI, TicketAIError } from '@ticket-ai/core';
import { type Judgements, retrievalMetrics } from '@ticket-ai/core/evaluation';
import { compose } from '../../compose.ts';
import { readConfig } from '../../config.ts';
import { defineCommand, jsonArgs, type Session } from '../command.ts';
import { formatCount } from '../output/numbers.ts';
import { type ProgressLine, progressLine } from '../output/progress.ts';
import { renderTable } from '../output/table.ts';
import { naming, writeOutput } from '../output-file.ts';

const depths = [1, 3, 5, 10, 20] as const;
/** Several passages of one document count once, so more are asked for than documents are kept. */
const passages = 200;
const documentsKept = 100;

/** `ticket-ai eval retrieval` */
export const evalRetrieval = defineCommand({
  summary: 'Index a corpus, ask its questions and score what is found',
  args: {
    corpus: {
      type: 'string',
      required: true,
      valueHint: 'file.jsonl',
      description: 'One {doc_id, title, text} per line',
    },
    queries: {
      type: 'string',
      required: true,
      valueHint: 'file.jsonl',
      description: 'One {query_id, text} per line',
    },
    qrels: {
      type: 'string',
      required: true,
      valueHint: 'file.tsv',
      description: 'query_id, doc_id, relevance',
    },
    run: {
      type: 'string',
      valueHint: 'file.tsv',
      description: 'Write what was found: query_id, doc_id, score',
    },
    ...jsonArgs,
  },
  examples: [
    'ticket-ai eval retrieval --corpus corpus.jsonl --queries queries.jsonl --qrels qrels.tsv --run run.tsv',
  ],
  async run(session, args) {
    const { terminal, abortSignal } = session;
    const corpus = await readRecords(args.corpus, ['doc_id', 'text']);
    const queries = await readRecords(args.queries, ['query_id', 'text']);
    const judgements = await readJudgements(args.qrels);
    const progress = progressLine(terminal);
    const started = performance.now();
    const { desk, close } = await compose(readConfig({ store: 'memory' }));
    try {
      await addCorpus(desk, corpus, { progress, abortSignal });
      const indexed = performance.now();
      const found = await askAll(desk, queries, { progress, abortSignal });
      progress.end();
      const seconds = { index: (indexed - started) / 1000, ask: (performance.now() - indexed) / 1000 };
      if (args.run !== undefined) await writeOutput(args.run, runFile(found));
      const rankings = new Map(
        [...found].map(([query, hits]) => [query, hits.map(({ document }) => document)]),
      );
      const scores = depths.map((k) => ({ k, ...retrievalMetrics(judgements, rankings, k) }));
      if (args.json === true)
        terminal.out(
          JSON.stringify({
            version: 1,
            documents: corpus.length,
            questions: scores[0]?.questions ?? 0,
            seconds,
            scores,
          }),
        );
      else showScores(session, scores, corpus.length, seconds);
    } finally {
      progress.end();
      await close();
    }
  },
});

type Watch = { readonly progress: ProgressLine; readonly abortSignal: AbortSignal };

async function addCorpus(
  desk: TicketAI,
  corpus: readonly Record<string, string>[],
  { progress, abortSignal }: Watch,
): Promise<void> {
  const encoder = new TextEncoder();
  for (const [index, { doc_id: source = '', title, text = '' }] of corpus.entries()) {
    abortSignal.throwIfAborted();
    progress.update({ stage: 'index', done: index, total: corpus.length });
    await desk.documents.add({
      source,
      bytes: encoder.encode(text),
      ...(title === undefined || title === '' ? {} : { title }),
    });
  }
}

interface Hit {
  readonly document: string;
  readonly score: number;
}

async function askAll(
  desk: TicketAI,
  queries: readonly Record<string, string>[],
  { progress, abortSignal }: Watch,
): Promise<Map<string, readonly Hit[]>> {
  const found = new Map<string, readonly Hit[]>();
  for (const [index, { query_id: query = '', text = '' }] of queries.entries()) {
    abortSignal.throwIfAborted();
    progress.update({ stage: 'search', done: index, total: queries.length });
    const result = await desk.search(text, { topK: passages });
    const best = new Map<string, number>();
    for (const { document, score } of result.passages)
      if (!best.has(document.source)) best.set(document.source, score);
    found.set(
      query,
      [...best].slice(0, documentsKept).map(([document, score]) => ({ document, score })),
    );
  }
  return found;
}

function runFile(found: ReadonlyMap<string, readonly Hit[]>): string {
  const lines = [...found].flatMap(([query, hits]) =>
    hits.map(({ document, score }) => `${query}\t${document}\t${score}`),
  );
  return `query_id\tdoc_id\tscore\n${lines.join('\n')}\n`;
}

function showScores(
  { terminal }: Session,
  scores: readonly ({ readonly k: number } & ReturnType<typeof retrievalMetrics>)[],
  documents: number,
  seconds: { readonly index: number; readonly ask: number },
): void {
  terminal.out(
    `${formatCount(documents)} documents indexed in ${seconds.index.toFixed(1)} s, ${formatCount(scores[0]?.questions ?? 0)} questions asked in ${seconds.ask.toFixed(1)} s\n`,
  );
  const number = (title: string) => ({ title, align: 'right' as const });
  const rows = scores.map(({ k, ndcg, recall, hitRate, mrr }) => [
    String(k),
    ...[ndcg, recall, hitRate, mrr].map((value) => value.toFixed(3)),
  ]);
  terminal.out(
    renderTable(
      [number('First'), number('nDCG'), number('Recall'), number('Hit rate'), number('MRR')],
      rows,
      { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) },
    ),
  );
}

/** JSON Lines with these text fields. @throws `invalid-input` with the line */
async function readRecords(file: string, fields: readonly string[]): Promise<Record<string, string>[]> {
  const lines = (await naming(file, readFile(file, 'utf8'))).split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const record = parseObject(line);
    const missing = fields.find((field) => typeof record?.[field] !== 'string');
    if (record === undefined || missing !== undefined) {
      throw new TicketAIError('invalid-input', {
        message: `${file}, line ${index + 1}: expected one JSON object per line with ${fields.join(' and ')}${missing === undefined ? '' : `; ${missing} is not there`}.`,
      });
    }
    return [
      Object.fromEntries(
        Object.entries(record).map(([name, value]) => [name, typeof value === 'string' ? value : '']),
      ),
    ];
  });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}

async function readJudgements(file: string): Promise<Judgements> {
  const judgements = new Map<string, Map<string, number>>();
  for (const [index, line] of (await naming(file, readFile(file, 'utf8'))).split(/\r?\n/).entries()) {
    if (line === '') continue;
    const [query = '', document = '', grade = ''] = line.split('\t');
    const relevance = Number(grade);
    if (Number.isNaN(relevance) || grade === '') {
      if (index === 0) continue; // the header
      throw new TicketAIError('invalid-input', {
        message: `${file}, line ${index + 1}: expected query_id, doc_id and relevance, with tabs between.`,
      });
    }
    const grades = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, grades.set(document, relevance));
  }
  return judgements;
}
