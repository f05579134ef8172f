import { claimFaults } from '../search/verify-claims.ts';
import { namesIn } from '../text/names-in-message.ts';
import type {
  ArticleContent,
  ArticleSection,
  ArticleSentence,
  EvidenceSpan,
  SectionFeedback,
} from './article.ts';
import type { Evidence } from './article-generator.ts';
import { hidePersonalData } from './personal-data.ts';

/** A draft whose every sentence was proved by code, and how many were not. */
export interface CheckedDraft {
  readonly content: ArticleContent;
  readonly removed: number;
}

/**
 * Keeps the sentences whose places exist in the evidence that was offered and say what the sentence says, and which name no customer.
 * The rest is removed: a draft shows nothing that nobody can look up.
 */
export function checkDraft(
  content: ArticleContent,
  evidence: readonly Evidence[],
  customers: readonly string[] = [],
): CheckedDraft {
  const quoteOf = quoteFinder(evidence);
  let removed = 0;
  const sections = content.sections.map((section): ArticleSection => {
    const sentences = section.sentences.flatMap((sentence): ArticleSentence[] => {
      const checked = checkSentence(sentence, quoteOf, customers);
      if (checked === undefined) removed += 1;
      return checked === undefined ? [] : [checked];
    });
    return { ...section, sentences };
  });
  return {
    content: { ...content, sections: sections.filter(({ sentences }) => sentences.length > 0) },
    removed,
  };
}

type QuoteFinder = (span: EvidenceSpan) => string | undefined;

/** Quotes of replies come without personal data: a sentence that holds some is not proved by them. */
function quoteFinder(evidence: readonly Evidence[]): QuoteFinder {
  const keyOf = (one: Evidence | EvidenceSpan) =>
    one.kind === 'reply' ? `${one.ticketId} ${one.messageId}` : `${one.versionId} ${one.chunkId}`;
  const sources = new Map(evidence.map((one) => [keyOf(one), one]));
  return (span) => {
    const source = sources.get(keyOf(span));
    if (source === undefined) return undefined;
    const offset = source.kind === 'passage' ? source.start : 0;
    const [start, end] = [span.start - offset, span.end - offset];
    if (start < 0 || start >= end || end > source.text.length) return undefined;
    const quote = source.text.slice(start, end);
    return source.kind === 'reply' ? hidePersonalData(quote, namesIn(source.text)) : quote;
  };
}

/** Places that do not exist are dropped; the sentence stays when the others prove it. Only tickets that are looked up count as support. */
function checkSentence(
  sentence: ArticleSentence,
  quoteOf: QuoteFinder,
  customers: readonly string[],
): ArticleSentence | undefined {
  if (namesCustomer(sentence.text, customers)) return undefined;
  const evidence = sentence.evidence.filter((span) => quoteOf(span) !== undefined);
  const quotes = evidence.flatMap((span) => quoteOf(span) ?? []);
  if (quotes.length === 0 || claimFaults(sentence.text, quotes).length > 0) return undefined;
  const tickets = new Set(evidence.flatMap((span) => (span.kind === 'reply' ? [span.ticketId] : [])));
  return { ...sentence, evidence, support: tickets.size, verified: true };
}

/** A requester's name or address inside a sentence. A word that begins a sentence is capital anyway; it is a name only before a comma. */
function namesCustomer(text: string, customers: readonly string[]): boolean {
  return customers.some((customer) => {
    if (customer.length > 2 && text.includes(customer)) return true;
    const names = customer.replace(/@.*$/u, '').match(/\p{L}{3,}/gu) ?? [];
    return names.some((name) => {
      const capital = name.slice(0, 1).toUpperCase() + name.slice(1).toLowerCase();
      return new RegExp(`(?:\\S\\s+${capital}(?!\\p{L})|^${capital},)`, 'u').test(text);
    });
  });
}

/** Puts back what the feedback does not name, so that it stays byte for byte whatever a generator did. */
export function keepUnmentioned(
  previous: ArticleContent,
  next: ArticleContent,
  feedback: readonly SectionFeedback[],
): ArticleContent {
  if (feedback.some(({ section }) => section === undefined)) return next;
  const named = new Set(feedback.map(({ section }) => section));
  const before = previous.sections.filter(({ key }) => !named.has(key));
  const changed = next.sections.filter(({ key }) => named.has(key));
  const place = ({ key }: ArticleSection) => sectionOrder.indexOf(key);
  return {
    ...next,
    title: named.has('title') ? next.title : previous.title,
    summary: named.has('summary') ? next.summary : previous.summary,
    sections: [...before, ...changed].sort((left, right) => place(left) - place(right)),
  };
}

const sectionOrder: readonly ArticleSection['key'][] = ['symptoms', 'cause', 'steps', 'notes', 'sources'];
