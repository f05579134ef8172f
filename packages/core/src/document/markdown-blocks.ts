import type { BlockSpan } from './document.ts';
import { type DocumentText, documentText } from './document-text.ts';
import { visibleText } from './markdown-inline.ts';

const fence = /^(\s*)(`{3,}|~{3,})(.*)$/u;
const atxHeading = /^\s{0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/u;
const listItem = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)(.*)$/u;
const rule = /^\s{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/u;
const tableDivider = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/u;
const definition = /^\s{0,3}\[(?!\^)[^\]]+\]:\s+\S+/u;

/** A list that is open while lines are read. Numbers are counted as a reader sees them, whatever the source says. */
interface OpenList {
  readonly indent: number;
  readonly ordered: boolean;
  next: number;
}

/** Reads the lines of a Markdown file into visible text with blocks. */
export function readMarkdownBlocks(markdown: string): {
  readonly text: string;
  readonly blocks: readonly BlockSpan[];
} {
  const lines = withoutInvisible(markdown)
    .split('\n')
    .map((line) => line.replace(/^(?:\s{0,3}>[ \t]?)+/u, ''));
  const output = documentText();
  const lists: OpenList[] = [];
  let index = 0;
  while (index < lines.length) index = readBlock(lines, index, output, lists);
  return output.finish();
}

/** Reads the block that begins at `index`; returns the line after it. */
function readBlock(lines: readonly string[], index: number, output: DocumentText, lists: OpenList[]): number {
  const line = lines[index]!;
  if (line.trim() === '' || definition.test(line)) return index + 1;
  if (fence.test(line)) return readFence(lines, index, output);
  const heading = atxHeading.exec(line);
  if (heading !== null) {
    lists.length = 0;
    output.add({ kind: 'heading', level: heading[1]!.length, text: visibleText(heading[2] ?? '') });
    return index + 1;
  }
  if (rule.test(line)) return endLists(lists, index + 1);
  if (isTable(lines, index)) return readTable(lines, index, output);
  const item = listItem.exec(line);
  if (item !== null) return readListItem(lines, index, item, output, lists);
  const indent = indentOf(line);
  if (indent >= 4 && lists.length === 0) return readIndentedCode(lines, index, output);
  if (indent === 0) lists.length = 0;
  return readParagraph(lines, index, output);
}

function endLists(lists: OpenList[], next: number): number {
  lists.length = 0;
  return next;
}

const indentOf = (line: string): number => (/^[ \t]*/u.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;

function readFence(lines: readonly string[], index: number, output: DocumentText): number {
  const [, indent = '', mark = ''] = fence.exec(lines[index]!) ?? [];
  let end = index + 1;
  while (end < lines.length && !isClosingFence(lines[end]!, mark)) end += 1;
  const code = lines
    .slice(index + 1, end)
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()));
  output.add({ kind: 'code', text: code.join('\n') });
  return end + 1;
}

function isClosingFence(line: string, mark: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= mark.length && trimmed === mark[0]!.repeat(trimmed.length);
}

function readIndentedCode(lines: readonly string[], index: number, output: DocumentText): number {
  let end = index;
  while (end < lines.length && (indentOf(lines[end]!) >= 4 || lines[end]!.trim() === '')) end += 1;
  output.add({
    kind: 'code',
    text: lines
      .slice(index, end)
      .map((line) => line.replace(/^(?: {4}|\t)/u, ''))
      .join('\n'),
  });
  return end;
}

const isTable = (lines: readonly string[], index: number): boolean =>
  lines[index]!.includes('|') &&
  tableDivider.test(lines[index + 1] ?? '') &&
  (lines[index + 1] ?? '').includes('|');

function readTable(lines: readonly string[], index: number, output: DocumentText): number {
  let end = index;
  for (; end < lines.length && lines[end]!.includes('|') && lines[end]!.trim() !== ''; end += 1) {
    if (end === index + 1) continue;
    const text = cellsOf(lines[end]!)
      .map((cell) => visibleText(cell).replace(/\s+/gu, ' ').trim())
      .join(' | ');
    output.add({ kind: 'table-row', text, joined: end > index });
  }
  return end;
}

/** Splits a row at bars that are neither escaped nor inside code. */
function cellsOf(row: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let inCode = false;
  const inner = row
    .trim()
    .replace(/^\|/u, '')
    .replace(/(?<!\\)\|$/u, '');
  for (let at = 0; at < inner.length; at += 1) {
    const character = inner[at]!;
    if (character === '\\' && inner[at + 1] === '|') {
      cell += '|';
      at += 1;
    } else if (character === '|' && !inCode) {
      cells.push(cell);
      cell = '';
    } else {
      if (character === '`') inCode = !inCode;
      cell += character;
    }
  }
  return [...cells, cell];
}

