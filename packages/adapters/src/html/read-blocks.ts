import { type DocumentText, documentText } from '@ticket-ai/core';
import { listMarks } from './list-marks.ts';
import { type Element, findAll, type HtmlNode, isElement, textContent } from './parse-tree.ts';
import { arrangesPage, cellsOf, readRows, shownRows } from './read-table.ts';
import { isFurniture, isSilent, isUnseen, openedParts } from './visibility.ts';
import { blockTags, clean, oneBlank, shifted, visibleText } from './visible-text.ts';

/** What is being read: the text of the block so far, and what kind it will be. */
interface Reading {
  readonly output: DocumentText;
  readonly skips: (element: Element) => boolean;
  readonly blanks: { count: number };
  buffer: string;
  /** Of the list that is being read. */
  markOf: (item: Element) => string;
  /** Set in a list item, whose first block takes the marker. */
  item: { readonly marker: string; readonly joined: boolean } | undefined;
}

/** Reads the visible text under an element as blocks. `keepFurniture` reads page headers, footers and side matter too. */
export function readBlocks(root: Element, { keepFurniture }: { readonly keepFurniture: boolean }) {
  const opened = openedParts(root);
  const unseen = new Set<Element>();
  const reading: Reading = {
    output: documentText(),
    skips(element) {
      if (isUnseen(element, opened)) unseen.add(element);
      return unseen.has(element) || isSilent(element) || (!keepFurniture && isFurniture(element));
    },
    blanks: { count: 0 },
    buffer: '',
    markOf: () => '- ',
    item: undefined,
  };
  readChildren(root, reading);
  endBlock(reading);
  const hidden = [...unseen].reduce(
    (sum, element) => sum + visibleText(element, isSilent).replace(/\s+/g, ' ').trim().length,
    0,
  );
  return { ...reading.output.finish(), hidden };
}

function readChildren(parent: Element, reading: Reading): void {
  for (const node of parent.childNodes) readNode(node, reading);
}

function readNode(node: HtmlNode, reading: Reading): void {
  if (node.nodeName === '#text') reading.buffer += oneBlank(textContent(node));
  if (!isElement(node) || reading.skips(node)) return;
  const { tagName } = node;
  if (tagName === 'br') reading.buffer += '\n';
  else if (tagName === 'sup' || tagName === 'sub')
    reading.buffer += shifted(node, visibleText(node, reading.skips));
  else if (/^h[1-6]$/.test(tagName)) readHeading(node, reading);
  else if (tagName === 'pre') readCode(node, reading);
  else if (tagName === 'ul' || tagName === 'ol') readList(node, reading);
  else if (tagName === 'li') readItem(node, reading);
  else if (tagName === 'dl') readDefinitions(node, reading);
  else if (tagName === 'table') readTable(node, reading);
  else if (blockTags.has(tagName)) readContainer(node, reading);
  else readChildren(node, reading);
}

function readContainer(element: Element, reading: Reading): void {
  endBlock(reading);
  readChildren(element, reading);
  endBlock(reading);
}

function readHeading(element: Element, reading: Reading): void {
  endBlock(reading);
  const text = oneBlank(visibleText(element, reading.skips)).replace(/\s*[¶#§🔗]+\s*$/u, '');
  reading.output.add({ kind: 'heading', level: Number(element.tagName[1]), text });
}

function readCode(element: Element, reading: Reading): void {
  endBlock(reading);
  reading.output.add({ kind: 'code', text: visibleText(element, reading.skips, true) });
}

function readList(list: Element, reading: Reading): void {
  endBlock(reading);
  const { item, markOf } = reading;
  reading.markOf = listMarks(list);
  reading.item = undefined;
  let joined = item !== undefined;
  for (const node of list.childNodes) {
    const isPart = isElement(node) && /^(?:li|ul|ol)$/.test(node.tagName);
    reading.item = joined && isPart ? { marker: '', joined } : undefined;
    readNode(node, reading);
    joined ||= isPart;
  }
  reading.item = undefined;
  endBlock(reading);
  reading.markOf = markOf;
  reading.item = item === undefined ? undefined : { marker: '', joined: true };
}

function readItem(element: Element, reading: Reading): void {
  endBlock(reading);
  const around = reading.item;
  reading.item = { marker: reading.markOf(element), joined: around !== undefined };
  readContainer(element, reading);
  reading.item = around;
}

/** A term and what it means are one block, so that neither is quoted without the other. */
function readDefinitions(list: Element, reading: Reading): void {
  endBlock(reading);
  let joined = false;
  let entry: string[] = [];
  let described = false;
  const endEntry = () => {
    reading.output.add({ kind: 'list-item', text: entry.filter((text) => text !== '').join('\n'), joined });
    joined ||= entry.length > 0;
    entry = [];
  };
  const readPart = (node: HtmlNode): void => {
    const name = isElement(node) ? node.tagName : '';
    if (isElement(node) && (name === 'dt' || name === 'dd')) {
      if (reading.skips(node)) return;
      if (name === 'dt' && described) endEntry();
      described = name === 'dd';
      entry.push(definitionText(node, reading));
    } else if (isElement(node) && name === 'div') {
      if (!reading.skips(node)) node.childNodes.forEach(readPart);
    } else if (textContent(node).trim() !== '') {
      endEntry();
      readNode(node, reading);
      endBlock(reading);
    }
  };
  list.childNodes.forEach(readPart);
  endEntry();
  if (reading.item !== undefined) reading.item = { marker: '', joined: true };
}

const definitionText = (part: Element, { skips }: Reading): string =>
  visibleText(part, skips)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();

/** Tables that only arrange a page are read as text; a row of a real one is a line of its cells. */
function readTable(table: Element, reading: Reading): void {
  endBlock(reading);
  const { skips, output, blanks } = reading;
  for (const caption of findAll(table, ({ tagName }) => tagName === 'caption' || tagName === 'tr'))
    if (caption.tagName === 'caption' && !skips(caption)) readContainer(caption, reading);
  if (arrangesPage(table)) {
    for (const cell of shownRows(table, skips).flatMap(cellsOf))
      if (!skips(cell)) readContainer(cell, reading);
    return;
  }
  let joined = false;
  for (const row of readRows(table, skips, blanks)) {
    if (row.cells.every((cell) => cell === '')) continue;
    output.add({ kind: 'table-row', text: '', ...row, joined });
    joined = true;
  }
}

/** Two line breaks set paragraphs apart on pages that know no others. */
function endBlock(reading: Reading): void {
  const paragraphs = clean(reading.buffer)
    .replace(/ +/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .split(/\n{2,}/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
  reading.buffer = '';
  for (const text of paragraphs) addParagraph(text, reading);
}

function addParagraph(text: string, reading: Reading): void {
  const { item, output } = reading;
  if (item === undefined) {
    output.add({ kind: 'paragraph', text });
    return;
  }
  output.add({ kind: 'list-item', text: item.marker + text, joined: item.joined });
  reading.item = { marker: '', joined: true };
}
