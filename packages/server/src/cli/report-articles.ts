import {
  type Article,
  type ArticleSentence,
  collectAll,
  type EvidenceSpan,
  type IntentId,
  type Revision,
  type TicketAI,
} from '@ticket-ai/core';
import type { ReportArticle } from '../report/report-data.ts';

/** The articles of a workspace as a report shows them, by intent. */
export async function readReportArticles(desk: TicketAI): Promise<ReadonlyMap<IntentId, ReportArticle>> {
  const store = await desk.store();
  const articles = await collectAll(store.articles);
  const wanted = articles.flatMap((article) => article.publishedRevisionId ?? article.revisionId ?? []);
  const revisions = new Map(
    (await store.revisions.getMany(wanted)).map((revision) => [revision.articleId, revision]),
  );
  const nameSource = await sourceNames(desk, [...revisions.values()]);
  return new Map(
    articles.flatMap((article) => {
      const revision = revisions.get(article.id);
      return revision === undefined ? [] : [[article.intentId, reportArticle(article, revision, nameSource)]];
    }),
  );
}

function reportArticle(
  { status }: Article,
  { content }: Revision,
  nameSource: (span: EvidenceSpan) => string,
): ReportArticle {
  const steps = content.sections.find(({ key }) => key === 'steps')?.sentences ?? [];
  return {
    title: content.title,
    status: status.replaceAll('-', ' '),
    method: content.method,
    ...(content.summary === '' ? {} : { summary: content.summary }),
    steps: steps.map(({ text, evidence }) => ({
      text,
      source: evidence[0] === undefined ? '' : nameSource(evidence[0]),
    })),
  };
}

/** What people call the sources that these revisions cite. */
async function sourceNames(
  desk: TicketAI,
  revisions: readonly Revision[],
): Promise<(span: EvidenceSpan) => string> {
  const store = await desk.store();
  const spans = revisions.flatMap(({ content }) =>
    content.sections.flatMap(({ sentences }) =>
      sentences.flatMap(({ evidence }: ArticleSentence) => evidence),
    ),
  );
  const tickets = await store.tickets.getMany([
    ...new Set(spans.flatMap((span) => (span.kind === 'reply' ? [span.ticketId] : []))),
  ]);
  const versions = await store.documentVersions.getMany([
    ...new Set(spans.flatMap((span) => (span.kind === 'passage' ? [span.versionId] : []))),
  ]);
  const documents = await store.documents.getMany([...new Set(versions.map(({ documentId }) => documentId))]);
  const titles = new Map(documents.map(({ id, source }) => [id, source]));
  const names = new Map<string, string>([
    ...tickets.map(({ id, externalId }) => [id, `ticket ${externalId}`] as const),
    ...versions.map(({ id, documentId }) => [id, titles.get(documentId) ?? 'a document'] as const),
  ]);
  return (span) =>
    span.kind === 'reply'
      ? (names.get(span.ticketId) ?? 'a ticket')
      : `${names.get(span.versionId) ?? 'a document'}, page ${span.page}`;
}
