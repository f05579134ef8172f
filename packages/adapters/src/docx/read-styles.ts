import { childAt, childrenOf, isOn, settingOf, type XmlElement } from './xml-tree.ts';

/** What a paragraph style says about structure. */
export interface ParagraphStyle {
  /** 1 to 6. */
  readonly heading?: number;
  readonly isTitle?: boolean;
  readonly isHidden?: boolean;
  readonly list?: { readonly numberingId: string; readonly level: number };
}

/** Reads the styles by their id. What a style does not say, the one it is based on says. */
export function readStyles(root: XmlElement | undefined): (id: string | undefined) => ParagraphStyle {
  const elements = new Map(
    childrenOf(root, 'w:style').map((style) => [style.attributes['w:styleId'] ?? '', style]),
  );
  const known = new Map<string, ParagraphStyle>();

  function read(id: string | undefined, seen: ReadonlySet<string> = new Set()): ParagraphStyle {
    const element = elements.get(id ?? '');
    if (id === undefined || element === undefined || seen.has(id)) return {};
    const found = known.get(id) ?? {
      ...read(settingOf(childAt(element, 'w:basedOn')), new Set([...seen, id])),
      ...ownStyle(element),
    };
    known.set(id, found);
    return found;
  }
  return (id) => read(id);
}

function ownStyle(style: XmlElement): ParagraphStyle {
  const name = (settingOf(childAt(style, 'w:name')) ?? '').toLowerCase();
  const properties = childAt(style, 'w:pPr');
  const heading = /^heading ([1-9])$/.exec(name)?.[1] ?? outlineOf(properties);
  const list = listOf(properties);
  const hidden = childAt(style, 'w:rPr', 'w:vanish');
  return {
    ...(heading === undefined ? {} : { heading: Math.min(6, Number(heading)) }),
    ...(name === 'title' ? { isTitle: true, heading: 1 } : {}),
    ...(hidden === undefined ? {} : { isHidden: isOn(hidden) }),
    ...(list === undefined ? {} : { list }),
  };
}

/** The outline level of a paragraph, from 1; body text has none. */
export function outlineOf(properties: XmlElement | undefined): number | undefined {
  const level = settingOf(childAt(properties, 'w:outlineLvl'));
  return level === undefined || Number(level) > 8 ? undefined : Math.min(6, Number(level) + 1);
}

/** The list a paragraph belongs to. Number 0 takes it out of the list of its style. */
export function listOf(
  properties: XmlElement | undefined,
): { readonly numberingId: string; readonly level: number } | undefined {
  const numbering = childAt(properties, 'w:numPr');
  const numberingId = settingOf(childAt(numbering, 'w:numId'));
  if (numberingId === undefined) return undefined;
  return { numberingId, level: Number(settingOf(childAt(numbering, 'w:ilvl')) ?? 0) };
}
