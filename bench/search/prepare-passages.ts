import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sqliteStore } from '@ticket-ai/adapters/sqlite';
import { collectAll, createTicketAI, seededRandom } from '@ticket-ai/core';

/** A passage as every engine gets it. */
export interface BenchPassage {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly headings: string;
  readonly text: string;
}

/** A question, and the documents that answer it, with their grades. */
export interface BenchQuestion {
  readonly id: string;
  readonly text: string;
  readonly relevant: Readonly<Record<string, number>>;
}

interface Corpus {
  readonly documents: readonly { readonly source: string; readonly text: string }[];
  readonly questions: readonly BenchQuestion[];
}

const sample = fileURLToPath(new URL('../../examples/data/helpdesk/', import.meta.url));

/** Puts a desk on SQLite (`desk.db`), its passages and the questions into a folder, for the processes that measure. */
export async function preparePassages(
  folder: string,
  data: string | undefined,
  wanted: number,
): Promise<{ readonly passages: number; readonly documents: number; readonly questions: number }> {
  const { documents, questions } = data === undefined ? readSample() : readCorpus(data);
  const store = sqliteStore({ path: join(folder, 'desk.db'), synchronous: 'normal' });
  const desk = createTicketAI({ store, work: 'workers' });
  const add = async (source: string, text: string) => {
    await desk.documents.add({ source, bytes: new TextEncoder().encode(text) });
  };
  for (const { source, text } of documents) await add(source, text);
  await desk.settle();
  const records = await desk.store();
  const fill = filler(documents);
  for (let page = 0; ; page += 1) {
    const missing = wanted - (await records.chunks.count());
    if (missing <= 0) break;
    // A page of so many sentences is cut into about as many passages as it has headings.
    for (let each = 0; each < Math.max(1, Math.floor(missing / 40)); each += 1)
      await add(`filler-${page}-${each}.md`, fill(40));
    await desk.settle();
  }
  const titles = new Map((await collectAll(records.documents)).map((document) => [document.id, document]));
  const passages = (await collectAll(records.chunks)).map(
    ({ id, documentId, headingPath, text }): BenchPassage => {
      const { source = '', title = '' } = titles.get(documentId) ?? {};
      return { id, source, title, headings: headingPath.filter((part) => part !== title).join('\n'), text };
    },
  );
  await desk.close();
  writeFileSync(join(folder, 'passages.json'), JSON.stringify(passages));
  writeFileSync(join(folder, 'questions.json'), JSON.stringify(questions));
  return { passages: passages.length, documents: titles.size, questions: questions.length };
}

const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');

function readCorpus(data: string): Corpus {
  const rows = <Row>(name: string) => linesOf(join(data, name)).map((line) => JSON.parse(line) as Row);
  const relevant = new Map<string, Record<string, number>>();
  for (const line of linesOf(join(data, 'qrels.tsv')).slice(1)) {
    const [query = '', document = '', grade = '0'] = line.split('\t');
    relevant.set(query, { ...relevant.get(query), [`${document}.md`]: Number(grade) });
  }
  return {
    documents: rows<{ doc_id: string; title: string; text: string }>('corpus.jsonl').map(
      ({ doc_id, title, text }) => ({ source: `${doc_id}.md`, text: `# ${title}\n\n${text}` }),
    ),
    questions: rows<{ query_id: string; text: string }>('queries.jsonl').flatMap(({ query_id, text }) =>
      relevant.has(query_id) ? [{ id: query_id, text, relevant: relevant.get(query_id) ?? {} }] : [],
    ),
  };
}

function readSample(): Corpus {
  const folder = join(sample, 'documents');
  const names = readdirSync(folder).filter((name) => /\.(?:md|txt)$/.test(name));
  const golden = linesOf(join(sample, 'golden.jsonl')).map(
    (line) => JSON.parse(line) as { id: string; question: string; answerable: boolean; document?: string },
  );
  return {
    documents: names.map((source) => ({ source, text: readFileSync(join(folder, source), 'utf8') })),
    questions: golden.flatMap(({ id, question, answerable, document }) =>
      answerable && document !== undefined && names.includes(document)
        ? [{ id, text: question, relevant: { [document]: 1 } }]
        : [],
    ),
  };
}

/** Pages of words that stand together by chance, as often as in the corpus, under headings; the same for the same seed. */
function filler(documents: Corpus['documents']): (sections: number) => string {
  const words = documents.flatMap(({ text }) => text.slice(0, 4000).match(/[\p{L}\p{N}]+/gu) ?? []);
  const random = seededRandom(7);
  const pick = () => words[Math.floor(random.next() * words.length)] ?? '';
  const some = (count: number) => Array.from({ length: count }, pick).join(' ');
  return (sections) => Array.from({ length: sections }, () => `# ${some(4)}\n\n${some(150)}.\n`).join('\n');
}
