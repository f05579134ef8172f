import { SaxesParser } from 'saxes';

/** An element of an XML file; its children in order, text as strings. Names have the usual prefix, whatever the file calls it: `w:p`. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

const mostDepth = 256;
const mostElements = 2_000_000;

/** Names of the namespaces that are read; those of the strict kind have others. */
const usualPrefixes: ReadonlyMap<string, string> = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
]);

/** Usual prefixes by those that the file uses instead, without the colon. */
type Renamed = ReadonlyMap<string, string>;

interface OpenElement {
  readonly children: (XmlElement | string)[];
  readonly renamed: Renamed;
}

/** Reads XML that may come from anybody: no entities of its own, no external ones. @throws `Error` for what is no XML, nested too deep or too large */
export function parseXml(xml: string): XmlElement {
  const root: OpenElement = { children: [], renamed: new Map() };
  const open: OpenElement[] = [root];
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
    const around = open.at(-1) ?? root;
    const renamed = readNames(attributes, around.renamed);
    const children: OpenElement['children'] = [];
    around.children.push({
      name: rename(name, renamed),
      attributes: renamed.size === 0 ? attributes : renameAll(attributes, renamed),
      children,
    });
    open.push({ children, renamed });
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => void open.at(-1)?.children.push(text));
  parser.on('cdata', (text) => void open.at(-1)?.children.push(text));
  parser.write(xml).close();
  const [element] = root.children.filter(isElement);
  if (element === undefined) throw new Error('It holds no element.');
  return element;
}

function readNames(attributes: Readonly<Record<string, string>>, around: Renamed): Renamed {
  let renamed: Map<string, string> | undefined;
  for (const [name, uri] of Object.entries(attributes)) {
    const prefix = /^xmlns(?::|$)(.*)$/.exec(name)?.[1];
    if (prefix === undefined) continue;
    renamed ??= new Map(around);
    const usual = usualPrefixes.get(uri);
    if (usual === undefined || usual === prefix) renamed.delete(prefix);
    else renamed.set(prefix, usual);
  }
  return renamed ?? around;
}

function rename(name: string, renamed: Renamed): string {
  if (renamed.size === 0) return name;
  const colon = name.indexOf(':');
  const usual = renamed.get(name.slice(0, Math.max(0, colon)));
  return usual === undefined ? name : `${usual}:${name.slice(colon + 1)}`;
}

/** An attribute without a prefix has no namespace. */
const renameAll = (attributes: Readonly<Record<string, string>>, renamed: Renamed) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name.includes(':') ? rename(name, renamed) : name,
      value,
    ]),
  );

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
