import type { getDocumentProxy } from 'unpdf';
import type { PdfItem } from './text-pieces.ts';

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Pdf['getPage']>>;

/** How deep the titles in a file's outline stand, by page and title; from 1. */
export type Outline = ReadonlyMap<number, ReadonlyMap<string, number>>;

const mostTitles = 2000;
const deepest = 6;

/** Titles are compared without what differs between an outline and a page. */
export const bareTitle = (title: string): string =>
  title
    .normalize('NFKC')
    .replace(/[\s\u00ad]+/gu, '')
    .toLowerCase();

/** The outline that readers show beside the pages. Empty where there is none, or it is damaged. */
export async function readOutline(pdf: Pdf): Promise<Outline> {
  const outline = new Map<number, Map<string, number>>();
  let count = 0;
  const collect = async (entries: readonly OutlineEntry[], depth: number): Promise<void> => {
    for (const { title, dest, items } of entries) {
      count += 1;
      if (count > mostTitles) return;
      const page = await pageOf(pdf, dest);
      const titles = outline.get(page) ?? new Map<string, number>();
      if (page > 0 && bareTitle(title) !== '') outline.set(page, titles.set(bareTitle(title), depth));
      if (depth < deepest) await collect(items, depth + 1);
    }
  };
  await pdf
    .getOutline()
    .then((entries) => collect(entries ?? [], 1))
    .catch(() => undefined);
  return outline;
}

interface OutlineEntry {
  readonly title: string;
  readonly dest: string | readonly unknown[] | null;
  readonly items: readonly OutlineEntry[];
}

/** 0: nobody knows. */
async function pageOf(pdf: Pdf, destination: OutlineEntry['dest']): Promise<number> {
  try {
    const place = typeof destination === 'string' ? await pdf.getDestination(destination) : destination;
    const [page] = place ?? [];
    if (typeof page === 'number') return page + 1;
    return page === undefined || page === null ? 0 : (await pdf.getPageIndex(page as PageReference)) + 1;
  } catch {
    return 0;
  }
}

type PageReference = Parameters<Pdf['getPageIndex']>[0];

/** The items of a page; those that the tags of the file call a heading have its level. */
export async function readItems(page: Page): Promise<readonly PdfItem[]> {
  const levels = headingLevels(await page.getStructTree().catch(() => null));
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const open: (number | undefined)[] = [];
  return items.flatMap((item): PdfItem[] => {
    if ('str' in item) {
      const level = open.findLast((each) => each !== undefined);
      return [level === undefined ? item : { ...item, level }];
    }
    if (item.type === 'endMarkedContent') open.pop();
    else open.push(levels.get(String(item.id)) ?? levelOf('tag' in item ? item.tag : undefined));
    return [];
  });
}

/** Of the tag of a heading. */
function levelOf(tag: unknown): number | undefined {
  const [, digit] = /^H([1-6])$/.exec(String(tag)) ?? [];
  return digit === undefined ? undefined : Number(digit);
}

/** Levels by the name of the content that has them. */
function headingLevels(tree: unknown): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  const visit = (node: unknown, above: number | undefined): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('id' in node && above !== undefined) levels.set(String(node.id), above);
    const level = ('role' in node ? levelOf(node.role) : undefined) ?? above;
    const children = 'children' in node && Array.isArray(node.children) ? node.children : [];
    for (const child of children) visit(child, level);
  };
  visit(tree, undefined);
  return levels;
}
