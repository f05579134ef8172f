import { readFile } from 'node:fs/promises';
import { type TicketAI, TicketAIError } from '@ticket-ai/core';
import type { GoldenQuestion, Judgements } from '@ticket-ai/core/evaluation';
import { findDocumentFiles } from '../document-files.ts';
import { naming } from '../output-file.ts';
import { addFolder, documentName, type UnreadDocument, type Watch } from './add-folder.ts';

/** Documents, questions about them, and which documents answer which question. */
export interface RetrievalSource {
  readonly queries: readonly {
    readonly id: string;
    readonly text: string;
    readonly tags: readonly string[];
  }[];
  readonly judgements: Judgements;
  /** Puts the documents into a desk; tells how many, and which could not be read. */
  add(
    desk: TicketAI,
    watch: Watch,
  ): Promise<{ readonly documents: number; readonly unread: readonly UnreadDocument[] }>;
}

/** A folder with golden questions; those count that name a document of it. @throws `invalid-input` when none does */
export async function folderSource(
  folder: string,
  golden: readonly GoldenQuestion[],
): Promise<RetrievalSource & { readonly absent: readonly string[] }> {
  const files = (await naming(folder, findDocumentFiles(folder))).map((file) => documentName(folder, file));
  const judged = judgedQuestions(files, golden);
  if (judged.queries.length === 0)
    throw new TicketAIError('invalid-input', {
      message: `No golden question names a document of ${folder}. "document" is the path of a file in that folder, as ${files[0] ?? 'guide.md'}.`,
    });
  return { ...judged, add: (desk, watch) => addFolder(desk, folder, watch) };
}

/** The answerable golden questions whose document is one of these; a name stands for a path that ends in it. */
export function judgedQuestions(
  files: readonly string[],
  golden: readonly GoldenQuestion[],
): Pick<RetrievalSource, 'queries' | 'judgements'> & {
  /** Questions whose document is none of them. */
  readonly absent: readonly string[];
} {
  const named = golden.flatMap((question) => {
    const { document } = question;
    if (!question.answerable || document === undefined) return [];
    const file = files.includes(document) ? document : files.find((one) => one.endsWith(`/${document}`));
    return [{ question, file }];
  });
  const asked = named.flatMap(({ question, file }) => (file === undefined ? [] : [{ question, file }]));
  return {
    queries: asked.map(({ question: { id, question, tags } }) => ({ id, text: question, tags })),
    judgements: new Map(asked.map(({ question, file }) => [question.id, new Map([[file, 1]])])),
    absent: named.flatMap(({ question, file }) => (file === undefined ? [question.id] : [])),
  };
}

/** A corpus in the form of BEIR: documents and queries as JSON Lines, judgements with tabs between. */
export async function corpusSource(files: {
  readonly corpus: string;
  readonly queries: string;
  readonly qrels: string;
}): Promise<RetrievalSource> {
  const corpus = await readRecords(files.corpus, ['doc_id', 'text']);
  const queries = await readRecords(files.queries, ['query_id', 'text']);
  return {
    queries: queries.map(({ query_id: id = '', text = '' }) => ({ id, text, tags: [] })),
    judgements: await readJudgements(files.qrels),
    async add(desk, { progress, abortSignal }) {
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
      return { documents: corpus.length, unread: [] };
    },
  };
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
