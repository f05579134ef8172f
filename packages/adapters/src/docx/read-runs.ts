import { childAt, childrenOf, isElement, isOn, settingOf, type XmlElement } from './xml-tree.ts';

/** What a paragraph shows. */
export interface ShownText {
  readonly text: string;
  /** Characters that Word does not show: hidden, white on white, too small to see. */
  readonly hidden: number;
  /** Footnotes and endnotes in order, as `word/footnotes:2`. */
  readonly notes: readonly string[];
  /** Paragraphs of text boxes that hang on it. */
  readonly boxes: readonly XmlElement[];
}

/** What is on the ground that text stands on. */
export interface Ground {
  /** A cell or paragraph with a colour of its own: white text may be seen on it. */
  readonly isShaded: boolean;
  /** By its style. */
  readonly isHidden: boolean;
}

/** Deleted or moved away by a change that is tracked, or nothing that is read. */
const skipped = new Set(['w:del', 'w:moveFrom', 'w:pPr', 'w:rPr', 'w:instrText', 'w:delText', 'mc:Fallback']);
const mostHiddenHalfPoints = 3;

/** Reads the visible text of a paragraph: insertions in, deletions out; links, fields and formulas by what they show. */
export function readRuns(paragraph: XmlElement, ground: Ground): ShownText {
  const shown = { text: '', hidden: 0, notes: [] as string[], boxes: [] as XmlElement[] };

  function read(element: XmlElement, isHidden: boolean): void {
    for (const child of element.children) if (isElement(child)) readOne(child, isHidden);
  }

  function add(text: string, isHidden: boolean): void {
    if (isHidden) shown.hidden += text.trim().length;
    else shown.text += text;
  }

  function readOne(child: XmlElement, isHidden: boolean): void {
    const { name } = child;
    if (skipped.has(name)) return;
    if (name === 'w:r') read(child, isHidden || isUnseen(childAt(child, 'w:rPr'), ground));
    else if (name === 'w:t' || name === 'm:t')
      add(child.children.filter((part) => !isElement(part)).join(''), isHidden);
    else if (name === 'w:tab') add(' ', isHidden);
    else if (name === 'w:noBreakHyphen') add('-', isHidden);
    else if (name === 'w:br' || name === 'w:cr') add('\n', isHidden);
    else if (name === 'w:footnoteReference') shown.notes.push(`footnotes:${child.attributes['w:id']}`);
    else if (name === 'w:endnoteReference') shown.notes.push(`endnotes:${child.attributes['w:id']}`);
    else if (name === 'w:txbxContent') shown.boxes.push(child);
    else read(child, isHidden);
  }

  read(paragraph, ground.isHidden);
  return shown;
}

function isUnseen(properties: XmlElement | undefined, { isShaded }: Ground): boolean {
  if (properties === undefined) return false;
  if (isOn(childAt(properties, 'w:vanish'))) return true;
  const size = settingOf(childAt(properties, 'w:sz'));
  if (size !== undefined && Number(size) <= mostHiddenHalfPoints) return true;
  const isWhite = /^fffff[c-f]$/i.test(settingOf(childAt(properties, 'w:color')) ?? '');
  return isWhite && !isShaded && !hasShade(properties) && childAt(properties, 'w:highlight') === undefined;
}

/** Whether properties give a ground that is not white. */
export function hasShade(properties: XmlElement | undefined): boolean {
  const shade = childAt(properties, 'w:shd');
  const fill = shade?.attributes['w:fill'] ?? 'auto';
  return (
    shade !== undefined && (shade.attributes['w:themeFill'] !== undefined || !/^(?:auto|ffffff)$/i.test(fill))
  );
}

/** The notes of a part, by id. Word's own separators are notes too, and are left out. */
export function readNotes(root: XmlElement | undefined, name: string): [string, XmlElement][] {
  return childrenOf(root, name).flatMap((note): [string, XmlElement][] =>
    note.attributes['w:type'] === undefined ? [[`${name.slice(2)}s:${note.attributes['w:id']}`, note]] : [],
  );
}
