import { type DocumentText, documentText } from '@ticket-ai/core';
import { attribute, type Element, findAll, type HtmlNode, isElement, textContent } from './parse-tree.ts';
import { isFurniture, isSilent } from './visibility.ts';

const blockTags = new Set(
  `address article aside blockquote body center details dialog dd div dl dt fieldset figcaption figure footer form header hgroup hr html legend li
  main ol p pre search section summary table ul`.split(/\s+/),
);

/** What is being read: the text of the block so far, and what kind it will be. */
interface Reading {
  readonly output: DocumentText;
  readonly skips: (element: Element) => boolean;
  buffer: string;
  /** Set in a list item or definition, whose first block takes the marker. */
  item?: { marker: string; joined: boolean };
}

/** Reads the visible text under an element as blocks. `keepFurniture` reads page headers, footers and side matter too. */
export function readBlocks(root: Element, { keepFurniture }: { readonly keepFurniture: boolean }) {
  const skips = (element: Element) => isSilent(element) || (!keepFurniture && isFurniture(element));
  const reading: Reading = { output: documentText(), skips, buffer: '' };
  readChildren(root, reading);
  endBlock(reading);
  return reading.output.finish();
}

function readChildren(parent: Element, reading: Reading): void {
  for (const node of parent.childNodes) readNode(node, reading);
}

function readNode(node: HtmlNode, reading: Reading): void {
  if (node.nodeName === '#text' && 'value' in node) reading.buffer += node.value.replace(/[\s\u00a0]+/g, ' ');
  if (!isElement(node) || reading.skips(node)) return;
  const { tagName } = node;
  if (tagName === 'br') reading.buffer += '\n';
  else if (/^h[1-6]$/.test(tagName)) readHeading(node, reading);
  else if (tagName === 'pre') readCode(node, reading);
  else if (tagName === 'ul' || tagName === 'ol') readList(node, reading);
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
  const text = visibleText(element, reading.skips)
    .replace(/\s+/g, ' ')
    .replace(/\s*[¶#§🔗]+\s*$/u, '');
  reading.output.add({ kind: 'heading', level: Number(element.tagName[1]), text });
}

function readCode(element: Element, reading: Reading): void {
  endBlock(reading);
  reading.output.add({ kind: 'code', text: visibleText(element, reading.skips, true) });
}

function readList(list: Element, reading: Reading): void {
  endBlock(reading);
  const outer = reading.item;
  let number = Number(attribute(list, 'start') ?? 1) || 1;
  let joined = outer !== undefined;
  for (const node of list.childNodes) {
    if (!isElement(node) || node.tagName !== 'li') {
      readNode(node, reading);
      continue;
    }
    if (reading.skips(node)) continue;
    reading.item = { marker: list.tagName === 'ol' ? `${number}. ` : '- ', joined };
    readChildren(node, reading);
    endBlock(reading);
    number += 1;
    joined = true;
  }
  restore(reading, outer);
}

/** A term and what it means are one block, so that neither is quoted without the other. */
function readDefinitions(list: Element, reading: Reading): void {
  endBlock(reading);
  const outer = reading.item;
  let joined = false;
  let entry: string[] = [];
  const endEntry = () => {
    reading.output.add({ kind: 'list-item', text: entry.filter((text) => text !== '').join('\n'), joined });
    joined ||= entry.length > 0;
    entry = [];
  };
  let described = false;
  for (const part of findAll(list, ({ tagName }) => tagName === 'dt' || tagName === 'dd')) {
    if (reading.skips(part)) continue;
    if (part.tagName === 'dt' && described) endEntry();
    described = part.tagName === 'dd';
    entry.push(
      visibleText(part, reading.skips)
        .replace(/[^\S\n]+/g, ' ')
        .trim(),
    );
  }
  endEntry();
  restore(reading, outer);
}

/** Tables that only arrange a page are read as text; a row of a real one is a line of its cells. */
function readTable(table: Element, reading: Reading): void {
  endBlock(reading);
  const rows = findAll(table, ({ tagName }) => tagName === 'tr');
  const arranges =
    /^(?:presentation|none)$/.test(attribute(table, 'role') ?? '') ||
    rows.some((row) => findAll(row, ({ tagName }) => tagName === 'table').length > 0);
  if (arranges) {
    for (const cell of rows.flatMap(cellsOf)) if (!reading.skips(cell)) readContainer(cell, reading);
    return;
  }
  for (const caption of findAll(table, ({ tagName }) => tagName === 'caption'))
    readContainer(caption, reading);
  let joined = false;
  for (const row of rows) {
    if (reading.skips(row)) continue;
    const cells = cellsOf(row)
      .filter((cell) => !reading.skips(cell))
      .map((cell) => visibleText(cell, reading.skips).replace(/\s+/g, ' ').trim());
    if (cells.every((cell) => cell === '')) continue;
    reading.output.add({ kind: 'table-row', text: cells.join(' | '), joined });
    joined = true;
  }
}

function cellsOf(row: Element): readonly Element[] {
  return findAll(row, ({ tagName }) => tagName === 'td' || tagName === 'th');
}

/** Text in one piece; blocks inside are set apart by a line break. */
function visibleText(element: Element, skips: (element: Element) => boolean, verbatim = false): string {
  const parts = element.childNodes.map((node) => {
    if (!isElement(node))
      return verbatim ? textContent(node) : textContent(node).replace(/[\s\u00a0]+/g, ' ');
    if (skips(node)) return '';
    if (node.tagName === 'br') return '\n';
    const inner = visibleText(node, skips, verbatim);
    return blockTags.has(node.tagName) && !verbatim ? `\n${inner}\n` : inner;
  });
  return clean(parts.join(''));
}

function endBlock(reading: Reading): void {
  const text = clean(reading.buffer)
    .replace(/ +/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
  reading.buffer = '';
  if (text === '') return;
  const { item } = reading;
  if (item === undefined) {
    reading.output.add({ kind: 'paragraph', text });
    return;
  }
  reading.output.add({ kind: 'list-item', text: item.marker + text, joined: item.joined });
  reading.item = { marker: '', joined: true };
}

function restore(reading: Reading, item: Reading['item']): void {
  if (item === undefined) delete reading.item;
  else reading.item = { marker: '', joined: true };
}

/** Soft hyphens and zero-width characters are not seen, and would break quotes. */
function clean(text: string): string {
  return text.replace(/[\u00ad\u200b\u2060\ufeff]/g, '');
}
