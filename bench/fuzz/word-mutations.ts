import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { isElement, parseXml, type XmlElement } from '../../packages/adapters/src/docx/xml-tree.ts';
import { anywhere, inMarkup, type Mutation, numbers, pick, type Random } from './mutations.ts';

/** The parts of a Word file by name. */
type Parts = Record<string, Uint8Array>;
/** What {@link parseXml} gives, to be changed. */
interface Tree {
  name: string;
  attributes: Record<string, string>;
  children: (Tree | string)[];
}

const mostWritten = 20_000_000;

/** What happens inside Word files: parts are unpacked, damaged and packed again, and mostly stay well-formed, so that they are read. */
export const inWord: Readonly<Record<string, Mutation>> = {
  'damage a part': inPart((part, random, other) => {
    const damage = pick(random, Object.values({ ...anywhere, ...inMarkup }));
    return damage(part, random, other);
  }),
  'repeat elements': inTree((elements, random) => {
    const { children } = pick(random, elements);
    if (children.length === 0) return;
    const again = pick(random, children);
    const times = random.integer(pick(random, [3, 100, 10_000]));
    children.splice(random.integer(children.length), 0, ...Array<Tree | string>(times).fill(again));
  }),
  'nest elements': inTree((elements, random) => {
    const inner = pick(random, elements);
    const { name, attributes } = pick(random, [inner, pick(random, elements)]);
    for (let depth = random.integer(pick(random, [5, 240, 3000])); depth > 0; depth -= 1)
      inner.children = [{ name, attributes, children: inner.children }];
  }),
  'move elements': inTree((elements, random) => {
    for (let count = 1 + random.integer(6); count > 0; count -= 1)
      Object.assign(pick(random, elements), structuredClone(pick(random, elements)));
  }),
  'remove elements': inTree((elements, random) => {
    for (let count = 1 + random.integer(6); count > 0; count -= 1) pick(random, elements).children.pop();
  }),
  'swap names of elements': inTree((elements, random) => {
    for (let count = 1 + random.integer(6); count > 0; count -= 1)
      pick(random, elements).name = pick(random, elements).name;
  }),
  'change attributes': inTree((elements, random) => {
    const all = elements.filter(({ attributes }) => Object.keys(attributes).length > 0);
    for (let count = 1 + random.integer(10); count > 0 && all.length > 0; count -= 1) {
      const { attributes } = pick(random, all);
      const other = pick(random, Object.values(pick(random, all).attributes));
      attributes[pick(random, Object.keys(attributes))] = pick(random, [other, pick(random, numbers)]);
    }
  }),
  'mix up parts': inParts((parts, random) => {
    const [one, other] = [pick(random, Object.keys(parts)), pick(random, Object.keys(parts))];
    const { [one]: first, [other]: second } = parts;
    if (first !== undefined && second !== undefined) Object.assign(parts, { [one]: second, [other]: first });
  }),
  'lose a part': inParts((parts, random) => {
    delete parts[pick(random, Object.keys(parts))];
  }),
  'empty a part': inParts((parts, random) => {
    parts[pick(random, Object.keys(parts))] = new Uint8Array();
  }),
};

function inParts(change: (parts: Parts, random: Random, other: Parts) => void): Mutation {
  return (bytes, random, other) => {
    const parts = unzipSync(bytes);
    if (Object.keys(parts).length === 0) return bytes;
    change(parts, random, unzipSync(other));
    return Buffer.from(zipSync(parts, { level: 1 }));
  };
}

/** Mostly in the part that holds the text. */
function inPart(change: (part: Buffer, random: Random, other: Buffer) => Uint8Array): Mutation {
  return inParts((parts, random, other) => {
    const chosen = random.next() < 0.6 ? 'word/document.xml' : pick(random, Object.keys(parts));
    const part = parts[chosen];
    if (part === undefined || part.length === 0) return;
    parts[chosen] = change(Buffer.from(part), random, Buffer.from(other[chosen] ?? part));
  });
}

/** A part that an earlier damage made unreadable stays as it is. */
function inTree(change: (elements: readonly Tree[], random: Random) => void): Mutation {
  return inPart((part, random) => {
    const root = readTree(part);
    if (root === undefined) return part;
    change(elementsOf(root), random);
    return strToU8(writeXml(root));
  });
}

function readTree(part: Uint8Array): Tree | undefined {
  try {
    return copyOf(parseXml(strFromU8(part)));
  } catch {
    return undefined;
  }
}

const copyOf = ({ name, attributes, children }: XmlElement): Tree => ({
  name,
  attributes: { ...attributes },
  children: children.map((child) => (isElement(child) ? copyOf(child) : child)),
});

const elementsOf = (element: Tree): Tree[] => [
  element,
  ...element.children.flatMap((child) => (typeof child === 'string' ? [] : elementsOf(child))),
];

/** Without recursion: trees may be nested deeper than the stack. What is repeated within repetitions is cut off. */
function writeXml(root: Tree): string {
  const written: string[] = [];
  let length = 0;
  const open: (Tree | string | { readonly end: string })[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (length > mostWritten && !(typeof next === 'object' && 'end' in next)) continue;
    const text = typeof next === 'string' ? escaped(next) : 'end' in next ? `</${next.end}>` : openTag(next);
    written.push(text);
    length += text.length;
    if (typeof next === 'object' && 'children' in next) {
      open.push({ end: next.name });
      for (let at = next.children.length - 1; at >= 0; at -= 1) open.push(next.children[at] ?? '');
    }
  }
  return written.join('');
}

const openTag = ({ name, attributes }: Tree): string =>
  `<${[name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ')}>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
