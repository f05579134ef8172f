import { attribute, type Element, findAll, textContent } from './parse-tree.ts';

const silentTags = new Set(
  'script style template noscript head title meta link svg canvas iframe frame object embed video audio map button input select textarea nav menu datalist progress meter'.split(
    ' ',
  ),
);
const silentRoles = new Set(
  'navigation search dialog alertdialog menu menubar toolbar tablist tooltip'.split(' '),
);
const furnitureTags = new Set(['header', 'footer', 'aside']);
const furnitureRoles = new Set(['banner', 'contentinfo', 'complementary']);
const unseenClass =
  /(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|skip-?(?:link|to-content|nav))(?:\s|$)/i;
const consentNotice =
  /(?:cookie|consent|gdpr)[\w -]{0,20}(?:banner|notice|bar|popup|modal|dialog|overlay|message)/i;
const unseenStyle =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0(?![.\d]))/i;

/** Whether a reader of the page sees nothing of this element, or sees a control instead of text. */
export function isSilent(element: Element): boolean {
  if (silentTags.has(element.tagName) || silentRoles.has(roleOf(element))) return true;
  if (attribute(element, 'hidden') !== undefined || attribute(element, 'aria-hidden') === 'true') return true;
  if (element.tagName === 'dialog' && attribute(element, 'open') === undefined) return true;
  if (unseenStyle.test(attribute(element, 'style') ?? '')) return true;
  const names = [
    attribute(element, 'class'),
    attribute(element, 'id'),
    attribute(element, 'aria-label'),
  ].filter((name) => name !== undefined);
  return unseenClass.test(names[0] ?? '') || names.some((name) => consentNotice.test(name));
}

/** Header, footer and side matter: of the page they are furniture; inside an article they belong to it. */
export function isFurniture(element: Element): boolean {
  return furnitureTags.has(element.tagName) || furnitureRoles.has(roleOf(element));
}

/** Where the text of a page is: its main part, else its only article; `undefined`: it has neither, so all of the body counts. */
export function findContent(body: Element): Element | undefined {
  const shown = (element: Element) => !isSilent(element) && textContent(element).trim() !== '';
  const [main] = findAll(body, (element) => element.tagName === 'main' || roleOf(element) === 'main').filter(
    shown,
  );
  if (main !== undefined) return main;
  const articles = findAll(
    body,
    (element) => element.tagName === 'article' || roleOf(element) === 'article',
  ).filter(shown);
  return articles.length === 1 ? articles[0] : undefined;
}

function roleOf(element: Element): string {
  return attribute(element, 'role')?.trim().toLowerCase() ?? '';
}
