import type { DocumentVersionId } from '../ids.ts';
import type { ArticleContent, ArticleSection, ArticleSentence } from './article.ts';

/** How to render. */
export interface RenderArticleOptions {
  /** Name of a document version, for the list of sources. Documents without a name are counted. */
  readonly titleOf?: (versionId: DocumentVersionId) => string | undefined;
  /** Marks steps that only one ticket supports, for reviewers. Default false. */
  readonly markRare?: boolean;
}

/** How an article was made, in words that readers see. */
export const methodLabels: Readonly<Record<ArticleContent['method'], string>> = {
  extractive: 'Assembled from ticket replies; not written by AI',
  model: 'Written by AI from ticket replies and documents; every sentence has a checked quote',
  person: 'Written by a person',
};

/** An article as Markdown. All text is escaped: what an agent once wrote cannot become a link, an image, a heading or HTML. */
export function renderArticle(content: ArticleContent, options: RenderArticleOptions = {}): string {
  const sections = content.sections
    .filter(({ sentences }) => sentences.length > 0)
    .map((section) => renderSection(section, options));
  const sources = renderSources(content, options);
  const parts = [
    `# ${escapeMarkdown(content.title)}`,
    escapeMarkdown(content.summary),
    ...sections,
    sources,
    `*${methodLabels[content.method]}*`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function renderSection({ key, heading, sentences }: ArticleSection, options: RenderArticleOptions): string {
  const lines = sentences.map(
    (sentence, index) => `${key === 'steps' ? `${index + 1}.` : '-'} ${renderSentence(sentence, options)}`,
  );
  return `## ${escapeMarkdown(heading)}\n\n${lines.join('\n')}`;
}

function renderSentence(
  { text, evidence, support, verified }: ArticleSentence,
  { markRare = false }: RenderArticleOptions,
): string {
  const rare = markRare && support <= 1 && evidence.every(({ kind }) => kind === 'reply');
  const marks = [...(rare ? ['seen once'] : []), ...(verified ? [] : ['not verified'])];
  return `${escapeMarkdown(text)}${marks.length === 0 ? '' : ` *(${marks.join(', ')})*`}`;
}

function renderSources({ sections }: ArticleContent, { titleOf }: RenderArticleOptions): string {
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
          `- ${escapeMarkdown(title)}${several ? `, page ${[...numbers].sort((a, b) => a - b).join(', ')}` : ''}`,
        ];
  });
  const replies = tickets === 0 ? [] : [`- Replies in ${tickets} ticket${tickets === 1 ? '' : 's'}`];
  const unnamed = pages.size - documents.length;
  const others = unnamed === 0 ? [] : [`- ${unnamed} document${unnamed === 1 ? '' : 's'}`];
  const lines = [...documents, ...others, ...replies];
  return lines.length === 0 ? '' : `## Sources\n\n${lines.join('\n')}`;
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
