import type { DocumentVersionId } from '../ids.ts';
import type { ArticleContent, ArticleSection, ArticleSentence } from './article.ts';
import { type ArticleWords, articleWords } from './article-words.ts';

/** How to render. */
export interface RenderArticleOptions {
  /** Name of a document version, for the list of sources. Documents without a name are counted. */
  readonly titleOf?: (versionId: DocumentVersionId) => string | undefined;
  /** Marks steps that only one ticket supports, for reviewers. Default false. */
  readonly markRare?: boolean;
}

/** An article as Markdown. All text is escaped: what an agent once wrote cannot become a link, an image, a heading or HTML. */
export function renderArticle(content: ArticleContent, options: RenderArticleOptions = {}): string {
  const words = articleWords(content.language);
  const sections = content.sections
    .filter(({ sentences }) => sentences.length > 0)
    .map((section) => renderSection(section, words, options));
  const sources = renderSources(content, words, options);
  const parts = [
    `# ${escapeMarkdown(content.title)}`,
    escapeMarkdown(content.summary),
    ...sections,
    sources,
    `*${words.methods[content.method]}*`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function renderSection(
  { key, heading, sentences }: ArticleSection,
  words: ArticleWords,
  options: RenderArticleOptions,
): string {
  const lines = sentences.map(
    (sentence, index) =>
      `${key === 'steps' ? `${index + 1}.` : '-'} ${renderSentence(sentence, words, options)}`,
  );
  return `## ${escapeMarkdown(heading)}\n\n${lines.join('\n')}`;
}

function renderSentence(
  { text, evidence, support, verified }: ArticleSentence,
  { seenOnce, notVerified }: ArticleWords,
  { markRare = false }: RenderArticleOptions,
): string {
  const rare = markRare && support <= 1 && evidence.every(({ kind }) => kind === 'reply');
  const marks = [...(rare ? [seenOnce] : []), ...(verified ? [] : [notVerified])];
  return `${escapeMarkdown(text)}${marks.length === 0 ? '' : ` *(${marks.join(', ')})*`}`;
}

function renderSources(
  { sections }: ArticleContent,
  words: ArticleWords,
  { titleOf }: RenderArticleOptions,
): string {
  const spans = sections.flatMap(({ sentences }) => sentences.flatMap(({ evidence }) => evidence));
  const tickets = new Set(spans.flatMap((span) => (span.kind === 'reply' ? [span.ticketId] : []))).size;
  const pages = new Map<DocumentVersionId, Set<number>>();
  for (const span of spans) {
    if (span.kind === 'passage')
      pages.set(span.versionId, (pages.get(span.versionId) ?? new Set()).add(span.page));
  }
  const documents = [...pages].flatMap(([versionId, numbers]) => {
    const title = titleOf?.(versionId);
    const several = numbers.size > 1 || !numbers.has(1);
    return title === undefined
      ? []
      : [
          `- ${escapeMarkdown(title)}${several ? `, ${words.page} ${[...numbers].sort((a, b) => a - b).join(', ')}` : ''}`,
        ];
  });
  const replies = tickets === 0 ? [] : [`- ${words.repliesIn(tickets)}`];
  const unnamed = pages.size - documents.length;
  const others = unnamed === 0 ? [] : [`- ${words.documents(unnamed)}`];
  const lines = [...documents, ...others, ...replies];
  return lines.length === 0 ? '' : `## ${words.sources}\n\n${lines.join('\n')}`;
}

/** A text that Markdown shows exactly as it is, on one line. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_[\]<>~&|#!]/gu, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/u, '$1\\$2')
    .replace(/^[-+=:]/u, '\\$&');
}