function readListItem(
  lines: readonly string[],
  index: number,
  item: RegExpExecArray,
  output: DocumentText,
  lists: OpenList[],
): number {
  const [, space = '', marker = '', gap = '', first = ''] = item;
  const indent = indentOf(space);
  const joined = lists.length > 0;
  const list = openList(lists, indent, marker);
  const content = [first];
  let end = index + 1;
  while (end < lines.length && continuesParagraph(lines, end)) {
    content.push(lines[end]!);
    end += 1;
  }
  const shown = list.ordered ? `${list.next}.` : '-';
  list.next += 1;
  if (gap.length > 0) output.add({ kind: 'list-item', text: withMarker(shown, joinLines(content)), joined });
  return end;
}

const withMarker = (marker: string, text: string): string => (text === '' ? '' : `${marker} ${text}`);

function openList(lists: OpenList[], indent: number, marker: string): OpenList {
  while (lists.length > 0 && lists.at(-1)!.indent > indent + 1) lists.pop();
  const ordered = /^\d/u.test(marker);
  const last = lists.at(-1);
  if (last !== undefined && Math.abs(last.indent - indent) <= 1 && last.ordered === ordered) return last;
  if (last !== undefined && Math.abs(last.indent - indent) <= 1) lists.pop();
  const list: OpenList = { indent, ordered, next: ordered ? Number.parseInt(marker, 10) : 1 };
  lists.push(list);
  return list;
}

const continuesParagraph = (lines: readonly string[], index: number): boolean => {
  const line = lines[index]!;
  return (
    line.trim() !== '' &&
    !listItem.test(line) &&
    !fence.test(line) &&
    !atxHeading.test(line) &&
    !rule.test(line) &&
    !isTable(lines, index)
  );
};

function readParagraph(lines: readonly string[], index: number, output: DocumentText): number {
  let end = index + 1;
  while (end < lines.length && continuesParagraph(lines, end) && !isUnderline(lines[end]!)) end += 1;
  const text = joinLines(lines.slice(index, end));
  const underline = lines[end];
  if (underline !== undefined && isUnderline(underline)) {
    output.add({
      kind: 'heading',
      level: underline.trim().startsWith('=') ? 1 : 2,
      text: text.replace(/\s+/gu, ' '),
    });
    return end + 1;
  }
  output.add({ kind: 'paragraph', text });
  return end;
}

const isUnderline = (line: string): boolean => /^\s{0,3}(?:=+|-{2,})\s*$/u.test(line);

/** Lines of a paragraph flow together; two spaces at a line's end, a backslash or `<br>` break it. */
function joinLines(lines: readonly string[]): string {
  const source = lines.map((line, at) => line.trimStart() + (at < lines.length - 1 ? '\n' : '')).join('');
  const broken = source.replace(/ {2,}\n/gu, '\\\n');
  return visibleText(broken.replace(/(?<!\\)\n/gu, ' '))
    .replace(/[ \t]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .trim();
}

/** Comments, scripts and styles are not visible; inside code fences they are text. */
function withoutInvisible(markdown: string): string {
  const parts = markdown.split(
    /(^[ \t]*(?:`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t]*(?:`{3,}|~{3,})[ \t]*$|(?![\s\S])))/mu,
  );
  return parts
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part.replace(/<!--[\s\S]*?(?:-->|(?![\s\S]))|<(script|style)\b[\s\S]*?<\/\1\s*>/giu, ''),
    )
    .join('');
}
