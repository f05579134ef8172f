import { areaOf, type Box, intersect, shareIn } from './boxes.ts';
import type { Colour } from './graphics-state.ts';
import type { PaintedPage, PaintedText } from './paint-page.ts';
import type { PdfItem } from './text-pieces.ts';

const white: Colour = [255, 255, 255];
/** Colours that differ by less in each part cannot be told apart. */
const leastContrast = 16;
const leastAlpha = 0.03;
/** Less of a run to be seen than this share is nothing to be read. */
const leastSeen = 0.15;
const covered = 0.9;
/** A picture that covers so much of the page is the page: text under it is what a machine has recognised in it. */
const scanShare = 0.6;

/** The runs of text that a reader of the page cannot see. @param page the part of the page that is shown */
export function hiddenRuns({ texts, areas }: PaintedPage, page: Box): readonly PaintedText[] {
  const isScan = areas.some(
    ({ kind, box }) => kind !== 'fill' && areaOf(intersect(box, page)) > scanShare * areaOf(page),
  );
  const covers = areas.flatMap(({ kind, box }, at) =>
    kind === 'fill' || (kind === 'image' && !isScan) ? [{ box, at }] : [],
  );
  return texts.filter((run) => {
    if (run.text.trim() === '' || areaOf(run.box) === 0) return false;
    if (run.isOff || run.alpha < leastAlpha || shareIn(run.box, page) < leastSeen) return true;
    if (run.clip !== undefined && shareIn(run.box, run.clip) < leastSeen) return true;
    if (!run.isPainted) return !isScan;
    if (covers.some(({ box, at }) => at >= run.above && shareIn(run.box, box) > covered)) return true;
    const ground = groundOf(run, areas);
    return run.colour !== undefined && ground !== undefined && !isTold(run.colour, ground);
  });
}

/** The colour that a run stands on; absent where that is a picture or a shape, of which we do not know what is where. */
function groundOf({ box, above }: PaintedText, areas: PaintedPage['areas']): Colour | undefined {
  for (let at = above - 1; at >= 0; at -= 1) {
    const area = areas[at];
    const share = area === undefined ? 0 : shareIn(box, area.box);
    if (area === undefined || share < 0.1) continue;
    return area.kind === 'fill' && share > covered ? area.colour : undefined;
  }
  return white;
}

const isTold = (one: Colour, other: Colour): boolean =>
  one.some((part, at) => Math.abs(part - (other[at] ?? 0)) >= leastContrast);

/** Takes the hidden runs out of the text: whole items, or parts of items that pdf.js has joined. */
export function withoutHidden(items: readonly PdfItem[], hidden: readonly PaintedText[]): readonly PdfItem[] {
  if (hidden.length === 0) return items;
  return items.flatMap((item) =>
    hidden
      .filter((run) => liesIn(run, item))
      .reduce<readonly PdfItem[]>((parts, run) => parts.flatMap((part) => cutOut(part, run)), [item]),
  );
}

function liesIn({ x, y }: PaintedText, { transform, width }: PdfItem): boolean {
  const [a = 1, b = 0, , , left = 0, base = 0] = transform;
  const length = Math.hypot(a, b) || 1;
  const [along, across] = [
    ((x - left) * a + (y - base) * b) / length,
    ((y - base) * a - (x - left) * b) / length,
  ];
  return Math.abs(across) < 0.5 + length * 0.1 && along > -0.5 && along < width + 0.5;
}

/** What is left of an item without a run; the place of the rest is told by where the run ends. */
function cutOut(item: PdfItem, run: PaintedText): readonly PdfItem[] {
  // A run that goes from right to left is painted in the other order than it is read.
  const forms = [run.text, [...run.text].reverse().join('')].map((text) => text.trim().replace(/\s+/g, ' '));
  const shown = item.str.replace(/\s/g, ' ');
  const wanted = forms.find((form) => form !== '' && shown.includes(form)) ?? '';
  const at = shown.indexOf(wanted);
  if (wanted === '') {
    const isInside = forms.some((form) => squeeze(form).includes(squeeze(item.str)));
    return isInside ? [] : [item];
  }
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform;
  const length = Math.hypot(a, b) || 1;
  const each = item.width / Math.max(1, item.str.length);
  const part = (from: number, to: number): PdfItem => ({
    ...item,
    str: item.str.slice(from, to),
    width: each * (to - from),
    transform: [a, b, c, d, e + (a / length) * each * from, f + (b / length) * each * from],
  });
  return [part(0, at), part(at + wanted.length, item.str.length)].filter(({ str }) => str.trim() !== '');
}

const squeeze = (text: string): string => text.replace(/\s/g, '');
