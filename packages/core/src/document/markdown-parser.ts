import { decodeText, readDocument, wasCut } from './decode-text.ts';
import type { DocumentParser } from './document-parser.ts';
import { readMarkdownBlocks } from './markdown-blocks.ts';

/**
 * Reads Markdown without a dependency: headings, paragraphs, lists, tables, code and front matter. The text is what a reader of the
 * rendered page sees, so a quote from it can be shown to that reader.
 */
export function markdownParser(): DocumentParser {
  return {
    name: 'markdown@2',
    mediaTypes: ['text/markdown'],
    factory: { module: '@ticket-ai/core', name: 'markdownParser' },
    async parse({ bytes, limits }) {
      const decoded = decodeText(bytes, limits);
      if ('unreadable' in decoded) return decoded.unreadable;
      const { body, title } = splitFrontMatter(decoded.text);
      const content = readMarkdownBlocks(body);
      const headings = content.blocks.filter((block) => block.kind === 'heading');
      const top = headings.find((block) => block.level === 1) ?? headings[0];
      return readDocument(content, {
        title: title ?? (top === undefined ? undefined : content.text.slice(top.start, top.end)),
        warnings: decoded.warnings,
        cut: wasCut(decoded.warnings),
      });
    },
  };
}

/** Front matter is metadata for machines: only its title is used. A rule at the top of a page is not front matter. */
function splitFrontMatter(text: string): { body: string; title?: string } {
  const match =
    /^---[ \t]*\n((?:[ \t]*[\w-]+[ \t]*:[^\n]*\n|[ \t]+[^\n]*\n|[ \t]*-[^\n]*\n|[ \t]*#[^\n]*\n|[ \t]*\n)*)(?:---|\.\.\.)[ \t]*(?:\n|$)/u.exec(
      text,
    ) ??
    /^\+\+\+[ \t]*\n((?:[ \t]*[\w."-]+[ \t]*=[^\n]*\n|[ \t]*[[\]#"'][^\n]*\n|[ \t]*\n)*)\+\+\+[ \t]*(?:\n|$)/u.exec(
      text,
    );
  if (match === null) return { body: text };
  const body = text.slice(match[0].length);
  const title = /^title[ \t]*[:=][ \t]*(\S[^\n]*)$/mu
    .exec(match[1] ?? '')?.[1]
    ?.trim()
    .replace(/^(["'])(.*)\1$/u, '$2');
  return title === undefined ? { body } : { body, title };
}
