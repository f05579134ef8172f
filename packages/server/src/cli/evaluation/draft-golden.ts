import {
  type ArticleContent,
  type ArticleSentence,
  type Clusterer,
  createTicketAI,
  type Revision,
  renderArticle,
  type TicketAI,
} from '@ticket-ai/core';
import type { GoldenArticle } from './golden-articles.ts';

/** What was written for one intent. */
export interface DraftedGolden {
  readonly intent: string;
  /** Its steps; empty when there is no article. */
  readonly steps: readonly string[];
  /** The article as a reviewer reads it; why there is none. */
  readonly markdown: string;
  readonly sentences: number;
  /** Sentences that hold a word which none of the places they cite holds. */
  readonly unsupported: readonly string[];
  /** Pieces of personal data that stand in it. */
  readonly leaked: readonly string[];
}

/** Drafts the article of one intent in a desk of its own, as the product does without a model: gate, evidence, draft, check. */
export async function draftGolden(golden: GoldenArticle): Promise<DraftedGolden> {
  const desk = createTicketAI({ clusterer: oneIntent(golden.intent), now: () => Date.UTC(2026, 0, 1) });
  for (const [index, { title, text }] of golden.documents.entries())
    await desk.documents.add({
      bytes: new TextEncoder().encode(`# ${title}\n\n${text}\n`),
      source: `${index}.md`,
      title,
    });
  await desk.ingest(
    golden.tickets.map(({ customer, agent }, index) => ({
      externalId: String(index),
      subject: customer,
      status: 'solved' as const,
      messages: [
        { role: 'customer' as const, text: customer },
        { role: 'agent' as const, text: agent },
      ],
    })),
  );
  const { intents } = await desk.discover();
  const article = intents[0] === undefined ? undefined : await desk.articles.draft(intents[0].id);
  const revision = article === undefined ? undefined : (await desk.articles.get(article.id)).revisions.at(-1);
  if (revision === undefined) return nothing(golden, article?.remark ?? 'the intent has no article');
  const markdown = renderArticle(revision.content, { markRare: true });
  const sentences = sentencesOf(revision.content);
  return {
    intent: golden.intent,
    steps: stepsOf(revision.content),
    markdown,
    sentences: sentences.length,
    unsupported: await unsupportedOf(desk, revision),
    leaked: golden.private.filter((piece) => holdsWord(markdown, piece)),
  };
}

const nothing = ({ intent }: GoldenArticle, reason: string): DraftedGolden => ({
  intent,
  steps: [],
  markdown: `# ${intent}\n\nNo article: ${reason}\n`,
  sentences: 0,
  unsupported: [],
  leaked: [],
});

const sentencesOf = ({ sections }: ArticleContent): readonly ArticleSentence[] =>
  sections.flatMap(({ sentences }) => sentences);

const stepsOf = ({ sections }: ArticleContent): readonly string[] =>
  sections.filter(({ key }) => key === 'steps').flatMap(({ sentences }) => sentences.map(({ text }) => text));

/** Looks words up in the stored sources, by no means that the draft was made or checked with. */
async function unsupportedOf(desk: TicketAI, { content }: Revision): Promise<readonly string[]> {
  const store = await desk.store();
  const sources = new Map<string, string>();
  const spans = sentencesOf(content).flatMap(({ evidence }) => evidence);
  const messageIds = spans.flatMap((span) => (span.kind === 'reply' ? [span.messageId] : []));
  for (const { id, text } of await store.messages.getMany([...new Set(messageIds)])) sources.set(id, text);
  const versionIds = spans.flatMap((span) => (span.kind === 'passage' ? [span.versionId] : []));
  for (const { id, text } of await store.documentVersions.getMany([...new Set(versionIds)]))
    sources.set(id, text);
  return sentencesOf(content).flatMap(({ text, evidence }) => {
    const quotes = evidence.map((span) =>
      (sources.get(span.kind === 'reply' ? span.messageId : span.versionId) ?? '').slice(
        span.start,
        span.end,
      ),
    );
    const words = wordsOf(text.replace(/\[[^\]]+\]/gu, ' '));
    return quotes.some((quote) => words.isSubsetOf(wordsOf(quote))) ? [] : [text];
  });
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));

function holdsWord(text: string, piece: string): boolean {
  const escaped = piece.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(text);
}

/** All tickets are of the intent: how well intents are found is another measure. */
function oneIntent(name: string): Clusterer {
  return {
    name: 'golden@1',
    async discover({ tickets }) {
      const members = tickets.map(({ ticketId }) => ({ ticketId, confidence: 1 }));
      return {
        intents: [{ name, nameSource: 'lexical', description: '', terms: [], members }],
        unassigned: [],
        notes: [],
      };
    },
    async assign({ tickets }) {
      return {
        decisions: tickets.map(({ ticketId }) => ({
          ticketId,
          candidates: [],
          noneScore: 1,
          reason: 'Intents are given.',
        })),
      };
    },
  };
}
