import type { BlockSpan } from './document.ts';
import { type DocumentText, documentText } from './document-text.ts';
import { visibleText } from './markdown-inline.ts';
import {
  definition,
  fence,
  isClosingFence,
  type MarkdownLine,
  type MarkdownSource,
  readMarkdownLines,
} from './markdown-lines.ts';

const atxHeading = /^\s{0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/u;
const listItem = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)(.*)$/u;
const rule = /^\s{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/u;
const tableDivider = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/u;
const preformatted = /^\s{0,3}<pre(?![\w-])[^>]*>/iu;
/** Lines around a note, which its page shows as a box. */
const boxLine = /^\s{0,3}:{3,}/u;
const linkTitle = /^\s*(?:"[^"]*"|'[^']*'|\([^)]*\))\s*$/u;

/** A list that is open while lines are read. Numbers are counted as a reader sees them, whatever the source says. */
interface OpenList {
  readonly indent: number;
  /** Where the text of its present item begins. */
  content: number;
  /** What makes a list another one: `-`, `*`, `+`, `.` or `)`. */
  readonly mark: string;
  readonly ordered: boolean;
  next: number;
}

interface Reading extends MarkdownSource {
  readonly output: DocumentText;
  readonly lists: OpenList[];
  /** Of quotes around the last line. */
  depth: number;
}

/** Reads the lines of a Markdown file into visible text with blocks. */
export function readMarkdownBlocks(markdown: string): {
  readonly text: string;
  readonly blocks: readonly BlockSpan[];
} {
  const reading: Reading = {
    ...readMarkdownLines(markdown),
    output: documentText(),
    lists: [],
    depth: 0,
  };
  for (let index = 0; index < reading.lines.length; ) index = readBlock(reading, index);
  return reading.output.finish();
}

/** Reads the block that begins at `index`; returns the line after it. */
function readBlock(reading: Reading, index: number): number {
  const { output, lists, lines } = reading;
  const { text: line, depth } = lines[index]!;
  if (line.trim() === '') return index + 1;
  if (depth !== reading.depth) lists.length = 0;
  reading.depth = depth;
  if (definition.test(line)) return afterDefinition(lines, index);
  if (fence.test(line)) return readFence(reading, index);
  const heading = atxHeading.exec(line);
  if (heading !== null) {
    lists.length = 0;
    output.add({ kind: 'heading', level: heading[1]!.length, text: headingText(heading[2] ?? '', reading) });
    return index + 1;
  }
  if (rule.test(line)) return endLists(lists, index + 1);
  if (boxLine.test(line)) return readBoxLine(reading, index);
  if (preformatted.test(line)) return readPreformatted(reading, index);
  if (isTable(lines, index)) return readTable(reading, index);
  const item = listItem.exec(line);
  if (item !== null) return readListItem(reading, index, item);
  const indent = indentOf(line);
  if (indent === 0) lists.length = 0;
  const code = codeIndent(lists, indent);
  return indent >= code ? readIndentedCode(reading, index, code) : readParagraph(reading, index);
}

function endLists(lists: OpenList[], next: number): number {
  lists.length = 0;
  return next;
}

/** Where links lead is not seen. Target and title may stand on lines of their own. */
function afterDefinition(lines: readonly MarkdownLine[], index: number): number {
  const hasTarget = definition.exec(lines[index]!.text)?.[2] !== '';
  const next = hasTarget ? index + 1 : index + 2;
  return linkTitle.test(lines[next]?.text ?? '') ? next + 1 : next;
}

/** Names for machines behind a heading (`{#id}`) are not shown. */
const headingText = (source: string, { labels }: Reading): string =>
  visibleText(source.replace(/\s*\{#[\w-]+\}\s*$/u, ''), labels).replace(/\s+/gu, ' ');

/** Of a note only its title is text. */
function readBoxLine({ output, labels, lines }: Reading, index: number): number {
  const title = /^\s{0,3}:{3,}\s*[\w-]+\s*(?:\[(.*)\]|([^{[]*))/u.exec(lines[index]!.text);
  output.add({ kind: 'paragraph', text: visibleText(title?.[1] ?? title?.[2] ?? '', labels) });
  return index + 1;
}

const indentOf = (line: string): number => (/^[ \t]*/u.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;

/** Where code begins: four columns further in than the text around it. */
function codeIndent(lists: readonly OpenList[], indent: number): number {
  const around = lists.findLast((list) => list.indent < indent);
  return 4 + (around?.content ?? 0);
}

/** A page may hold HTML where white space counts. */
function readPreformatted({ output, lines }: Reading, index: number): number {
  let end = index;
  while (end < lines.length && !/<\/pre\s*>/iu.test(lines[end]!.text)) end += 1;
  const source = lines
    .slice(index, end + 1)
    .map(({ text }) => text)
    .join('\n');
  const [, inner = ''] = /<pre[^>]*>\n?([\s\S]*?)(?:<\/pre\s*>|$)/iu.exec(source) ?? [];
  const shown = inner.split('\n').map((line) => visibleText(line.replace(/[\\`*_~[\]!]/gu, '\\$&')));
  output.add({ kind: 'code', text: shown.join('\n') });
  return end + 1;
}

function readFence({ output, lines }: Reading, index: number): number {
  const { text: first, depth } = lines[index]!;
  const [, indent = '', mark = ''] = fence.exec(first) ?? [];
  let end = index + 1;
  while (end < lines.length && lines[end]!.depth >= depth && !isClosingFence(lines[end]!.text, mark))
    end += 1;
  const code = lines
    .slice(index + 1, end)
    .map(({ text }) => (text.startsWith(indent) ? text.slice(indent.length) : text.trimStart()));
  output.add({ kind: 'code', text: code.join('\n') });
  return lines[end]?.depth === depth ? end + 1 : end;
}

function readIndentedCode({ output, lines }: Reading, index: number, indent: number): number {
  let end = index;
  while (end < lines.length && (indentOf(lines[end]!.text) >= indent || lines[end]!.text.trim() === ''))
    end += 1;
  const code = lines
    .slice(index, end)
    .map(({ text }) => text.replace(/^[ \t]+/u, (blanks) => blanks.replaceAll('\t', '    ').slice(indent)));
  output.add({ kind: 'code', text: code.join('\n') });
  return end;
}

const isTable = (lines: readonly MarkdownLine[], index: number): boolean => {
  const [head, divider] = [lines[index]!.text, lines[index + 1]?.text ?? ''];
  return (
    head.includes('|') &&
    divider.includes('|') &&
    tableDivider.test(divider) &&
    cellsOf(head).length === cellsOf(divider).length
  );
};

/** What stands in a row beyond the columns that the first row names is not shown. */
function readTable({ output, labels, lines }: Reading, index: number): number {
  const columns = cellsOf(lines[index]!.text).length;
  let end = index;
  for (; end < lines.length && (end <= index + 1 || isRow(lines, end)); end += 1) {
    if (end === index + 1) continue;
    const cells = cellsOf(lines[end]!.text)
      .slice(0, columns)
      .map((cell) => visibleText(cell, labels).replace(/\s+/gu, ' '));
    output.add({ kind: 'table-row', text: '', cells, header: end === index, joined: end > index });
  }
  return end;
}

const isRow = (lines: readonly MarkdownLine[], index: number): boolean =>
  lines[index]!.text.includes('|') && !startsBlock(lines[index]!.text);

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

function readListItem(reading: Reading, index: number, item: RegExpExecArray): number {
  const { output, lists, lines } = reading;
  const [, space = '', marker = '', gap = '', first = ''] = item;
  const joined = lists.length > 0;
  const list = openList(lists, indentOf(space), marker);
  list.content = list.indent + marker.length + (gap.length > 4 ? 1 : gap.length);
  const content = [first];
  let end = index + 1;
  for (; end < lines.length && continuesParagraph(lines, end, true); end += 1) content.push(lines[end]!.text);
  const shown = list.ordered ? `${list.next}. ` : '- ';
  list.next += 1;
  const text = joinLines(content, reading);
  output.add({ kind: 'list-item', text: text === '' ? '' : shown + text, joined });
  return end;
}

function openList(lists: OpenList[], indent: number, marker: string): OpenList {
  while (lists.length > 0 && lists.at(-1)!.indent > indent + 1) lists.pop();
  const [mark, ordered] = [marker.at(-1) ?? '', /^\d/u.test(marker)];
  const last = lists.at(-1);
  if (last !== undefined && Math.abs(last.indent - indent) <= 1) {
    if (last.mark === mark) return last;
    lists.pop();
  }
  const next = ordered ? Number.parseInt(marker, 10) : 1;
  const list: OpenList = { indent, content: indent, mark, ordered, next };
  lists.push(list);
  return list;
}

const startsBlock = (line: string): boolean =>
  line.trim() === '' ||
  fence.test(line) ||
  atxHeading.test(line) ||
  rule.test(line) ||
  boxLine.test(line) ||
  preformatted.test(line);

/** Outside of lists only a number 1 begins one in the middle of a paragraph: `2024. It was good.` may be a line of it. */
function continuesParagraph(lines: readonly MarkdownLine[], index: number, inList: boolean): boolean {
  const { text, depth } = lines[index]!;
  if (startsBlock(text) || depth > lines[index - 1]!.depth || isTable(lines, index)) return false;
  const [, , marker = '', , content = ''] = listItem.exec(text) ?? [];
  if (marker === '') return true;
  return !inList && (content.trim() === '' || (/^\d/u.test(marker) && Number.parseInt(marker, 10) !== 1));
}

/** A paragraph; in a list it belongs to the item before. */
function readParagraph(reading: Reading, index: number): number {
  const { output, lists, lines } = reading;
  const inList = lists.length > 0;
  let end = index + 1;
  while (end < lines.length && continuesParagraph(lines, end, inList) && !isUnderline(lines[end]!.text))
    end += 1;
  const text = joinLines(
    lines.slice(index, end).map((line) => line.text),
    reading,
  );
  const underline = lines[end]?.text ?? '';
  if (isUnderline(underline) && lines[end]!.depth === lines[index]!.depth) {
    const level = underline.trim().startsWith('=') ? 1 : 2;
    output.add({ kind: 'heading', level, text: text.replace(/\s+/gu, ' ') });
    return end + 1;
  }
  output.add(inList ? { kind: 'list-item', text, joined: true } : { kind: 'paragraph', text });
  return end;
}

const isUnderline = (line: string): boolean => /^\s{0,3}(?:=+|-{2,})\s*$/u.test(line);

/** Lines of a paragraph flow together; two spaces at a line's end, a backslash or `<br>` break it. */
function joinLines(lines: readonly string[], { labels }: Reading): string {
  const source = lines
    // Marks of quotes in list items, which stand further in.
    .map((line, at) => line.replace(/^\s+(?:>[ \t]?)*/u, '') + (at < lines.length - 1 ? '\n' : ''))
    .join('');
  const broken = source.replace(/ {2,}\n/gu, '\\\n');
  return visibleText(broken.replace(/(?<!\\)\n/gu, ' '), labels)
    .replace(/[ \t]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .trim();
}
