import type { Passage } from '../search/passage.ts';
import type { Language } from '../text/language.ts';
import type { AnswerDraft, AnswerGenerator } from './answer-generator.ts';
import { type Unit, unitsOf } from './passage-units.ts';
import { type Question, type QuestionKind, type QuestionPart, readQuestion, termsOf } from './question.ts';

/** How strict an {@link extractiveAnswerGenerator} is. */
export interface ExtractiveAnswerOptions {
  /** The share of a question's word weight that one place of a passage must cover, 0 to 1. Higher: fewer and safer answers. Default .8 */
  readonly leastCoverage?: number;
  /** Most sentences per question, lists not counted. Default 3. */
  readonly mostSentences?: number;
}

/** How much a word counts that stands beside the answer instead of in it. */
const inHeadings = 0.85;
const inContext = 0.4;
/** The share of the word weight that must stand in the answer itself; less in tables and lists, whose heads and headings say the rest. */
const leastOwnShare = { sentence: 0.4, row: 0.25, list: 0.2 } as const;

/**
 * Answers with sentences, whole lists and table rows taken word for word from the passages: no model, no key. How well a place matches is no
 * sign that it answers (a page on the topic scores as well as the answer does), so it demands evidence: names, numbers and codes of
 * the question stand there, most of its word weight does, and a question for an amount or a time finds one. Otherwise the part is missing.
 */
export function extractiveAnswerGenerator(options: ExtractiveAnswerOptions = {}): AnswerGenerator {
  const { leastCoverage = 0.8, mostSentences = 3 } = options;
  return {
    name: 'extractive-answer@1',
    async generate({ question: message, passages }) {
      const question = readQuestion(message);
      const candidates = weigh(passages, question.language);
      const answers = question.parts.map((part) => ({
        part,
        answer: answerPart(part, candidates, leastCoverage, mostSentences),
      }));
      return draftOf(question, answers);
    },
  };
}

/** A unit with its words. */
interface Candidate {
  readonly unit: Unit;
  readonly own: ReadonlySet<string>;
  readonly headings: ReadonlySet<string>;
  readonly context: ReadonlySet<string>;
  /** Score of its passage relative to the best one. */
  readonly prior: number;
}

interface Candidates {
  readonly all: readonly Candidate[];
  weightOf(term: string): number;
}

function weigh(passages: readonly Passage[], language: Language): Candidates {
  const best = Math.max(0, ...passages.map(({ score }) => score));
  const frequency = new Map<string, number>();
  const all = passages.flatMap((passage) => {
    const { chunk, document } = passage;
    const headings = termsOf([document.title, ...chunk.headingPath].join('\n'), language);
    for (const term of new Set([...headings, ...termsOf(chunk.text, language)]))
      frequency.set(term, (frequency.get(term) ?? 0) + 1);
    const prior = best > 0 ? passage.score / best : 0;
    return unitsOf(passage).map((unit) => ({
      unit,
      own: termsOf(unit.text, language),
      context: termsOf(unit.context, language),
      headings,
      prior,
    }));
  });
  const n = passages.length;
  return {
    all,
    weightOf: (term) =>
      0.4 + Math.log(1 + (n - (frequency.get(term) ?? 0) + 0.5) / ((frequency.get(term) ?? 0) + 0.5)),
  };
}

interface Scored {
  readonly candidate: Candidate;
  readonly coverage: number;
  /** The share of the word weight that stands in the unit itself. */
  readonly ownShare: number;
  readonly score: number;
}

/** The chosen units of a part, in the order of the text, and how well the best of them covers it. */
interface PartAnswer {
  readonly units: readonly Unit[];
  readonly coverage: number;
}

function answerPart(
  part: QuestionPart,
  { all, weightOf }: Candidates,
  leastCoverage: number,
  mostSentences: number,
): PartAnswer | undefined {
  const scored = all
    .filter((candidate) => suits(part, candidate))
    .map((candidate) => scoreOf(part, candidate, weightOf))
    .filter(
      ({ coverage, ownShare, candidate }) =>
        coverage >= leastCoverage && ownShare >= leastOwnShare[candidate.unit.kind],
    )
    .sort((left, right) => right.score - left.score);
  const best = scored[0];
  if (best === undefined) return undefined;
  if (best.candidate.unit.kind === 'list') return { units: [best.candidate.unit], coverage: best.coverage };
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
  return { units: close, coverage: best.coverage };
}

