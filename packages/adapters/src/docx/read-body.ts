import { type DocumentText, documentText } from '@ticket-ai/core';
import { listMarks } from './read-numbering.ts';
import { type Ground, hasShade, readNotes, readRuns } from './read-runs.ts';
import { listOf, outlineOf, type ParagraphStyle, readStyles } from './read-styles.ts';
import { childAt, childrenOf, isOn, settingOf, type XmlElement } from './xml-tree.ts';

/** The parts of a Word file, parsed. */
export interface WordParts {
  readonly document: XmlElement;
  readonly styles?: XmlElement;
  readonly numbering?: XmlElement;
  readonly footnotes?: XmlElement;
  readonly endnotes?: XmlElement;
}

type Content = ReturnType<DocumentText['finish']>;

/** What is read of a Word file. */
export interface WordContent extends Content {
  readonly title?: string;
  /** Characters that are in the file and that no reader sees. */
  readonly hidden: number;
  /** More text than allowed: the rest was left out. */
  readonly cut: boolean;
}

/** Containers that mean nothing to a reader: their children are read in their place. */
const transparent = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:ins', 'w:moveTo', 'w:smartTag']);

/** Reads the body as blocks. */
export function readBody(parts: WordParts, mostCharacters: number): WordContent {
  const output = documentText();
  const styleOf = readStyles(parts.styles);
  const markOf = listMarks(parts.numbering);
  const notes = new Map([
    ...readNotes(parts.footnotes, 'w:footnote'),
    ...readNotes(parts.endnotes, 'w:endnote'),
  ]);
  let [hidden, inList] = [0, false];
  let title: string | undefined;

  function readAll(parent: XmlElement | undefined, ground: Ground): void {
    for (const child of childrenOf(parent)) {
      if (output.length > mostCharacters) return;
      if (child.name === 'w:p') readParagraph(child, ground);
      else if (child.name === 'w:tbl') readTable(child);
      else if (transparent.has(child.name)) readAll(child, ground);
    }
  }

  function readParagraph(paragraph: XmlElement, { isShaded }: Ground): void {
    const properties = childAt(paragraph, 'w:pPr');
    const style = styleOf(settingOf(childAt(properties, 'w:pStyle')));
    const ground = {
      isShaded: isShaded || hasShade(properties),
      isHidden: style.isHidden ?? false,
    };
    const shown = readRuns(paragraph, ground);
    hidden += shown.hidden;
    if (clean(shown.text) !== '') addParagraph(clean(shown.text), properties, style);
    for (const note of shown.notes) readAll(notes.get(note), ground);
    for (const box of shown.boxes) readAll(box, ground);
  }

  function addParagraph(text: string, properties: XmlElement | undefined, style: ParagraphStyle): void {
    const list = listOf(properties) ?? style.list;
    const mark = list === undefined ? undefined : markOf(list);
    const level = outlineOf(properties) ?? style.heading;
    if (style.isTitle) title ??= text;
    if (level !== undefined) output.add({ kind: 'heading', level, text: `${mark ?? ''}${text}` });
    else if (mark === undefined) output.add({ kind: 'paragraph', text });
    else output.add({ kind: 'list-item', text: mark + text, joined: inList });
    inList = level === undefined && mark !== undefined;
  }

  /** A table of one column only arranges the page: it is read as text. */
  function readTable(table: XmlElement): void {
    const rows = rowsOf(table).map((row) => ({ row, cells: cellsOf(row) }));
    inList = false;
    if (rows.every(({ cells }) => cells.length < 2)) {
      for (const { cells } of rows) for (const cell of cells) readAll(cell, groundOf(cell));
      return;
    }
    let joined = false;
    for (const { row, cells } of rows) {
      const texts = cells.flatMap((cell) => [cellText(cell), ...Array<string>(spanOf(cell) - 1).fill('')]);
      if (texts.every((text) => text === '')) continue;
      const header = isOn(childAt(row, 'w:trPr', 'w:tblHeader'));
      output.add({ kind: 'table-row', text: '', cells: texts, joined, ...(header ? { header } : {}) });
      joined = true;
    }
  }

  /** Text of a cell in one line, of tables in it too. A cell that goes on from above is blank. */
  function cellText(cell: XmlElement): string {
    const merge = childAt(cell, 'w:tcPr', 'w:vMerge');
    if (merge !== undefined && settingOf(merge) !== 'restart') return '';
    const ground = groundOf(cell);
    const texts = paragraphsIn(cell).map((paragraph) => {
      const properties = childAt(paragraph, 'w:pPr');
      const { isHidden = false } = styleOf(settingOf(childAt(properties, 'w:pStyle')));
      const shown = readRuns(paragraph, { isShaded: ground.isShaded || hasShade(properties), isHidden });
      hidden += shown.hidden;
      return clean(shown.text).replace(/\n/g, ' ');
    });
    return texts.filter((text) => text !== '').join(' ');
  }

  readAll(childAt(parts.document, 'w:body'), { isShaded: false, isHidden: false });
  const content = output.finish();
  const kept = content.text.length > mostCharacters ? cutAt(content, mostCharacters) : content;
  return { ...kept, hidden, cut: kept !== content, ...(title === undefined ? {} : { title }) };
}

/** Whole blocks as far as they fit; of a first one that does not, its beginning. */
function cutAt({ text, blocks }: Content, most: number): Content {
  const kept = blocks.filter(({ end }) => end <= most);
  const [first] = blocks;
  const whole = kept.length > 0 || first === undefined ? kept : [{ ...first, end: most }];
  return { text: text.slice(0, whole.at(-1)?.end ?? 0), blocks: whole };
}

const groundOf = (cell: XmlElement): Ground => ({
  isShaded: hasShade(childAt(cell, 'w:tcPr')),
  isHidden: false,
});

/** Rows that were not deleted by a change that is tracked. */
function rowsOf(table: XmlElement): XmlElement[] {
  return childrenOf(table).flatMap((child) => {
    if (child.name === 'w:tr') return childAt(child, 'w:trPr', 'w:del') === undefined ? [child] : [];
    return transparent.has(child.name) ? rowsOf(child) : [];
  });
}

function cellsOf(row: XmlElement): XmlElement[] {
  return childrenOf(row).flatMap((child) =>
    child.name === 'w:tc' ? [child] : transparent.has(child.name) ? cellsOf(child) : [],
  );
}

function paragraphsIn(parent: XmlElement): XmlElement[] {
  return childrenOf(parent).flatMap((child) => (child.name === 'w:p' ? [child] : paragraphsIn(child)));
}

function spanOf(cell: XmlElement): number {
  const span = Number(settingOf(childAt(cell, 'w:tcPr', 'w:gridSpan')) ?? 1);
  return Number.isInteger(span) && span > 0 && span < 100 ? span : 1;
}

/** Soft hyphens and zero-width characters are not seen, and would break quotes. */
function clean(text: string): string {
  return text
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
