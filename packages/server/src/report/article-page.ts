import {
  type ArticleContent,
  type ArticleSection,
  articleWords,
  type DocumentVersionId,
} from '@ticket-ai/core';
import { type Html, html, trusted } from './html.ts';

/** An article as a page of its own: no script, nothing is loaded from anywhere, all text is escaped. */
export function articlePage(
  content: ArticleContent,
  titleOf: (versionId: DocumentVersionId) => string | undefined,
): string {
  const words = articleWords(content.language);
  const spans = content.sections.flatMap(({ sentences }) => sentences.flatMap(({ evidence }) => evidence));
  const sources = new Set(
    spans.flatMap((span) => (span.kind === 'passage' ? (titleOf(span.versionId) ?? []) : [])),
  );
  return page(
    content.language,
    content.title,
    html`<nav><a href="index.html">All articles</a></nav>
<h1>${content.title}</h1>
<p>${content.summary}</p>
${content.sections.map(section)}${
  sources.size > 0 &&
  html`<h2>${words.sources}</h2>\n<ul>${[...sources].map((title) => html`<li>${title}</li>`)}</ul>\n`
}<footer>${words.methods[content.method]}</footer>`,
  );
}

/** The page that leads to all others. */
export function articleIndexPage(
  articles: readonly { readonly title: string; readonly file: string }[],
): string {
  const items = articles.map(({ title, file }) => html`<li><a href="${file}">${title}</a></li>\n`);
  return page('en', 'Articles', html`<h1>Articles</h1>\n<ul>\n${items}</ul>`);
}

function section({ key, heading, sentences }: ArticleSection): Html {
  const items = sentences.map(({ text }) => html`<li>${text}</li>\n`);
  return html`<h2>${heading}</h2>\n${key === 'steps' ? html`<ol>\n${items}</ol>` : html`<ul>\n${items}</ul>`}\n`;
}

const style =
  'body{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}footer{margin-top:2rem;font-size:.875rem;opacity:.75}';

function page(language: string, title: string, body: Html): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.source;
}
