import { hasShade, lookOf, type RunLook } from './run-look.ts';
import { childAt, childrenOf, settingOf, type XmlElement } from './xml-tree.ts';

/** What a style says, of paragraphs, characters or tables. */
export interface Style {
  /** 1 to 6. */
  readonly heading?: number;
  readonly isTitle?: boolean;
  readonly list?: { readonly numberingId: string; readonly level: number };
  /** Of the table of contents, which says the headings again. */
  readonly isContents?: boolean;
  readonly look: RunLook;
  /** It gives paragraphs, or cells of a table somewhere, a colour of their own. */
  readonly isShaded?: boolean;
}

/** The styles of a file. */
export interface Styles {
  /** Of a paragraph, whose look begins with that of all text; without an id the style of paragraphs that name none. */
  readonly paragraph: (id: string | undefined) => Style;
  /** Of characters or a table. */
  readonly other: (id: string | undefined) => Style;
}

/** Reads the styles by their id. What a style does not say, the one it is based on says. */
export function readStyles(root: XmlElement | undefined): Styles {
  const elements = new Map(
    childrenOf(root, 'w:style').map((style) => [style.attributes['w:styleId'] ?? '', style]),
  );
  const known = new Map<string, Style>();

  function read(id: string | undefined, seen: ReadonlySet<string> = new Set()): Style {
    const element = elements.get(id ?? '');
    if (id === undefined || element === undefined || seen.has(id)) return { look: {} };
    const found =
      known.get(id) ??
      below(read(settingOf(childAt(element, 'w:basedOn')), new Set([...seen, id])), ownStyle(element));
    known.set(id, found);
    return found;
  }

  const everywhere: Style = { look: lookOf(childAt(root, 'w:docDefaults', 'w:rPrDefault', 'w:rPr')) };
  const usual = childrenOf(root, 'w:style').find(isUsualParagraph)?.attributes['w:styleId'];
  return {
    paragraph(id) {
      if (id === undefined || elements.has(id)) return below(everywhere, read(id ?? usual));
      const heading = headingLevel(id);
      return { ...below(everywhere, read(usual)), ...(heading === undefined ? {} : { heading }) };
    },
    other: (id) => read(id),
  };
}

/** What programs call the styles of headings; Word itself writes the English names in all languages. */
const headingNames =
  /^(?:heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|nagłówek|nadpis|заголовок|otsikko|címsor|başlık|标题|標題|見出し|제목)\s*([1-9])$/iu;
const contentsNames = /^(?:toc|contents|index) ?(?:\d|heading)$|^table of figures$/u;

function headingLevel(name: string): number | undefined {
  const level = headingNames.exec(name)?.[1];
  return level === undefined ? undefined : Math.min(6, Number(level));
}

const below = (base: Style, own: Style): Style => ({ ...base, ...own, look: { ...base.look, ...own.look } });

const isUsualParagraph = ({ attributes }: XmlElement): boolean =>
  attributes['w:type'] === 'paragraph' && /^(?:1|true|on)$/.test(attributes['w:default'] ?? '');

function ownStyle(style: XmlElement): Style {
  const name = (settingOf(childAt(style, 'w:name')) ?? '').toLowerCase();
  const properties = childAt(style, 'w:pPr');
  const heading = headingLevel(name) ?? outlineOf(properties);
  const list = listOf(properties);
  return {
    ...(heading === undefined ? {} : { heading }),
    ...(contentsNames.test(name) ? { isContents: true } : {}),
    ...(name === 'title' ? { isTitle: true, heading: 1 } : {}),
    ...(list === undefined ? {} : { list }),
    ...(shadesSomething(style) ? { isShaded: true } : {}),
    look: lookOf(childAt(style, 'w:rPr')),
  };
}

/** The paragraph, the table, or certain cells of it, such as those of the first row. */
function shadesSomething(style: XmlElement): boolean {
  return [style, ...childrenOf(style, 'w:tblStylePr')].some((part) =>
    ['w:pPr', 'w:tblPr', 'w:tcPr'].some((name) => hasShade(childAt(part, name))),
  );
}

/** The outline level of a paragraph, from 1; body text has none. */
export function outlineOf(properties: XmlElement | undefined): number | undefined {
  const level = settingOf(childAt(properties, 'w:outlineLvl'));
  return level === undefined || Number(level) > 8 ? undefined : Math.min(6, Number(level) + 1);
}

/** The list a paragraph belongs to, of which its style may say a part. Number 0 takes it out of the list of its style. */
export function listOf(properties: XmlElement | undefined, ofStyle?: Style['list']): Style['list'] {
  const numbering = childAt(properties, 'w:numPr');
  const [own, level] = ['w:numId', 'w:ilvl'].map((name) => settingOf(childAt(numbering, name)));
  const numberingId = own ?? ofStyle?.numberingId;
  if (numberingId === undefined) return undefined;
  return { numberingId, level: Number(level ?? (own === undefined ? ofStyle?.level : 0) ?? 0) };
}
