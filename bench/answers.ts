// How well the built-in answerer does on the golden questions of the sample help desk, and what stricter and laxer settings would give:
// `npm run bench:answers`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { htmlDocumentParser } from '@ticket-ai/adapters/html';
import { jsonlTicketReader } from '@ticket-ai/adapters/jsonl';
import { unpdfDocumentParser } from '@ticket-ai/adapters/unpdf';
import {
  type Answer,
  createTicketAI,
  extractiveAnswerGenerator,
  type KeywordIndex,
  memoryKeywordIndex,
  type TicketAI,
} from '@ticket-ai/core';
import { citationMetrics } from '@ticket-ai/core/evaluation';

interface Golden {
  readonly question: string;
  readonly answerable: boolean;
  readonly document: string | null;
  readonly must_contain: readonly string[];
}

/** Scores of the search alone, of the first search for a question. */
interface SearchScores {
  bm25?: number;
  coverage?: number;
}

/** What came of a question when every answer was given, with its own confidence and with scores of the search alone. */
interface Outcome extends SearchScores {
  readonly answerable: boolean;
  readonly isRight: boolean;
  readonly confidence: number;
}

const folder = fileURLToPath(new URL('../examples/data/helpdesk/', import.meta.url));
const golden = readFileSync(join(folder, 'golden.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Golden);

/** An index that notes what its first search gave. */
function notingIndex(noted: SearchScores): KeywordIndex {
  const index = memoryKeywordIndex();
  return {
    ...index,
    async search(options) {
      const hits = await index.search(options);
      noted.bm25 ??= hits[0]?.score ?? 0;
      return hits;
    },
    async coverage(options) {
      const coverage = await index.coverage(options);
      noted.coverage ??= coverage;
      return coverage;
    },
  };
}

async function openDesk(leastConfidence?: number, noted: SearchScores = {}): Promise<TicketAI> {
  const options = leastConfidence === undefined ? {} : { leastConfidence };
  const desk = createTicketAI({
    keywordIndex: notingIndex(noted),
    documentParsers: [htmlDocumentParser(), unpdfDocumentParser()],
    ticketReaders: [jsonlTicketReader()],
    answerGenerator: extractiveAnswerGenerator(options),
  });
  for (const name of readdirSync(join(folder, 'documents')))
    await desk.documents.add({ source: name, bytes: readFileSync(join(folder, 'documents', name)) });
  await desk.importFile({ bytes: readFileSync(join(folder, 'tickets.jsonl')), fileName: 'tickets.jsonl' });
  return desk;
}

function isRight({ sentences }: Answer, { answerable, document, must_contain }: Golden): boolean {
  const text = sentences.map((sentence) => sentence.text.toLowerCase()).join('\n');
  const sources = sentences.flatMap(({ citations }) => citations.map(({ source }) => source));
  return (
    answerable &&
    sources.some((source) => source === document) &&
    must_contain.every((words) => text.includes(words.toLowerCase()))
  );
}

/** At the default setting. */
async function measureDefault(): Promise<void> {
  const desk = await openDesk();
  const judged = [];
  let right = 0;
  for (const each of golden) {
    const answer = await desk.answer(each.question);
    if (isRight(answer, each)) right += 1;
    const sources = each.document === null ? {} : { sources: [each.document] };
    judged.push({ answer, answerable: each.answerable, ...sources });
  }
  const store = await desk.store();
  const versionIds = judged.flatMap(({ answer }) =>
    answer.sentences.flatMap(({ citations }) => citations.map(({ versionId }) => versionId)),
  );
  const texts = new Map<string, string>(
    (await store.documentVersions.getMany(versionIds)).map(({ id, text }) => [id, text]),
  );
  console.log(citationMetrics(judged, (versionId) => texts.get(versionId)));
  console.log(`right (the page, and the words that the answer must hold): ${right} of ${golden.length}\n`);
}

/** With no threshold at all: what each threshold would give, and what one on a score of the search alone would give in its place. */
async function measureThresholds(): Promise<void> {
  const noted: SearchScores = {};
  const desk = await openDesk(0, noted);
  const outcomes: Outcome[] = [];
  for (const each of golden) {
    delete noted.bm25;
    delete noted.coverage;
    const answer = await desk.answer(each.question);
    const { confidence } = answer;
    outcomes.push({ ...noted, answerable: each.answerable, isRight: isRight(answer, each), confidence });
  }
  console.log('answerable questions answered: right, near-misses answered | by BM25 | by coverage');
  for (const share of [0.3, 0.4, 0.5, 0.6, 0.7]) {
    const ours = atShare(outcomes, share, ({ confidence }) => confidence);
    const others = [
      atShare(outcomes, share, ({ bm25 = 0 }) => bm25),
      atShare(outcomes, share, ({ coverage = 0 }) => coverage),
    ];
    const cells = [ours, ...others].map(
      ({ right, falseShare }) => `${percent(right)}, ${percent(falseShare)}`,
    );
    console.log(`${percent(share)} (confidence from ${ours.threshold.toFixed(2)}): ${cells.join(' | ')}`);
  }
}

const percent = (value: number) => `${Math.round(100 * value)} %`.padStart(5);

/** The threshold on a score that answers such a share of the answerable questions, and what else it lets through. */
function atShare(outcomes: readonly Outcome[], share: number, score: (outcome: Outcome) => number) {
  const answerable = outcomes.filter((outcome) => outcome.answerable);
  const others = outcomes.filter((outcome) => !outcome.answerable);
  const sorted = answerable.map(score).sort((left, right) => right - left);
  const threshold = sorted[Math.round(share * sorted.length) - 1] ?? 0;
  const isGiven = (outcome: Outcome) => score(outcome) >= threshold && score(outcome) > 0;
  return {
    threshold,
    right: answerable.filter((outcome) => isGiven(outcome) && outcome.isRight).length / answerable.length,
    falseShare: others.filter(isGiven).length / others.length,
  };
}

await measureDefault();
await measureThresholds();
