import { attribute, type Element, findAll, isElement, textContent } from './parse-tree.ts';

const silentTags = new Set(
  'script style template noscript head title meta link svg canvas iframe frame object embed video audio map input select textarea nav menu datalist progress meter rt rp annotation annotation-xml'.split(
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
  /(?:cookie|consent|gdpr)[\w -]{0,20}(?:banner|notice|bar|popup|modal|dialog|overlay|message)|onetrust-|didomi-|usercentrics-|truste-|qc-cmp2|cmpbox|cc-window|iubenda-cs/i;
const unseenStyles = [
  /(?:^|;)\s*(?:display\s*:\s*none|(?:content-)?visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?(?:\.0+)?\s*(?:;|!|$)|color\s*:\s*transparent)/i,
  /(?:^|;)\s*font-size\s*:\s*(?:0(?![.\d])|0?\.0|[01]?(?:\.\d+)?p[xt])/i,
  // Out of the page, or cut down to nothing.
  /(?:^|;)\s*(?:left|right|top|text-indent|margin-left|margin-top)\s*:\s*-(?:\d{4,}(?:\.\d+)?px|\d{3,}r?em)/i,
  /(?:^|;)\s*(?:clip\s*:\s*rect\(\s*[01](?:px)?[ ,]|clip-path\s*:\s*inset\(\s*(?:50|100)%|transform\s*:\s*scale\(\s*0\s*\))/i,
  /^(?=.*(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$))(?=.*(?:^|;)\s*overflow\s*:\s*hidden)/i,
];
/** A style that is longer says more than a page needs, and takes long to search. */
const longestStyle = 10_000;
const headings = /^(?:h[1-6]|summary|dt)$/;

/** Whether a reader of the page sees a control instead of text, or nothing that belongs to it. */
export function isSilent(element: Element): boolean {
  const { tagName } = element;
  if (silentTags.has(tagName) || silentRoles.has(roleOf(element))) return true;
  if (tagName === 'button') return !isHeadingControl(element);
  if (tagName === 'dialog' && attribute(element, 'open') === undefined) return true;
  const names = ['class', 'id', 'aria-label'].map((name) => attribute(element, name) ?? '');
  return unseenClass.test(names[0] ?? '') || names.some((name) => consentNotice.test(name));
}

/** A heading that opens what is below it holds its words in a button. */
function isHeadingControl({ parentNode }: Element): boolean {
  return parentNode !== null && 'tagName' in parentNode && headings.test(parentNode.tagName);
}

/** Whether an element is hidden by attribute or inline style, and not to be opened by a control of the page. */
export function isUnseen(element: Element, opened: ReadonlySet<string>): boolean {
  const style = attribute(element, 'style');
  if (style !== undefined && (style.length > longestStyle || unseenStyles.some((each) => each.test(style))))
    return !opened.has(attribute(element, 'id') ?? '');
  const isHidden =
    attribute(element, 'hidden') !== undefined || attribute(element, 'aria-hidden')?.trim() === 'true';
  return isHidden && !opened.has(attribute(element, 'id') ?? '');
}

/** Ids of parts that are folded: a control that is seen says that it opens them. */
export function openedParts(root: Element): ReadonlySet<string> {
  const nothing: ReadonlySet<string> = new Set();
  const collect = (element: Element): readonly string[] => {
    if (isUnseen(element, nothing)) return [];
    const opens = attribute(element, 'aria-expanded') !== undefined;
    const own = opens ? (attribute(element, 'aria-controls')?.split(/\s+/) ?? []) : [];
    return [...own, ...element.childNodes.filter(isElement).flatMap(collect)];
  };
  return new Set(collect(root).filter((id) => id !== ''));
}

/** Header, footer and side matter: of the page they are furniture; inside an article or section they belong to it. */
export function isFurniture(element: Element): boolean {
  return (furnitureTags.has(element.tagName) && !isInSection(element)) || furnitureRoles.has(roleOf(element));
}

function isInSection({ parentNode }: Element): boolean {
  if (parentNode === null || !('tagName' in parentNode)) return false;
  return /^(?:article|section)$/.test(parentNode.tagName) || isInSection(parentNode);
}

/** Where the text of a page is: its main part, else its only article; `undefined`: it has neither, so all of the body counts. */
export function findContent(body: Element): Element | undefined {
  const shown = (element: Element) =>
    !isSilent(element) && !isUnseen(element, new Set()) && textContent(element).trim() !== '';
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
