import {
  type DocumentParser,
  decodeText,
  defaultParseLimits,
  readDocument,
  throwIfAborted,
  unreadableDocument,
  wasCut,
} from '@ticket-ai/core';
import { type Element, findAll, parseTree, textContent } from './parse-tree.ts';
import { readBlocks } from './read-blocks.ts';
import { findContent } from './visibility.ts';

/**
 * Reads what a reader of a web page sees: headings, paragraphs, lists, tables and code. Scripts, hidden text, navigation, cookie notices and
 * the header, footer and side matter of the page are left out.
 */
export function htmlDocumentParser(): DocumentParser {
  return {
    name: 'html@2',
    mediaTypes: ['text/html', 'application/xhtml+xml'],
    factory: { module: import.meta.url, name: 'htmlDocumentParser' },
    async parse({ bytes, limits, abortSignal }) {
      throwIfAborted(abortSignal);
      const decoded = decodeText(bytes, limits, statedEncoding(bytes));
      if ('unreadable' in decoded) return decoded.unreadable;
      const tree = parseTree(decoded.text, limits?.milliseconds ?? defaultParseLimits.milliseconds);
      if (tree === undefined) {
        return unreadableDocument(
          'invalid',
          'The page is nested too deep or has too many elements to be read safely.',
        );
      }
      const content = readPage(findAll(tree, ({ tagName }) => tagName === 'body'));
      const [heading] = content.blocks.filter(({ kind, level }) => kind === 'heading' && level === 1);
      const [title] = findAll(tree, ({ tagName }) => tagName === 'title').map((element) =>
        textContent(element).replace(/\s+/g, ' ').trim(),
      );
      return readDocument(content, {
        title: heading === undefined ? title || undefined : content.text.slice(heading.start, heading.end),
        warnings: [...decoded.warnings, ...hiddenWarning(content.hidden)],
        cut: wasCut(decoded.warnings),
      });
    },
  };
}

/** What the page says about its encoding; browsers look at its first kilobyte too. */
function statedEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 1024));
  return /<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1];
}

function hiddenWarning(hidden: number): readonly string[] {
  return hidden === 0
    ? []
    : [
        `${hidden} characters that a reader of the page does not see (hidden by attribute or style) were left out.`,
      ];
}

/** A page without a main part is read without its furniture, unless all its text is in there. */
function readPage([body]: readonly Element[]): ReturnType<typeof readBlocks> {
  if (body === undefined) return { text: '', blocks: [], hidden: 0 };
  const main = findContent(body);
  const content = readBlocks(main ?? body, { keepFurniture: main !== undefined });
  return content.text === '' ? readBlocks(body, { keepFurniture: true }) : content;
}
