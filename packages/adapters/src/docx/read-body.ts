import { type DocumentText, documentText } from '@ticket-ai/core';
import { listMarks } from './read-numbering.ts';
import { type Ground, readNotes, readRuns, type ShownText } from './read-runs.ts';
import { listOf, outlineOf, readStyles, type Style } from './read-styles.ts';
import { hasShade } from './run-look.ts';
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

/** Blank cells that spans may make; there are more only in files built to exhaust us. */
const mostBlanks = 200_000;

/** Reads the body as blocks. */
export function readBody(parts: WordParts, mostCharacters: number): WordContent {
  const output = documentText();
  const styles = readStyles(parts.styles);
  const markOf = listMarks(parts.numbering);
  const notes = new Map([
    ...readNotes(parts.footnotes, 'w:footnote'),
    ...readNotes(parts.endnotes, 'w:endnote'),
  ]);
  let [hidden, inList, blanks] = [0, false, 0];
  let title: string | undefined;

  function readAll(parent: XmlElement | undefined, ground: Ground): void {
    for (const child of mergedParagraphs(childrenOf(parent))) {
      if (output.length > mostCharacters) return;
      if (child.name === 'w:p') readParagraph(child, ground);
      else if (child.name === 'w:tbl') readTable(child, ground);
      else if (transparent.has(child.name) && !isContents(child)) readAll(child, ground);
    }
  }

  function readParagraph(paragraph: XmlElement, ground: Ground): void {
    const { style, shown } = show(paragraph, ground);
    if (style.isContents) return;
    if (clean(shown.text) !== '') addParagraph(clean(shown.text), childAt(paragraph, 'w:pPr'), style);
    readNotesOf(shown, ground);
    for (const { what, isHidden } of shown.boxes)
      readAll(what, { ...ground, isHidden: ground.isHidden || isHidden });
  }

  /** What a paragraph shows in its style, on its ground. */
  function show(paragraph: XmlElement, ground: Ground): { readonly style: Style; readonly shown: ShownText } {
    const properties = childAt(paragraph, 'w:pPr');
    const style = styles.paragraph(settingOf(childAt(properties, 'w:pStyle')));
    const isShaded = ground.isShaded || hasShade(properties) || style.isShaded === true;
    const shown = readRuns(
      paragraph,
      { ...ground, isShaded },
      { paragraph: style.look, ofCharacters: styles.other },
    );
    hidden += shown.hidden;
    return { style, shown };
  }

  /** Notes stand at the foot of the page: whatever their words stood on, they do not. */
  function readNotesOf({ notes: found }: Pick<ShownText, 'notes'>, { isHidden }: Ground): void {
    for (const note of found) {
      const body = notes.get(note.what);
      // Once: a file may be built so that notes refer to each other for ever.
      notes.delete(note.what);
      readAll(body, { isShaded: false, isHidden: isHidden || note.isHidden });
    }
  }

  function addParagraph(text: string, properties: XmlElement | undefined, style: Style): void {
    const list = listOf(properties, style.list);
    const mark = list === undefined ? undefined : markOf(list);
    const level = outlineOf(properties) ?? style.heading;
    if (style.isTitle) title ??= text;
    if (level !== undefined) output.add({ kind: 'heading', level, text: `${mark ?? ''}${text}` });
    else if (mark === undefined) output.add({ kind: 'paragraph', text });
    else output.add({ kind: 'list-item', text: mark + text, joined: inList });
    inList = level === undefined && mark !== undefined;
  }

  /** A table of one column only arranges the page: it is read as text. Notes to cells come after the table. */
  function readTable(table: XmlElement, around: Ground): void {
    const style = styles.other(settingOf(childAt(table, 'w:tblPr', 'w:tblStyle')));
    const outer = { ...around, isShaded: around.isShaded || style.isShaded === true };
    const rows = rowsOf(table).map((row) => ({ row, cells: cellsOf(row), ground: groundOfRow(row, outer) }));
    inList = false;
    if (rows.every(({ cells }) => cells.length < 2)) {
      for (const { cells, ground } of rows) for (const cell of cells) readAll(cell, groundOf(cell, ground));
      return;
    }
    let joined = false;
    const seen: ShownText[] = [];
    for (const { row, cells, ground } of rows) {
      const texts = cells.flatMap((cell) => {
        const beyond = blanks > mostBlanks ? 0 : spanOf(cell) - 1;
        blanks += beyond;
        return [cellText(cell, ground, seen), ...Array<string>(beyond).fill('')];
      });
      if (texts.every((text) => text === '')) continue;
      const header = isOn(childAt(row, 'w:trPr', 'w:tblHeader'));
      output.add({ kind: 'table-row', text: '', cells: texts, joined, ...(header ? { header } : {}) });
      joined = true;
    }
    readNotesOf({ notes: seen.flatMap((shown) => shown.notes) }, outer);
  }

  /** Text of a cell in one line, of tables and text boxes in it too. A cell that goes on from above is blank. */
  function cellText(cell: XmlElement, outer: Ground, seen: ShownText[]): string {
    const merge = childAt(cell, 'w:tcPr', 'w:vMerge');
    if (merge !== undefined && settingOf(merge) !== 'restart') return '';
    return lineOf(cell, groundOf(cell, outer), seen);
  }

  function lineOf(parent: XmlElement, around: Ground, seen: ShownText[]): string {
    const texts = paragraphsIn(parent, around).flatMap(({ paragraph, ground }) => {
      const { shown } = show(paragraph, ground);
      seen.push(shown);
      const boxes = shown.boxes.map(({ what, isHidden }) =>
        lineOf(what, { ...ground, isHidden: ground.isHidden || isHidden }, seen),
      );
      return [clean(shown.text).replace(/\n/g, ' '), ...boxes];
    });
    return texts.filter((text) => text !== '').join(' ');
  }

  readAll(childAt(parts.document, 'w:body'), { isShaded: false, isHidden: false });
  const content = output.finish();
  const kept = content.text.length > mostCharacters ? cutAt(content, mostCharacters) : content;
  return { ...kept, hidden, cut: kept !== content, ...(title === undefined ? {} : { title }) };
}

