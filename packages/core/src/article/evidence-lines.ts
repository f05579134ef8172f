import { unfenced } from '../model/fence.ts';
import { countWords } from '../text/count-words.ts';
import { addressesMachine, machineParagraphs } from '../text/withheld.ts';
import type { ArticleContent, EvidenceSpan } from './article.ts';
import type { Evidence } from './article-generator.ts';
import { groupSentences, languageOf, similarityOf } from './group-sentences.ts';
import {
  type EvidenceSentence,
  endsAsSentence,
  generalSentences,
  type PassageEvidence,
  passagePieces,
  type ReplyEvidence,
  roleOf,
} from './reply-sentences.ts';

/** The evidence as a model reads it: line by line, each under a short handle that stands for places in the sources. */
export interface EvidenceLines {
  /** One line per sentence, `e7 Tap Manage plan.`; a sentence that another agent wrote before stands there as its handle alone. */
  readonly text: string;
  /** The places a handle stands for; empty for one that was never given. */
  spansOf(handle: string): readonly EvidenceSpan[];
}

/** How much of the replies and of the passages is shown, in characters: about 6,500 tokens together. */
const mostOfReplies = 16_000;
const mostOfPassages = 10_000;

/** From this similarity on two sentences are one line: the same, but for a word. */
const sameLine = 0.7;

/** Writes evidence down for a model. What speaks to machines is left out, personal data is masked. */
export function evidenceLines(
  evidence: readonly Evidence[],
  language: string,
  tags: readonly string[],
): EvidenceLines {
  const replies = evidence.flatMap((one) => (one.kind === 'reply' ? [tellingSentences(one)] : []));
  const documents = evidence.flatMap((one) =>
    one.kind === 'passage' ? [{ title: one.title, pieces: readableParts(one) }] : [],
  );
  const said = replies.flat();
  const groups = groupSentences(said, similarityOf(said, languageOf(language)), sameLine);
  const groupOf = new Map(groups.flatMap((group) => group.members.map((member) => [member, group] as const)));
  const spans = new Map<string, readonly EvidenceSpan[]>();
  const handles = new Map<unknown, string>();
  const line = (key: unknown, text: string, places: readonly EvidenceSpan[]) => {
    const known = handles.get(key);
    if (known !== undefined) return known;
    const handle = `e${handles.size + 1}`;
    handles.set(key, handle);
    spans.set(handle, places);
    return `${handle} ${oneLine(text, tags)}`;
  };
  const replyBlocks = replies
    .filter((sentences) => sentences.length > 0)
    .map((sentences, index) => () => {
      const lines = sentences.map((sentence) => {
        const members = groupOf.get(sentence)?.members ?? [sentence];
        return line(
          groupOf.get(sentence) ?? sentence,
          sentence.text,
          members.map(({ span }) => span),
        );
      });
      return [`reply ${index + 1}`, ...lines].join('\n');
    });
  const passageBlocks = documents
    .filter(({ pieces }) => pieces.length > 0)
    .map(
      ({ title, pieces }, index) =>
        () =>
          [
            `document ${index + 1}: ${addressesMachine(title) ? '' : oneLine(title, tags)}`,
            ...pieces.map((piece) => line(piece, piece.text, [piece.span])),
          ].join('\n'),
    );
  return {
    text: [...upTo(mostOfReplies, replyBlocks), ...upTo(mostOfPassages, passageBlocks)].join('\n'),
    spansOf: (handle) => spans.get(handle) ?? [],
  };
}

/** The sentences of an article under handles of their own, `p3`, so that a revision can keep what it does not change. */
export function previousLines({ sections }: ArticleContent, tags: readonly string[]): EvidenceLines {
  const spans = new Map<string, readonly EvidenceSpan[]>();
  const lines = sections.flatMap(({ key, sentences }) => [
    key,
    ...sentences.map(({ text, evidence }) => {
      const handle = `p${spans.size + 1}`;
      spans.set(handle, evidence);
      return `${handle} ${oneLine(text, tags)}`;
    }),
  ]);
  return { text: lines.join('\n'), spansOf: (handle) => spans.get(handle) ?? [] };
}

/** A text inside a prompt that is read line by line. */
export const oneLine = (text: string, tags: readonly string[]): string =>
  unfenced(text.replace(/\s+/gu, ' ').trim(), tags);

/** Three words tell something, or a way through menus; a few words at the end that are no sentence and no order are who wrote it. */
function tellingSentences(reply: ReplyEvidence): EvidenceSentence[] {
  const sentences = generalSentences(reply).filter(({ text }) => !addressesMachine(text));
  return sentences.filter(({ text }, index) => {
    const words = countWords(text);
    const isSignature =
      index === sentences.length - 1 && words < 6 && !endsAsSentence(text) && roleOf(text) !== 'action';
    return / > /u.test(text) || (words >= 3 && !isSignature);
  });
}

/** A document may have been written to speak to whoever reads it by machine: not a word of such a paragraph is passed on. */
function readableParts(passage: PassageEvidence): EvidenceSentence[] {
  const withheld = machineParagraphs(passage.text);
  return passagePieces(passage).filter(({ text, span }) => {
    const [start, end] = [span.start - passage.start, span.end - passage.start];
    return /\p{L}/u.test(text) && !withheld.some((part) => start < part.end && end > part.start);
  });
}

/** As many blocks as fit, whole ones, at least one. Those that do not fit are never written. */
function upTo(most: number, blocks: readonly (() => string)[]): string[] {
  const written: string[] = [];
  let length = 0;
  for (const write of blocks) {
    if (length >= most) break;
    const block = write();
    written.push(block);
    length += block.length;
  }
  return written;
}