/** Whether a unit can be an answer of the kind that is asked for, and names what the question names. */
function suits(part: QuestionPart, { unit, own, headings, context }: Candidate): boolean {
  for (const term of part.required)
    if (!own.has(term) && !headings.has(term) && !context.has(term)) return false;
  const answer = unit.lines.map(({ text }) => text).join('\n');
  if (/\?\s*$/u.test(answer) || isPointer(answer)) return false;
  if (unit.kind === 'list' && part.kind !== 'procedure') return false;
  const cue = cues[part.kind];
  return !(cue.demanded && !cue.pattern.test(answer));
}

/** A sentence that only says where to read on does not answer. */
const isPointer = (text: string): boolean =>
  text.length < 200 &&
  /^(?:see|refer to|read|siehe|véase)\b|\b(?:information|details?|description|reference|more)\b.{0,100}\b(?:see|refer to)\b/iu.test(
    text,
  );

const number =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|double|free|no (?:fee|charge|limit)|ein|zwei|drei|kostenlos|uno|dos|tres|gratis)\b/iu;
const duration =
  /(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|an?|half|few|ein(?:e|en|er)?|zwei|drei|un[ao]?|dos|tres)\b).{0,12}\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|hrs?|mins?|sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?)\b|\b(?:immediately|at once|instantly|same day|always|never|daily|weekly|monthly|yearly|sofort|täglich|immer|nie|siempre|nunca)\b/iu;
const time =
  /\d|\b(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?|immediately|at once|same day|always|never|daily|weekly|until|before|after|as soon as|once|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tage?n?|wochen?|stunden?|minuten?|sofort|d[ií]as?|semanas?|horas?|minutos?)\b/iu;

/** What an answer of each kind looks like. Only amounts and times are demanded: their absence is certain. */
const cues: Readonly<Record<QuestionKind, { readonly pattern: RegExp; readonly demanded: boolean }>> = {
  amount: { pattern: number, demanded: true },
  duration: { pattern: duration, demanded: true },
  time: { pattern: time, demanded: true },
  procedure: {
    pattern:
      /\S > \S|^(?:go to|open|tap|click|select|choose|press|hold|enter|sign in|log in|switch|turn|use|set|remove|add|send|call|contact|to |you can |you need )/imu,
    demanded: false,
  },
  reason: {
    pattern: /\bbecause\b|\bdue to\b|\bso that\b|\bsince\b|\breason\b|\botherwise\b|\bweil\b|\bporque\b/iu,
    demanded: false,
  },
  place: {
    pattern: /\S > \S|\b(?:in|on|at|under|behind|below|next to|page|menu|tab|unter|im|en|bajo)\b/iu,
    demanded: false,
  },
  other: { pattern: /^/u, demanded: false },
};

function scoreOf(part: QuestionPart, candidate: Candidate, weightOf: (term: string) => number): Scored {
  const { unit, own, headings, context, prior } = candidate;
  let covered = 0;
  let total = 0;
  let ownWeight = 0;
  for (const term of part.terms) {
    const weight = weightOf(term);
    total += weight;
    if (own.has(term)) ownWeight += weight;
    covered +=
      weight * (own.has(term) ? 1 : headings.has(term) ? inHeadings : context.has(term) ? inContext : 0);
  }
  const ownShare = total === 0 ? 0 : ownWeight / total;
  const coverage = total === 0 ? 0 : covered / total;
  const cued = cues[part.kind].pattern.test(unit.text) ? 0.1 : 0;
  const concise = own.size === 0 ? 0 : [...part.terms].filter((term) => own.has(term)).length / own.size;
  const whole = unit.kind === 'list' ? (part.kind === 'procedure' ? 0.2 : -0.15) : 0;
  return {
    candidate,
    coverage,
    ownShare,
    score: coverage + 0.3 * ownShare + 0.1 * concise + cued + whole + 0.15 * prior,
  };
}

function draftOf(
  question: Question,
  answers: readonly { part: QuestionPart; answer: PartAnswer | undefined }[],
): AnswerDraft {
  const found = answers.flatMap(({ answer }) => answer ?? []);
  const used = question.isStatement
    ? found.sort((left, right) => right.coverage - left.coverage).slice(0, 1)
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
  const confidence = used.length === 0 ? 0 : Math.min(...used.map(({ coverage }) => coverage));
  return { sentences: distinct(sentences), missing, confidence };
}

function distinct(sentences: AnswerDraft['sentences']): AnswerDraft['sentences'] {
  const seen = new Set<string>();
  return sentences.filter(({ text }) => (seen.has(text) ? false : seen.add(text)));
}