/** A paragraph whose end was deleted by a change that is tracked flows into the next one, and looks like it. */
function mergedParagraphs(elements: readonly XmlElement[]): XmlElement[] {
  const merged: XmlElement[] = [];
  let waiting: (XmlElement | string)[] = [];
  for (const element of elements) {
    if (element.name !== 'w:p') {
      merged.push(element);
      continue;
    }
    const isProperties = (child: XmlElement | string) => typeof child !== 'string' && child.name === 'w:pPr';
    const content = element.children.filter((child) => !isProperties(child));
    if (childAt(element, 'w:pPr', 'w:rPr', 'w:del') !== undefined)
      for (const child of content) waiting.push(child);
    else {
      const children = [...element.children.filter(isProperties), ...waiting, ...content];
      merged.push(waiting.length === 0 ? element : { ...element, children });
      waiting = [];
    }
  }
  return waiting.length === 0 ? merged : [...merged, { name: 'w:p', attributes: {}, children: waiting }];
}

/** The table of contents that Word makes. */
const isContents = (element: XmlElement): boolean =>
  settingOf(childAt(element, 'w:sdtPr', 'w:docPartObj', 'w:docPartGallery')) === 'Table of Contents';

/** Whole blocks as far as they fit; of a first one that does not, its beginning. */
function cutAt({ text, blocks }: Content, most: number): Content {
  const kept = blocks.filter(({ end }) => end <= most);
  const [first] = blocks;
  const whole = kept.length > 0 || first === undefined ? kept : [{ ...first, end: most }];
  return { text: text.slice(0, whole.at(-1)?.end ?? 0), blocks: whole };
}

const groundOf = (cell: XmlElement, { isShaded, isHidden }: Ground): Ground => ({
  isShaded: isShaded || hasShade(childAt(cell, 'w:tcPr')),
  isHidden,
});

/** Word can hide a row as a whole. */
const groundOfRow = (row: XmlElement, { isShaded, isHidden }: Ground): Ground => ({
  isShaded,
  isHidden: isHidden || isOn(childAt(row, 'w:trPr', 'w:hidden')),
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
    child.name === 'w:tc'
      ? childAt(child, 'w:tcPr', 'w:cellDel') === undefined
        ? [child]
        : []
      : transparent.has(child.name)
        ? cellsOf(child)
        : [],
  );
}

/** The paragraphs in something, and in tables in it, each with the ground it stands on. */
function paragraphsIn(
  parent: XmlElement,
  ground: Ground,
): { readonly paragraph: XmlElement; readonly ground: Ground }[] {
  return mergedParagraphs(childrenOf(parent)).flatMap((child) => {
    if (child.name === 'w:p') return [{ paragraph: child, ground }];
    if (child.name !== 'w:tbl') return paragraphsIn(child, ground);
    return rowsOf(child).flatMap((row) =>
      cellsOf(row).flatMap((cell) => paragraphsIn(cell, groundOf(cell, groundOfRow(row, ground)))),
    );
  });
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
