import type { ArticleContent, ArticleView, EvidenceSpan, Reader, Revision, TicketAI } from '@ticket-ai/core';

/**
 * An article with the words that its sentences stand on, and those of sources that say otherwise: of the revisions that are reviewed and read. Of
 * older ones nobody decides any more. All are read at once, whatever their number; words of documents that are for others than the reader are not
 * among them.
 */
export async function quotedArticle(desk: TicketAI, view: ArticleView, { groups }: Reader) {
  const { revisionId, publishedRevisionId } = view.article;
  const shown = view.revisions.filter(({ id }) => id === revisionId || id === publishedRevisionId);
  const spans = shown.flatMap(placesOf);
  const found = await desk.articles.quotes(spans, { reader: { groups } });
  const quotes = new Map(spans.map((span, index) => [span, found[index]]));
  const quoted = (span: EvidenceSpan) => {
    const { text: quote, title } = quotes.get(span) ?? {};
    return { ...span, ...(quote === undefined ? {} : { quote }), ...(title === undefined ? {} : { title }) };
  };
  return {
    ...view,
    revisions: view.revisions.map(({ checks, ...revision }) => ({
      ...revision,
      content: quotedContent(revision.content, quoted),
      ...(checks === undefined ? {} : { checks: quotedChecks(checks, quoted) }),
    })),
  };
}

type Quoted = (span: EvidenceSpan) => EvidenceSpan & { readonly quote?: string; readonly title?: string };

function placesOf({ content, checks }: Revision): readonly EvidenceSpan[] {
  const sentences = content.sections.flatMap((section) => section.sentences);
  const conflicts = checks?.conflicts ?? [];
  return [...sentences.flatMap(({ evidence }) => evidence), ...conflicts.map(({ source }) => source)];
}

function quotedContent(content: ArticleContent, quoted: Quoted) {
  const sections = content.sections.map((section) => ({
    ...section,
    sentences: section.sentences.map((sentence) => ({
      ...sentence,
      evidence: sentence.evidence.map(quoted),
    })),
  }));
  return { ...content, sections };
}

function quotedChecks({ conflicts, ...checks }: NonNullable<Revision['checks']>, quoted: Quoted) {
  if (conflicts === undefined) return checks;
  return {
    ...checks,
    conflicts: conflicts.map((conflict) => ({ ...conflict, source: quoted(conflict.source) })),
  };
}
