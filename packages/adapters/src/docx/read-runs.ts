import { loweredText, raisedText } from '@ticket-ai/core';
import { readFormula } from './read-formula.ts';
import type { Style } from './read-styles.ts';
import { combinedLook, isUnseen, lookOf } from './run-look.ts';
import { symbolOf, withSymbols } from './symbols.ts';
import { childAt, childrenOf, isElement, settingOf, type XmlElement } from './xml-tree.ts';

/** What a paragraph shows. */
export interface ShownText {
  readonly text: string;
  /** Characters that Word does not show: hidden, white on white, too small to see. */
  readonly hidden: number;
  /** Footnotes and endnotes in order, as `footnotes:2`. */
  readonly notes: readonly Hanging<string>[];
  /** Text boxes that hang on it. */
  readonly boxes: readonly Hanging<XmlElement>[];
}

/** Something that hangs on a run, and is seen as the run is. */
interface Hanging<Kind> {
  readonly what: Kind;
  readonly isHidden: boolean;
}

/** What is on the ground that text stands on. */
export interface Ground {
  /** A cell or paragraph with a colour of its own: white text may be seen on it. */
  readonly isShaded: boolean;
  /** In something that is hidden as a whole. */
  readonly isHidden: boolean;
}

/** How a paragraph looks, and where its runs find the styles they name. */
export interface Looks {
  readonly paragraph: Style['look'];
  readonly ofCharacters: (id: string | undefined) => Style;
}

/** Deleted or moved away by a change that is tracked, or nothing that is read. */
const skipped = new Set(
  'w:del w:moveFrom w:pPr w:rPr w:instrText w:delText w:delInstrText w:rt mc:Fallback'.split(' '),
);

/** Reads the visible text of a paragraph: insertions in, deletions out; links, fields and formulas by what they show; of words with their sound above only the words. */
export function readRuns(paragraph: XmlElement, ground: Ground, looks: Looks): ShownText {
  const notes: Hanging<string>[] = [];
  const boxes: Hanging<XmlElement>[] = [];
  // Of the fields around: whether what makes them has been read, and what they show follows.
  const fields: { isShown: boolean }[] = [];
  let hidden = 0;

  const read = (element: XmlElement, run: Run): string =>
    childrenOf(element)
      .map((child) => readOne(child, run))
      .join('');

  function show(text: string, { isHidden }: Run): string {
    if (fields.some(({ isShown }) => !isShown)) return '';
    if (isHidden) hidden += text.trim().length;
    return isHidden ? '' : text;
  }

  function readFieldMark(kind: string | undefined): void {
    if (kind === 'begin') fields.push({ isShown: false });
    else if (kind === 'end') fields.pop();
    else if (kind === 'separate') for (const field of fields.slice(-1)) field.isShown = true;
  }

  /** A run of its own properties, in what may be hidden already. */
  function runOf(element: XmlElement, { isHidden }: Run): Run {
    const properties = childAt(element, 'w:rPr');
    const { look } = looks.ofCharacters(settingOf(childAt(properties, 'w:rStyle')));
    const seen = combinedLook(looks.paragraph, look, lookOf(properties));
    const fonts = childAt(properties, 'w:rFonts')?.attributes;
    return {
      isHidden: isHidden || isUnseen(seen, ground.isShaded),
      font: fonts?.['w:ascii'] ?? fonts?.['w:hAnsi'],
      shift: settingOf(childAt(properties, 'w:vertAlign')),
    };
  }

  function readOne(child: XmlElement, run: Run): string {
    const { name, attributes } = child;
    if (skipped.has(name)) return '';
    switch (name) {
      case 'w:r':
      case 'm:r':
        return read(child, runOf(child, run));
      case 'm:oMath':
        return readFormula(child, (part) => readOne(part, run));
      case 'm:phant':
        return read(child, { ...run, isHidden: run.isHidden || isPhantom(child) });
      case 'w:t':
      case 'm:t':
        return show(
          shifted(withSymbols(child.children.filter((part) => !isElement(part)).join(''), run.font), run),
          run,
        );
      case 'w:sym':
        return show(symbolOf(Number.parseInt(attributes['w:char'] ?? '', 16), attributes['w:font']), run);
      case 'w:fldChar':
        readFieldMark(attributes['w:fldCharType']);
        return '';
      case 'w:tab':
      case 'w:ptab':
        return show(' ', run);
      case 'w:noBreakHyphen':
        return show('-', run);
      case 'w:br':
      case 'w:cr':
        return show('\n', run);
      case 'w:footnoteReference':
        notes.push({ what: `footnotes:${attributes['w:id']}`, isHidden: run.isHidden });
        return '';
      case 'w:endnoteReference':
        notes.push({ what: `endnotes:${attributes['w:id']}`, isHidden: run.isHidden });
        return '';
      case 'w:txbxContent':
        boxes.push({ what: child, isHidden: run.isHidden });
        return '';
      default:
        return read(child, run);
    }
  }

  const text = read(paragraph, { isHidden: ground.isHidden, font: undefined, shift: undefined });
  return { text, hidden, notes, boxes };
}

interface Run {
  readonly isHidden: boolean;
  readonly font: string | undefined;
  /** `superscript` or `subscript`. */
  readonly shift: string | undefined;
}

function shifted(text: string, { shift }: Run): string {
  if (shift === 'superscript') return raisedText(text);
  return shift === 'subscript' ? loweredText(text) : text;
}

/** A part of a formula that only keeps its place free. */
function isPhantom(element: XmlElement): boolean {
  const show = childAt(element, 'm:phantPr', 'm:show');
  return show !== undefined && /^(?:0|off|false)$/.test(show.attributes['m:val'] ?? '1');
}

/** The notes of a part, by id. Word's own separators are notes too, and are left out. */
export function readNotes(root: XmlElement | undefined, name: string): [string, XmlElement][] {
  return childrenOf(root, name).flatMap((note): [string, XmlElement][] =>
    note.attributes['w:type'] === undefined ? [[`${name.slice(2)}s:${note.attributes['w:id']}`, note]] : [],
  );
}
