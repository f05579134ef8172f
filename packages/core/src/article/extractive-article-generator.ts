import type { Intent } from '../intent/intent.ts';
import type { Language } from '../text/language.ts';
import { applyFeedback } from './apply-feedback.ts';
import type { ArticleContent, ArticleSection, ArticleSectionKey, ArticleSentence } from './article.ts';
import type { ArticleDraft, ArticleGenerator, Evidence } from './article-generator.ts';
import { chooseSteps } from './choose-steps.ts';
import {
  articleSentence,
  contentTerms,
  groupSentences,
  hasMask,
  type Similarity,
  similarityOf,
} from './group-sentences.ts';
import {
  type PassageEvidence,
  passageSentences,
  type ReplyEvidence,
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
      const language = mainLanguage(evidence);
      const sources = readEvidence(evidence, language);
      const similarity = similarityOf(sources.all, language);
      if (previous !== undefined && feedback !== undefined && feedback.length > 0) {
        return { status: 'drafted', ...applyFeedback(previous, feedback, sources.all, similarity, language) };
      }
      return draft(intent, questions, evidence, sources, similarity, language);
    },
  };
}

interface Sources {
  readonly all: readonly SourceSentence[];
  readonly replies: readonly SourceSentence[];
  readonly passages: readonly SourceSentence[];
}

/** The language most replies are in; without replies, most passages. An article has one language. */
function mainLanguage(evidence: readonly Evidence[]): Language {
  const replies = evidence.filter(({ kind }) => kind === 'reply');
  const counts = new Map<string, number>();
  for (const { language } of replies.length > 0 ? replies : evidence)
    counts.set(language.slice(0, 2), (counts.get(language.slice(0, 2)) ?? 0) + 1);
  const [first] = [...counts].sort((left, right) => right[1] - left[1]);
  return first?.[0] === 'de' || first?.[0] === 'es' ? first[0] : 'en';
}

function readEvidence(evidence: readonly Evidence[], language: Language): Sources {
  const fits = (one: Evidence) =>
    one.language === 'und' || one.language === '' || one.language.startsWith(language);
  const replies = evidence
    .filter((one): one is ReplyEvidence => one.kind === 'reply' && one.resolved && fits(one))
    .flatMap(replySentences);
  const passages = evidence
    .filter((one): one is PassageEvidence => one.kind === 'passage' && fits(one))
    .flatMap(passageSentences);
  return { all: [...replies, ...passages], replies, passages };
}

function draft(
  intent: Intent,
  questions: readonly string[],
  evidence: readonly Evidence[],
  { replies, passages }: Sources,
  similarity: Similarity,
  language: Language,
): ArticleDraft {
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
  return { status: 'drafted', content: contentOf(intent, sections, language) };
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

const headings: Readonly<Record<'en' | 'de' | 'es', Readonly<Record<ArticleSectionKey, string>>>> = {
  en: {
    symptoms: 'When this helps',
    cause: 'Cause',
    steps: 'Steps',
    notes: 'Good to know',
    sources: 'From the documents',
  },
  de: {
    symptoms: 'Wann das hilft',
    cause: 'Ursache',
    steps: 'Schritte',
    notes: 'Gut zu wissen',
    sources: 'Aus den Dokumenten',
  },
  es: {
    symptoms: 'Cuándo ayuda',
    cause: 'Causa',
    steps: 'Pasos',
    notes: 'Conviene saber',
    sources: 'De los documentos',
  },
};

function contentOf(
  intent: Intent,
  sections: Readonly<Record<ArticleSectionKey, readonly ArticleSentence[]>>,
  language: Language,
): ArticleContent {
  const named = headings[language === 'de' || language === 'es' ? language : 'en'];
  const order: readonly ArticleSectionKey[] = ['symptoms', 'cause', 'steps', 'notes', 'sources'];
  return {
    title: titleOf(intent.name, language),
    summary: summaryOf(Object.values(sections).flat()),
    sections: order.flatMap((key): ArticleSection[] =>
      sections[key].length === 0 ? [] : [{ key, heading: named[key], sentences: sections[key] }],
    ),
    method: 'extractive',
    language,
  };
}

const verbStart =
  /^(?:accept|activate|add|apply|book|cancel|change|charge|check|claim|close|confirm|connect|contact|create|deactivate|delete|disable|dispute|download|edit|enable|export|file|find|fix|get|import|install|invite|locate|log|merge|move|open|order|pair|pay|place|reach|recover|receive|redeem|regain|register|remove|renew|repair|replace|report|request|reset|restore|return|review|schedule|send|set|sign|stop|submit|subscribe|switch|track|transfer|troubleshoot|unlock|unsubscribe|update|upgrade|upload|use|verify|view|withdraw)\b/iu;

/** "Cancel an order" becomes "How to cancel an order"; a name that is not an activity is left in its own words. */
function titleOf(name: string, language: Language): string {
  if (language !== 'en') return name;
  if (/^how to\b/iu.test(name)) return name;
  const lowered = /^\p{Lu}\p{Ll}/u.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name;
  return verbStart.test(name) ? `How to ${lowered}` : `How to solve: ${name}`;
}

/** True by construction: it only counts what is quoted below. */
function summaryOf(sentences: readonly ArticleSentence[]): string {
  const spans = sentences.flatMap(({ evidence }) => evidence);
  const tickets = new Set(spans.flatMap((span) => (span.kind === 'reply' ? [span.ticketId] : []))).size;
  const documents = new Set(spans.flatMap((span) => (span.kind === 'passage' ? [span.versionId] : []))).size;
  const count = (number: number, word: string) =>
    number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`];
  return `Based on ${[...count(tickets, 'solved ticket'), ...count(documents, 'document')].join(' and ')}.`;
}
