import type { Language } from '../text/language.ts';
import type {
  ArticleContent,
  ArticleSection,
  ArticleSectionKey,
  ArticleSentence,
  SectionFeedback,
} from './article.ts';
import { articleWords, sectionOrder } from './article-words.ts';
import { articleSentence, contentTerms, type Similarity } from './group-sentences.ts';
import { type Edit, readNote } from './read-feedback.ts';
import type { SourceSentence } from './reply-sentences.ts';

/** The changed content, and what could not be done. */
export interface AppliedFeedback {
  readonly content: ArticleContent;
  readonly remarks: readonly string[];
}

/** What edits draw on. */
interface Pool {
  readonly sources: readonly SourceSentence[];
  readonly similarity: Similarity;
  readonly language: Language;
}

/** Sections keep their sentences while numbers in notes are resolved; `undefined` marks a removed one. */
type Slots = (ArticleSentence | undefined)[];

/**
 * Changes an extractive article as a reviewer asks. It can only choose among what the evidence says: what it does not understand or find
 * is returned as a remark for the reviewer, not guessed. A note without a section goes to the section it speaks of, or to the steps.
 */
export function applyFeedback(
  previous: ArticleContent,
  feedback: readonly SectionFeedback[],
  sources: readonly SourceSentence[],
  similarity: Similarity,
  language: Language,
): AppliedFeedback {
  const pool = { sources, similarity, language };
  const remarks: string[] = [];
  let content = previous;
  const targets = [...Map.groupBy(feedback, ({ section, note }) => section ?? sectionSpokenOf(note))];
  for (const [target, notes] of targets) {
    const edits = notes.map(({ note }) => ({ note, edit: readNote(note) }));
    const applied =
      target === 'title' || target === 'summary'
        ? setText(content, target, edits)
        : editSection(content, target, edits, pool);
    content = applied.content;
    remarks.push(...applied.remarks);
  }
  return { content, remarks };
}

const spoken: readonly (readonly [NonNullable<SectionFeedback['section']>, RegExp])[] = [
  ['title', /\btitle|headline|titel|título\b/iu],
  ['summary', /\bsummary|zusammenfassung|resumen\b/iu],
  ['symptoms', /\bsymptoms?|when this helps|symptome?|síntomas?\b/iu],
  ['cause', /\bcause|ursache|causa\b/iu],
  ['notes', /\bnotes?|good to know|hinweise?|notas?\b/iu],
  ['sources', /\bsources?|quotes?|quellen?|fuentes?\b/iu],
];

const sectionSpokenOf = (note: string): NonNullable<SectionFeedback['section']> =>
  spoken.find(([, pattern]) => pattern.test(note))?.[0] ?? 'steps';

interface NotedEdit {
  readonly note: string;
  readonly edit: Edit;
}

const notDone = ({ note }: NotedEdit, reason: string): string => `Not done: "${note}" (${reason}).`;

function setText(
  content: ArticleContent,
  target: 'title' | 'summary',
  edits: readonly NotedEdit[],
): AppliedFeedback {
  const settings = edits.flatMap(({ edit }) => (edit.kind === 'set' ? [edit.text] : []));
  const remarks = edits
    .filter(({ edit }) => edit.kind !== 'set')
    .map((one) => notDone(one, `give the new ${target} in quotation marks`));
  const text = settings.at(-1);
  return { content: text === undefined ? content : { ...content, [target]: text }, remarks };
}

function editSection(
  content: ArticleContent,
  key: ArticleSectionKey,
  edits: readonly NotedEdit[],
  pool: Pool,
): AppliedFeedback {
  const section = content.sections.find((candidate) => candidate.key === key) ?? {
    key,
    heading: articleWords(content.language).headings[key],
    sentences: [],
  };
  const slots: Slots = [...section.sentences];
  const arrangement = { order: section.sentences.map((_, index) => index), added: [] as ArticleSentence[] };
  const present = new Set(content.sections.flatMap(({ sentences }) => sentences.map(({ text }) => text)));
  const remarks = edits.flatMap((one) => {
    const reason = applyEdit(one.edit, slots, arrangement, pool, present);
    return reason === undefined ? [] : [notDone(one, reason)];
  });
  const kept = arrangement.order.flatMap((index) => slots[index] ?? []);
  const edited: ArticleSection = { ...section, sentences: [...kept, ...arrangement.added] };
  const sections = [...content.sections.filter((candidate) => candidate.key !== key), edited]
    .filter(({ sentences }) => sentences.length > 0)
    .sort((left, right) => sectionOrder.indexOf(left.key) - sectionOrder.indexOf(right.key));
  return { content: { ...content, sections }, remarks };
}

