import type { ParseLimits } from '@ticket-ai/core';
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { hiddenRuns, withoutHidden } from './hidden-text.ts';
import { paintPage } from './paint-page.ts';
import { type Outline, readItems, readOutline } from './structure.ts';
import { collectPieces, type PdfItem, type TextPiece } from './text-pieces.ts';

/** A page as it comes out of the file: pieces of text with their places. */
export interface RawPage {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly pieces: readonly TextPiece[];
  readonly hasImage: boolean;
  readonly isDamaged?: boolean;
}

/** The pages that could be read within the limits. */
export interface RawPdf {
  readonly pageCount: number;
  readonly pages: readonly RawPage[];
  readonly outline: Outline;
  /** From the file's properties; often worthless. */
  readonly title?: string;
  readonly warnings: readonly string[];
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
type Page = Awaited<ReturnType<Pdf['getPage']>>;
type Operators = Awaited<ReturnType<Page['getOperatorList']>>;

/** Pages with less text are looked at for images: they may be scans. */
const fewCharacters = 30;
const maxImagePixels = 50_000_000;
/** How pdf.js calls images with an alpha channel. */
const rgba = 3;

/** Reads the pages of a PDF, one after the other, until a limit is reached. @throws the errors of pdf.js for broken and locked files */
export async function readPages(bytes: Uint8Array, limits: ParseLimits): Promise<RawPdf> {
  const deadline = performance.now() + limits.milliseconds;
  // pdf.js takes the bytes away from its caller, and prints its warnings to standard output unless told otherwise.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, maxImageSize: maxImagePixels });
  try {
    const title = await readTitle(pdf);
    const { pages, warnings } = await readUntil(pdf, { deadline, limits });
    const outline = await readOutline(pdf);
    return { pageCount: pdf.numPages, pages, outline, warnings, ...(title === undefined ? {} : { title }) };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function readUntil(
  pdf: Pdf,
  { deadline, limits }: { readonly deadline: number; readonly limits: ParseLimits },
) {
  const bold = fontReader();
  const layers = await pdf.getOptionalContentConfig();
  const isLayerShown = (group: unknown) => layers.isVisible(group);
  const pages: RawPage[] = [];
  const wanted = Math.min(pdf.numPages, limits.pages);
  const hidden: number[] = [];
  const across: number[] = [];
  const broken: number[] = [];
  while (pages.length < wanted && performance.now() < deadline) {
    const number = pages.length + 1;
    try {
      const read = await readPage(await pdf.getPage(number), { number, bold, isLayerShown });
      if (read.hidden > 0) hidden.push(number);
      if (read.across > 0) across.push(number);
      pages.push(read.page);
    } catch {
      broken.push(number);
      pages.push({ number, width: 0, height: 0, pieces: [], hasImage: false, isDamaged: true });
    }
  }
  const warnings = [
    ...(pdf.numPages > wanted
      ? [`Only the first ${wanted} of ${pdf.numPages} pages were read; the limit is ${limits.pages}.`]
      : []),
    ...(pages.length < wanted
      ? [
          `Only the first ${pages.length} of ${pdf.numPages} pages were read; the limit is ${limits.milliseconds / 1000} seconds.`,
        ]
      : []),
    ...(broken.length > 0 ? [`Damaged and left out: ${listPages(broken)}.`] : []),
    ...(hidden.length > 0
      ? [
          `Text that cannot be seen (too small, outside the page, of the colour of its ground, covered, transparent, cut off or in a hidden layer) was left out: ${listPages(hidden)}.`,
        ]
      : []),
    ...(across.length > 0
      ? [`Text across the page, such as a stamp, was left out: ${listPages(across)}.`]
      : []),
  ];
  return { pages, warnings };
}

interface PageReading {
  readonly number: number;
  readonly bold: FontReader;
  readonly isLayerShown: (group: unknown) => boolean;
}

async function readPage(page: Page, { number, bold, isLayerShown }: PageReading) {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const items = await readItems(page);
  const operators = await page.getOperatorList();
  const opaque = await opaqueImages(page, operators);
  const painted = await paintPage({
    ...operators,
    isLayerShown,
    isOpaque: (image) => opaque.has(image) || isOpaque(image),
  });
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const unseen = hiddenRuns(painted, { left, bottom, right, top });
  const seen = withoutHidden(items, unseen);
  const isBold = await bold(page, seen);
  const { pieces, hidden, across } = collectPieces(seen, { transform, width, height, isBold });
  const characters = pieces.reduce((sum, { text }) => sum + text.length, 0);
  const hasImage = characters < fewCharacters && (await showsImage(operators));
  page.cleanup();
  return { page: { number, width, height, pieces, hasImage }, hidden: hidden + unseen.length, across };
}

/** The images of a page that let nothing shine through. One with an alpha channel may be a stamp or a logo that hides nothing. */
async function opaqueImages(page: Page, { fnArray, argsArray }: Operators): Promise<ReadonlySet<unknown>> {
  const { OPS } = await getResolvedPDFJS();
  const ids = fnArray.flatMap((operation, at) =>
    operation === OPS.paintImageXObject ? [String((argsArray[at] as readonly unknown[])[0])] : [],
  );
  const opaque = new Set<unknown>();
  for (const id of new Set(ids)) {
    const known = id.startsWith('g_') ? page.commonObjs : page.objs;
    if (isOpaque(await new Promise<unknown>((resolve) => known.get(id, resolve)))) opaque.add(id);
  }
  return opaque;
}

function isOpaque(image: unknown): boolean {
  if (typeof image !== 'object' || image === null || !('data' in image) || !('kind' in image)) return false;
  if (image.kind !== rgba) return true;
  const data = image.data as Uint8ClampedArray;
  const step = 4 * Math.max(1, Math.floor(data.length / 4 / 500));
  for (let at = 3; at < data.length; at += step) if ((data[at] ?? 0) < 250) return false;
  return true;
}

type FontReader = (page: Page, items: readonly PdfItem[]) => Promise<(fontName: string) => boolean>;

/** Only the name of a font tells that it is bold, and pdf.js knows it once it has gone through the page's operators. */
function fontReader(): FontReader {
  const known = new Map<string, boolean>();
  return async (page, items) => {
    const unknown = [...new Set(items.map(({ fontName }) => fontName))].filter((name) => !known.has(name));
    for (const name of unknown)
      known.set(name, page.commonObjs.has(name) && looksBold(page.commonObjs.get(name)));
    return (fontName) => known.get(fontName) ?? false;
  };
}

function looksBold(font: unknown): boolean {
  if (typeof font !== 'object' || font === null) return false;
  const flagged = ('bold' in font && font.bold === true) || ('black' in font && font.black === true);
  return (
    flagged ||
    ('name' in font && /bold|black|heavy|demi|medi(?:um)?(?![a-z])|medi(?=ital)/i.test(String(font.name)))
  );
}

async function showsImage({ fnArray }: Operators): Promise<boolean> {
  const { OPS } = await getResolvedPDFJS();
  const painting = new Set<number>([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintImageXObjectRepeat,
    OPS.paintInlineImageXObjectGroup,
    OPS.paintImageMaskXObjectGroup,
  ]);
  return fnArray.some((operation) => painting.has(operation));
}

async function readTitle(pdf: Pdf): Promise<string | undefined> {
  const info: unknown = await pdf.getMetadata().then(
    (metadata) => metadata.info,
    () => undefined,
  );
  const title =
    typeof info === 'object' && info !== null && 'Title' in info && typeof info.Title === 'string'
      ? info.Title.trim()
      : '';
  return title === '' || /^\(?(?:untitled|anonymous)\)?$|^microsoft |\.\w{2,5}$|[\\/]/i.test(title)
    ? undefined
    : title;
}

/** `page 3`, `pages 1, 2 and 7 more`. */
export function listPages(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 10).join(', ');
  return `${numbers.length === 1 ? 'page' : 'pages'} ${shown}${numbers.length > 10 ? ` and ${numbers.length - 10} more` : ''}`;
}
