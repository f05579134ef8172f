import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';

/** An element of the parsed page. */
export type Element = DefaultTreeAdapterTypes.Element;
/** Anything in the parsed page. */
export type HtmlNode = DefaultTreeAdapterTypes.ChildNode;

const maxDepth = 512;
const maxElements = 1_000_000;

/** Parses a page, but gives up on one that is built to exhaust the parser: `undefined` when it is nested too deep, too large or too slow. */
export function parseTree(html: string, milliseconds: number): DefaultTreeAdapterTypes.Document | undefined {
  const deadline = performance.now() + milliseconds;
  let depth = 0;
  let elements = 0;
  const treeAdapter = {
    ...defaultTreeAdapter,
    onItemPush() {
      depth += 1;
      elements += 1;
      const late = elements % 1000 === 0 && performance.now() > deadline;
      if (depth > maxDepth || elements > maxElements || late) throw tooMuch;
    },
    onItemPop() {
      depth -= 1;
    },
  };
  try {
    return parse(html, { treeAdapter, scriptingEnabled: false });
  } catch (error) {
    if (error === tooMuch) return undefined;
    throw error;
  }
}

const tooMuch = new Error('too much');

/** Narrows a node to an element. */
export function isElement(node: HtmlNode | DefaultTreeAdapterTypes.Document): node is Element {
  return 'tagName' in node;
}

/** Value of an attribute, `''` for one without value. */
export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

/** The first elements with these names, in document order, not looking into those found. */
export function findAll(
  root: { readonly childNodes: readonly HtmlNode[] },
  matches: (element: Element) => boolean,
): readonly Element[] {
  return root.childNodes.flatMap((node) => {
    if (!isElement(node)) return [];
    return matches(node) ? [node] : findAll(node, matches);
  });
}

/** All text under a node, white space as it stands. */
export function textContent(node: HtmlNode): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value;
  return isElement(node) ? node.childNodes.map(textContent).join('') : '';
}
