import type { Intent } from '../intent/intent.ts';
import type { Language } from '../text/language.ts';
import { applyFeedback } from './apply-feedback.ts';
import type { ArticleContent, ArticleSection, ArticleSectionKey, ArticleSentence } from './article.ts';
import type { ArticleDraft, ArticleGenerator, Evidence } from './article-generator.ts';
import { titleOf } from './article-title.ts';
import { articleWords, sectionOrder } from './article-words.ts';
import { chooseSteps } from './choose-steps.ts';
import { countedSummary } from './counted-summary.ts';
import {
  articleSentence,
  contentTerms,
  groupSentences,
  languageOf,
  type Similarity,
  similarityOf,
} from './group-sentences.ts';
import { mainLanguage, usableEvidence } from './main-language.ts';
import { hasMask } from './personal-data.ts';
import {
  passageSentences,
  replySentences,
  type SentenceRole,
  type SourceSentence,
} from './reply-sentences.ts';

/**
 * Writes articles without a model: sentences of agents and steps of documents, word for word, with personal data masked. Nothing is
 * phrased by a machine, so nothing can be made up; what can be wrong is the choice, which is why a person reviews it. Fewer than two
 * instructions in the evidence make no article.
 */
export function extractiveArticleGenerator(): ArticleGenerator {
  return {
    name: 'extractive-article@1',
    async generate({ intent, questions, evidence, previous, feedback }) {
      const code = mainLanguage(evidence);
      const language = languageOf(code);
      const sources = readEvidence(evidence, code);
      const similarity = similarityOf(sources.all, language);
      if (previous !== undefined && feedback !== undefined && feedback.length > 0) {
        return { status: 'drafted', ...applyFeedback(previous, feedback, sources.all, similarity, language) };
      }
      return draft(intent, questions, evidence, sources, similarity, code);
    },
  };
}

interface Sources {
  readonly all: readonly SourceSentence[];
  readonly replies: readonly SourceSentence[];
  readonly passages: readonly SourceSentence[];
}

function readEvidence(evidence: readonly Evidence[], language: string): Sources {
  const usable = usableEvidence(evidence, language);
  const replies = usable.flatMap((one) => (one.kind === 'reply' ? replySentences(one) : []));
  const passages = usable.flatMap((one) => (one.kind === 'passage' ? passageSentences(one) : []));
  return { all: [...replies, ...passages], replies, passages };
}

function draft(
  intent: Intent,
  questions: readonly string[],
  evidence: readonly Evidence[],
  { replies, passages }: Sources,
  similarity: Similarity,
  code: string,
): ArticleDraft {
  const language = languageOf(code);
  const having = (sentences: readonly SourceSentence[], role: SentenceRole) =>
    sentences.filter((sentence) => sentence.role === role);
  const instructions = passages.filter(({ role, list }) => role === 'action' || list !== undefined);
  const relevance = relevanceTo(intent, evidence, language);
  const steps = chooseSteps(having(replies, 'action'), instructions, similarity, relevance);
  if (steps.length < 2) {
    const tickets = new Set(evidence.flatMap((one) => (one.kind === 'reply' ? [one.ticketId] : []))).size;
    return {
      status: 'needs-evidence',
      reason: `Only ${steps.length} instruction(s) were found in the replies of ${tickets} solved ticket(s).`,
    };
  }
  const topic = contentTerms(
    [intent.name, intent.description, ...intent.terms, ...questions.slice(0, 20)].join('\n'),
    language,
  );
  const taken = new Set(steps.map(({ text }) => text));
  const pick = (role: SentenceRole, most: number) => {
    const chosen = supported(having(replies, role), having(passages, role), topic, similarity)
      .filter(({ text }) => !taken.has(text))
      .slice(0, most);
    for (const { text } of chosen) taken.add(text);
    return chosen;
  };
  const symptoms = pick('symptom', 3);
  const cause = pick('cause', 1);
  const notes = pick('fact', 4);
  const used = [...steps, ...symptoms, ...cause, ...notes];
  const quotes = sourceQuotes(used, passages, taken, topic, similarity);
  const sections = { symptoms, cause, steps, notes, sources: quotes };
  return { status: 'drafted', content: contentOf(intent, sections, code) };
}

/** How many of the words of the intent's name a sentence's passage holds, its title and headings included. */
function relevanceTo(
  intent: Intent,
  evidence: readonly Evidence[],
  language: Language,
): (sentence: SourceSentence) => number {
  const name = contentTerms(intent.name, language);
  const shares = new Map<string, number>();
  for (const one of evidence) {
    if (one.kind !== 'passage') continue;
    const there = contentTerms(`${one.title}\n${one.text}`, language);
    const held = [...name].filter((term) => there.has(term)).length;
    shares.set(one.chunkId, name.size === 0 ? 1 : held / name.size);
  }
  return ({ span }) => (span.kind === 'passage' ? (shares.get(span.chunkId) ?? 0) : 1);
}

/** The share of the topic's word weight that a document's sentence must hold to belong to it. */
const leastRelevance = 0.15;

/** What several tickets say, then what the documents say about the topic. */
function supported(
  replies: readonly SourceSentence[],
  passages: readonly SourceSentence[],
  topic: ReadonlySet<string>,
  similarity: Similarity,
): ArticleSentence[] {
  const repeated = groupSentences(replies, similarity).filter(
    ({ support, best }) => support >= 2 && !hasMask(best.text),
  );
  const relevant = passages
    .filter(({ list }) => list === undefined)
    .map((sentence) => ({ sentence, score: similarity.covers(sentence, topic) }))
    .filter(({ score }) => score >= leastRelevance)
    .sort((left, right) => right.score - left.score);
  return [
    ...repeated
      .sort((left, right) => right.support - left.support)
      .map(({ best, members }) => articleSentence(best, members)),
    ...relevant.map(({ sentence }) => articleSentence(sentence, [])),
  ];
}

/** From each document the article rests on, the sentence closest to the topic. */
function sourceQuotes(
  used: readonly ArticleSentence[],
  passages: readonly SourceSentence[],
  taken: ReadonlySet<string>,
  topic: ReadonlySet<string>,
  similarity: Similarity,
): ArticleSentence[] {
  const chunks = new Set(
    used.flatMap(({ evidence }) =>
      evidence.flatMap((span) => (span.kind === 'passage' ? [span.chunkId] : [])),
    ),
  );
  return [...chunks].slice(0, 3).flatMap((chunkId) => {
    const own = passages.filter(
      ({ span, text, list }) =>
        span.kind === 'passage' && span.chunkId === chunkId && list === undefined && !taken.has(text),
    );
    const best = own
      .map((sentence) => ({ sentence, score: similarity.covers(sentence, topic) }))
      .sort((left, right) => right.score - left.score)[0];
    return best === undefined || best.score < leastRelevance ? [] : [articleSentence(best.sentence, [])];
  });
}

function contentOf(
  intent: Intent,
  sections: Readonly<Record<ArticleSectionKey, readonly ArticleSentence[]>>,
  code: string,
): ArticleContent {
  const { headings } = articleWords(code);
  return {
    title: titleOf(intent.name, languageOf(code)),
    summary: countedSummary(Object.values(sections).flat(), code),
    sections: sectionOrder.flatMap((key): ArticleSection[] =>
      sections[key].length === 0 ? [] : [{ key, heading: headings[key], sentences: sections[key] }],
    ),
    method: 'extractive',
    language: code,
  };
}
