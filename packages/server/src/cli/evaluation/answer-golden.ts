import type { Answer, TicketAI } from '@ticket-ai/core';
import type { GoldenQuestion, SingleScore } from '@ticket-ai/core/evaluation';
import { composeForRows } from '../cluster-file.ts';
import type { Session } from '../command.ts';
import { progressLine } from '../output/progress.ts';
import { addFolder, type UnreadDocument } from './add-folder.ts';
import { openTicketFile } from './open-ticket-file.ts';

/** What the questions are asked about. */
export interface AnswerSources {
  /** Its files, at any depth, are the only sources. */
  readonly documents: string;
  /** Past tickets. They help with wording and are never a source. */
  readonly tickets: string | undefined;
}

/** All questions answered, in their order. */
export interface AnsweredGolden {
  readonly answers: readonly { readonly answer: Answer; readonly single: SingleScore }[];
  /** Files that could not be read, and why. */
  readonly unread: readonly UnreadDocument[];
  readonly documents: number;
  readonly tickets: number;
  /** Share of the shown quotes that stand exactly where they say. */
  readonly quoteValidity: number;
  readonly seconds: { readonly index: number; readonly answer: number };
}

/** Reads the folder into memory and asks every question. Clock and ids come from the input, so the same input gives the same bytes. */
export async function answerGolden(
  session: Session,
  golden: readonly GoldenQuestion[],
  { documents, tickets }: AnswerSources,
): Promise<AnsweredGolden> {
  const rows = tickets === undefined ? [] : (await openTicketFile(session, tickets, [])).read.rows;
  const progress = progressLine(session.terminal);
  const { composition } = await composeForRows(rows, { seed: 1, progress });
  const desk = composition.desk.as({ abortSignal: session.abortSignal });
  try {
    const started = performance.now();
    const { documents: read, unread } = await addFolder(desk, documents, {
      progress,
      abortSignal: session.abortSignal,
    });
    await desk.ingest(rows.map(({ draft }) => draft));
    await desk.search('first search reads the index');
    const indexed = performance.now();
    const answers = [];
    for (const [index, question] of golden.entries()) {
      session.abortSignal.throwIfAborted();
      progress.update({ stage: 'answer', done: index, total: golden.length });
      answers.push({
        answer: await desk.answer(question.question, { filter: { collections: ['documents'] } }),
        single: await singleScores(desk, question),
      });
    }
    return {
      answers,
      unread,
      documents: read,
      tickets: rows.length,
      quoteValidity: await quoteValidity(
        desk,
        answers.map(({ answer }) => answer),
      ),
      seconds: { index: (indexed - started) / 1000, answer: (performance.now() - indexed) / 1000 },
    };
  } finally {
    progress.end();
    await composition.close();
  }
}

/** The numbers that a simpler program would put a threshold on. */
async function singleScores(desk: TicketAI, { question, answerable }: GoldenQuestion): Promise<SingleScore> {
  const { passages } = await desk.search(question, { topK: 2 });
  const [first, second] = passages;
  if (first === undefined) return { answerable, scores: {} };
  const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  const asked = words(question);
  const there = words(first.chunk.text);
  const shared = [...asked].filter((word) => there.has(word)).length;
  return {
    answerable,
    scores: {
      'search score': first.score,
      'search score per word': first.score / Math.max(1, asked.size),
      'lead over the second': first.score - (second?.score ?? 0),
      'shared words': shared / Math.max(1, asked.size),
    },
  };
}

async function quoteValidity(desk: TicketAI, answers: readonly Answer[]): Promise<number> {
  const citations = answers.flatMap(({ sentences }) => sentences.flatMap((sentence) => sentence.citations));
  if (citations.length === 0) return 1;
  const ids = [...new Set(citations.map(({ versionId }) => versionId))];
  const texts = new Map(
    (await (await desk.store()).documentVersions.getMany(ids)).map(({ id, text }) => [id, text]),
  );
  const valid = citations.filter(
    ({ versionId, start, end, quote }) => quote !== '' && texts.get(versionId)?.slice(start, end) === quote,
  );
  return valid.length / citations.length;
}
