import { loweredText, raisedText } from '@ticket-ai/core';
import { type Element, isElement, textContent } from './parse-tree.ts';

/** Elements that begin on a line of their own. */
export const blockTags = new Set(
  `address article aside blockquote body center details dialog dd div dl dt fieldset figcaption figure footer form header hgroup hr html legend li
  main ol p pre search section summary table ul`.split(/\s+/),
);
/** Beside each other or below each other, but never in one word. */
const apart = new Set([...blockTags, 'caption', 'tr', 'td', 'th', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** Text in one piece; blocks inside are set apart by a line break. `verbatim` keeps white space. */
export function visibleText(
  element: Element,
  skips: (element: Element) => boolean,
  verbatim = false,
): string {
  const parts = element.childNodes.map((node) => {
    if (!isElement(node)) return verbatim ? textContent(node) : oneBlank(textContent(node));
    if (skips(node)) return '';
    if (node.tagName === 'br') return '\n';
    const inner = shifted(node, visibleText(node, skips, verbatim));
    return apart.has(node.tagName) && !verbatim ? `\n${inner}\n` : inner;
  });
  return clean(parts.join(''));
}

/** Numbers above or below the line are written so: `10⁶` is not `106`. */
export function shifted({ tagName }: Element, text: string): string {
  if (tagName === 'sup') return raisedText(text);
  return tagName === 'sub' ? loweredText(text) : text;
}

/** White space as a browser shows it. */
export const oneBlank = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ');

/** Soft hyphens and zero-width characters are not seen, and would break quotes. */
export function clean(text: string): string {
  return text.replace(/[\u00ad\u200b\u2060\ufeff]/g, '');
}
