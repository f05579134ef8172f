import { SaxesParser } from 'saxes';

/** An element of an XML file; its children in order, text as strings. Names keep their prefix: `w:p`. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

const mostDepth = 256;
const mostElements = 2_000_000;

/** Reads XML that may come from anybody: no entities of its own, no external ones. @throws `Error` for what is no XML, nested too deep or too large */
export function parseXml(xml: string): XmlElement {
  const root: { children: (XmlElement | string)[] } = { children: [] };
  const open: { children: (XmlElement | string)[] }[] = [root];
  let elements = 0;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('A document type is not allowed here.');
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1;
    if (open.length > mostDepth || elements > mostElements)
      throw new Error('It is nested too deep or has too many elements.');
    const element = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => void open.at(-1)?.children.push(text));
  parser.on('cdata', (text) => void open.at(-1)?.children.push(text));
  parser.write(xml).close();
  const [element] = root.children.filter(isElement);
  if (element === undefined) throw new Error('It holds no element.');
  return element;
}

/** Narrows a child to an element. */
export const isElement = (child: XmlElement | string): child is XmlElement => typeof child !== 'string';

/** The child elements, of one name if it is given. */
export function childrenOf(parent: XmlElement | undefined, name?: string): XmlElement[] {
  const elements = parent?.children.filter(isElement) ?? [];
  return name === undefined ? elements : elements.filter((child) => child.name === name);
}

/** The first child of a name, and so on along the path. */
export function childAt(parent: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((found, name) => childrenOf(found, name)[0], parent);
}

/** What most properties of Word have: `w:val`. */
export const settingOf = (element: XmlElement | undefined): string | undefined =>
  element?.attributes['w:val'];

/** A property without a value is on. */
export function isOn(element: XmlElement | undefined): boolean {
  return element !== undefined && !/^(?:0|false|off|none)$/.test(settingOf(element) ?? '1');
}
