import { decodeText, readDocument, wasCut } from './decode-text.ts';
import type { DocumentParser } from './document-parser.ts';
import { type DocumentText, documentText } from './document-text.ts';

const marker = /^\s*(?:[-*•–]|\d{1,3}[.)]|[a-z][.)])\s+\S/u;

/** Reads plain text: paragraphs, lists and headings by their look. Lines that were only wrapped flow together; short lines stay lines. */
export function textParser(): DocumentParser {
  return {
    name: 'text@1',
    mediaTypes: ['text/plain'],
    factory: { module: '@ticket-ai/core', name: 'textParser' },
    async parse({ bytes, limits }) {
      const decoded = decodeText(bytes, limits);
      if ('unreadable' in decoded) return decoded.unreadable;
      const content = readTextBlocks(decoded.text);
      const first = content.blocks[0];
      return readDocument(content, {
        title: first?.kind === 'heading' ? content.text.slice(first.start, first.end) : undefined,
        warnings: decoded.warnings,
        cut: wasCut(decoded.warnings),
      });
    },
  };
}

function readTextBlocks(text: string) {
  const output = documentText();
  for (const part of text.split(/\n[ \t]*(?:\n[ \t]*)+/u)) {
    const lines = part
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line.trim() !== '');
    if (lines.length > 0) readPart(lines, output);
  }
  return output.finish();
}

/** One part between empty lines: maybe a heading, then paragraphs and list items. */
function readPart(lines: readonly string[], output: DocumentText): void {
  let rest = lines;
  const underline = lines[1];
  if (underline !== undefined && /^\s*(?:={3,}|-{3,}|~{3,})\s*$/u.test(underline)) {
    output.add({ kind: 'heading', level: underline.trim().startsWith('=') ? 1 : 2, text: lines[0]! });
    rest = lines.slice(2);
  } else if (lines.length === 1 && headingLevel(lines[0]!) !== undefined) {
    output.add({ kind: 'heading', level: headingLevel(lines[0]!)!, text: lines[0]! });
    return;
  }
  let joined = false;
  for (let start = 0; start < rest.length; ) {
    let end = start + 1;
    while (end < rest.length && !marker.test(rest[end]!)) end += 1;
    const isItem = marker.test(rest[start]!);
    output.add({
      kind: isItem ? 'list-item' : 'paragraph',
      text: flow(rest.slice(start, end)),
      joined: joined && isItem,
    });
    joined = isItem;
    start = end;
  }
}

/** A line of its own is a heading when it is numbered in steps (`2.1 Returns`), all capitals, or ends with a colon and is short. */
function headingLevel(line: string): number | undefined {
  const text = line.trim();
  if (text.length > 80 || /[.;,!?]$/u.test(text) || !/\p{L}{2}/u.test(text)) return undefined;
  const numbered = /^(\d{1,2}(?:\.\d{1,2})*)\.?\s+\p{Lu}/u.exec(text);
  if (numbered !== null) return Math.min(6, numbered[1]!.split('.').length + 1);
  if (marker.test(text)) return undefined;
  if (text === text.toUpperCase() && /\p{Lu}/u.test(text)) return 2;
  return text.endsWith(':') && text.split(/\s+/u).length <= 8 ? 3 : undefined;
}

/** Wrapped lines are about equally long; addresses, logs and verses are not. */
function flow(lines: readonly string[]): string {
  const trimmed = lines.map((line) => line.trim());
  const wrapped = trimmed.slice(0, -1).every((line) => line.length >= 50);
  return trimmed.join(wrapped ? ' ' : '\n');
}
