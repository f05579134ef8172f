import type { AnswerDraft, AnswerGenerator } from './answer-generator.ts';
import { type Candidate, type Candidates, candidatesOf } from './candidates.ts';
import type { Unit } from './passage-units.ts';
import { type Question, type QuestionPart, readQuestion } from './question.ts';
import { calibrated, likelihoodOf, type Signs, signsOf } from './score-unit.ts';

/** How strict an {@link extractiveAnswerGenerator} is. */
export interface ExtractiveAnswerOptions {
  /** The estimated probability that an answer is right from which on it is given, 0 to 1. Higher: fewer and safer answers. Default .28 */
  readonly leastConfidence?: number;
  /** Most sentences per question, lists not counted. Default 3. */
  readonly mostSentences?: number;
}

/**
 * Answers with sentences, whole lists and table rows taken word for word from the passages: no model, no key. How well a place matches is no
 * sign that it answers (a page on the topic scores as well as the answer does), so it weighs several signs: names, numbers and codes of
 * the question must stand there, a question for an amount or a time must find one; most of the question's words should, above all what is
 * asked for, and it helps when agents answered similar tickets in such words. Otherwise the part is missing.
 */
export function extractiveAnswerGenerator(options: ExtractiveAnswerOptions = {}): AnswerGenerator {
  const { leastConfidence = 0.28, mostSentences = 3 } = options;
  return {
    name: 'extractive-answer@4',
    async generate({ question: message, passages, hints = [] }) {
      const question = readQuestion(message);
      const candidates = candidatesOf(passages, hints);
      const answers = question.parts.map((part) => ({
        part,
        answer: answerPart(part, candidates, leastConfidence, mostSentences),
      }));
      return draftOf(question, answers);
    },
  };
}

interface Scored {
  readonly candidate: Candidate;
  readonly signs: Signs;
  readonly likelihood: number;
  readonly score: number;
}

/** The chosen units of a part, in the order of the text, and how likely the best of them answers. */
interface PartAnswer {
  readonly units: readonly Unit[];
  readonly likelihood: number;
}

/** Units for a question part, the likeliest answer first. */
export function rankUnits(part: QuestionPart, { all, ...corpus }: Candidates): Scored[] {
  return all
    .flatMap((candidate): Scored[] => {
      const signs = signsOf(part, candidate, corpus);
      if (signs === undefined) return [];
      const likelihood = likelihoodOf(signs);
      const whole = candidate.unit.kind === 'list' ? 0.2 : 0;
      const concise = 0.05 / (1 + candidate.own.stems.size / 20);
      return [{ candidate, signs, likelihood, score: likelihood + whole + concise }];
    })
    .sort((left, right) => right.score - left.score);
}

function answerPart(
  part: QuestionPart,
  candidates: Candidates,
  leastConfidence: number,
  mostSentences: number,
): PartAnswer | undefined {
  const scored = rankUnits(part, candidates).filter(
    ({ likelihood }) => calibrated(likelihood) >= leastConfidence,
  );
  const best = scored[0];
  if (best === undefined) return undefined;
  if (best.candidate.unit.kind === 'list')
    return { units: [best.candidate.unit], likelihood: best.likelihood };
  const close = scored
    .filter(
      ({ candidate, score }) =>
        candidate.unit.passage === best.candidate.unit.passage &&
        candidate.unit.kind === best.candidate.unit.kind &&
        score >= best.score * 0.9,
    )
    .slice(0, mostSentences)
    .map(({ candidate }) => candidate.unit)
    .sort((left, right) => left.position - right.position);
  return { units: close, likelihood: best.likelihood };
}

function draftOf(
  question: Question,
  answers: readonly { part: QuestionPart; answer: PartAnswer | undefined }[],
): AnswerDraft {
  const found = answers.flatMap(({ answer }) => answer ?? []);
  const used = question.isStatement
    ? found.sort((left, right) => right.likelihood - left.likelihood).slice(0, 1)
    : found;
  const missing =
    question.isStatement && used.length > 0
      ? []
      : answers.filter(({ answer }) => answer === undefined).map(({ part }) => part.text);
  const units = [...new Set(used.flatMap((answer) => answer.units))];
  const sentences = units.flatMap(({ lines, passage }) =>
    lines.map(({ text, quotes }) => ({
      text,
      citations: quotes.map((quote) => ({ chunkId: passage.chunk.id, quote })),
    })),
  );
  const confidence =
    used.length === 0 ? 0 : calibrated(Math.min(...used.map(({ likelihood }) => likelihood)));
  return { sentences: distinct(sentences), missing, confidence };
}

function distinct(sentences: AnswerDraft['sentences']): AnswerDraft['sentences'] {
  const seen = new Set<string>();
  return sentences.filter(({ text }) => (seen.has(text) ? false : seen.add(text)));
}