interface Arrangement {
  order: number[];
  readonly added: ArticleSentence[];
}

/** Applies one edit in place; returns why it could not. */
function applyEdit(
  edit: Edit,
  slots: Slots,
  arrangement: Arrangement,
  pool: Pool,
  present: Set<string>,
): string | undefined {
  switch (edit.kind) {
    case 'remove-numbers':
      return removeNumbers(edit.numbers, slots);
    case 'remove-text':
      return removeText(edit.text, slots, pool.language);
    case 'move':
      return moveOne(edit, slots, arrangement);
    case 'swap':
      return swapTwo(edit, slots, arrangement);
    case 'shorten':
      return shorten(slots);
    case 'add':
      return addFound(edit.text, arrangement, pool, present);
    case 'set':
      return 'sentences are quoted from replies and documents and cannot be rewritten';
    case 'unknown':
      return 'the note was not understood; name a step to remove or move, or what to add';
  }
}

const exists = (number: number, slots: Slots): boolean => number >= 1 && number <= slots.length;

function removeNumbers(numbers: readonly number[], slots: Slots): string | undefined {
  const wrong = numbers.filter((number) => !exists(number, slots));
  for (const number of numbers) if (exists(number, slots)) slots[number - 1] = undefined;
  return wrong.length === 0 ? undefined : `there is no number ${wrong.join(', ')}`;
}

function removeText(text: string, slots: Slots, language: Language): string | undefined {
  const wanted = contentTerms(text, language);
  const matching = slots.flatMap((sentence, index) => {
    if (sentence === undefined) return [];
    const literal = sentence.text.toLowerCase().includes(text.toLowerCase());
    const terms = contentTerms(sentence.text, language);
    return literal || (wanted.size > 0 && [...wanted].every((term) => terms.has(term))) ? [index] : [];
  });
  for (const index of matching) slots[index] = undefined;
  return matching.length > 0 ? undefined : 'no sentence of the section says that';
}

function moveOne(
  { from, to }: Extract<Edit, { kind: 'move' }>,
  slots: Slots,
  arrangement: Arrangement,
): string | undefined {
  const target = typeof to === 'object' ? to.of : from;
  if (!exists(from, slots) || !exists(target, slots))
    return `there is no number ${exists(from, slots) ? target : from}`;
  if (typeof to === 'object' && to.of === from) return undefined;
  const rest = arrangement.order.filter((index) => index !== from - 1);
  const at =
    to === 'start' ? 0 : to === 'end' ? rest.length : rest.indexOf(to.of - 1) + (to.side === 'after' ? 1 : 0);
  arrangement.order = rest.toSpliced(at, 0, from - 1);
  return undefined;
}

function swapTwo(
  { first, second }: Extract<Edit, { kind: 'swap' }>,
  slots: Slots,
  arrangement: Arrangement,
): string | undefined {
  if (!exists(first, slots) || !exists(second, slots))
    return `there is no number ${exists(first, slots) ? second : first}`;
  arrangement.order = arrangement.order.map((index) =>
    index === first - 1 ? second - 1 : index === second - 1 ? first - 1 : index,
  );
  return undefined;
}

/** Keeps the half that most tickets support, at least two sentences. */
function shorten(slots: Slots): string | undefined {
  const left = slots.flatMap((sentence, index) =>
    sentence === undefined ? [] : [{ index, support: sentence.support }],
  );
  if (left.length <= 2) return 'only two sentences or fewer are left';
  const keep = [...left]
    .sort((a, b) => b.support - a.support || a.index - b.index)
    .slice(0, Math.max(2, Math.ceil(left.length / 2)));
  const kept = new Set(keep.map(({ index }) => index));
  for (const { index } of left) if (!kept.has(index)) slots[index] = undefined;
  return undefined;
}

/** Adds the sentence of the evidence that holds most of what is asked for; nothing is written that nobody said. */
function addFound(
  text: string,
  arrangement: Arrangement,
  { sources, similarity, language }: Pool,
  present: Set<string>,
): string | undefined {
  const wanted = contentTerms(text, language);
  const best = sources
    .filter((sentence) => !present.has(sentence.text))
    .map((sentence) => ({ sentence, score: similarity.covers(sentence, wanted) }))
    .reduce<{ sentence: SourceSentence; score: number } | undefined>(
      (top, one) => (top === undefined || one.score > top.score ? one : top),
      undefined,
    );
  if (best === undefined || best.score < 0.6) return 'no reply or document says that';
  present.add(best.sentence.text);
  arrangement.added.push(articleSentence(best.sentence, []));
  return undefined;
}
