import { areaOf, type Box, intersect, shareIn } from './boxes.ts';
import type { Colour } from './graphics-state.ts';
import type { PaintedArea, PaintedPage, PaintedText } from './paint-page.ts';
import { isInside, type Point } from './paths.ts';
import type { PdfItem } from './text-pieces.ts';

const white: Colour = [255, 255, 255];
/** Colours that differ by less in each part cannot be told apart. */
const leastContrast = 16;
/** Of a run over a picture, or anything else of which we do not know what is where. */
const unknownContrast = 255;
/** Less of a run to be seen than this share is nothing to be read. */
const leastSeen = 0.15;
/** A picture that covers so much of the page is the page: text under it is what a machine has recognised in it. */
const scanShare = 0.6;

/** The runs of text that a reader of the page cannot see. @param page the part of the page that is shown */
export function hiddenRuns({ texts, areas }: PaintedPage, page: Box): readonly PaintedText[] {
  const isScan = areas.some(
    ({ kind, box }) => kind !== 'fill' && areaOf(intersect(box, page)) > scanShare * areaOf(page),
  );
  const near = areaIndex(areas, page);
  const hidden = texts.filter((run) => {
    if (run.text.trim() === '' || areaOf(run.box) === 0) return false;
    if (run.isOff || shareIn(run.box, page) < leastSeen) return true;
    if (run.clip !== undefined && shareIn(run.box, run.clip) < leastSeen) return true;
    if (!run.isPainted) return !isScan;
    return seenShare(run, near(run.box), isScan) < leastSeen;
  });
  return withoutDoubles(hidden, texts);
}

/** How much of a run can be told from its ground, looked at in some of its points. */
function seenShare(run: PaintedText, areas: readonly PlacedArea[], isScan: boolean): number {
  const points = pointsOf(run);
  const seen = points.filter((point) => contrastAt(point, run, areas, isScan) >= leastContrast);
  return seen.length / points.length;
}

function pointsOf({ box: { left, right, bottom, top }, text }: PaintedText): readonly Point[] {
  const columns = Math.min(24, Math.max(6, text.length));
  return [0.25, 0.5, 0.75].flatMap((height) =>
    Array.from({ length: columns }, (_, column) => ({
      x: left + ((column + 0.5) / columns) * (right - left),
      y: bottom + height * (top - bottom),
    })),
  );
}

/** How much a run differs from what it stands on, seen through what was painted over it. */
function contrastAt(point: Point, run: PaintedText, areas: readonly PlacedArea[], isScan: boolean): number {
  let light = run.alpha;
  // From the top down: first what covers the run, then its ground until nothing shines through any more.
  const ground = [0, 0, 0];
  let through = 1;
  for (const { area, at } of areas) {
    if (!covers(area, point)) continue;
    const { kind, colour, alpha } = area;
    const isOver = at >= run.above;
    if (isOver && (kind === 'fill' || (kind === 'image' && !isScan))) light *= 1 - alpha;
    if (isOver) continue;
    if (kind !== 'fill' || colour === undefined) return light * unknownContrast;
    colour.forEach((part, index) => {
      ground[index] = (ground[index] ?? 0) + through * alpha * part;
    });
    through *= 1 - alpha;
    if (through < 0.01) break;
  }
  const stands = white.map((part, index) => (ground[index] ?? 0) + through * part);
  const differs = run.colours.flatMap((colour) =>
    colour.map((part, index) => Math.abs(part - (stands[index] ?? 0))),
  );
  return light * (differs.length === 0 ? unknownContrast : Math.max(...differs));
}

function covers({ box, outline }: PaintedArea, point: Point): boolean {
  const { x, y } = point;
  if (x < box.left || x > box.right || y < box.bottom || y > box.top) return false;
  return outline === undefined || isInside(point, outline.lines, outline.isEvenOdd);
}

interface PlacedArea {
  readonly area: PaintedArea;
  /** Its place in the order of painting. */
  readonly at: number;
}

const strips = 64;

/** Finds the areas that touch a box, the last painted first. They are filed by strips of the page, for there may be very many. */
function areaIndex(areas: readonly PaintedArea[], page: Box): (box: Box) => readonly PlacedArea[] {
  const height = Math.max(1, page.top - page.bottom) / strips;
  const stripOf = (y: number) =>
    Math.min(strips - 1, Math.max(0, Math.floor((y - page.bottom) / height) || 0));
  const filed = Array.from({ length: strips }, (): PlacedArea[] => []);
  for (let at = areas.length - 1; at >= 0; at -= 1) {
    const area = areas[at];
    if (area === undefined || !(area.box.right > area.box.left && area.box.top > area.box.bottom)) continue;
    for (let strip = stripOf(area.box.bottom); strip <= stripOf(area.box.top); strip += 1)
      filed[strip]?.push({ area, at });
  }
  return (box) => {
    const [first, last] = [stripOf(box.bottom), stripOf(box.top)];
    const found = filed
      .slice(first, last + 1)
      .flatMap((strip) => strip.filter(({ area }) => areaOf(intersect(area.box, box)) > 0));
    if (first === last) return found;
    return [...new Map(found.map((each) => [each.at, each])).values()].sort((a, b) => b.at - a.at);
  };
}

/** What is printed twice is read once: letters over their own edges, in the colour of the ground, stay. */
function withoutDoubles(
  hidden: readonly PaintedText[],
  texts: readonly PaintedText[],
): readonly PaintedText[] {
  if (hidden.length === 0) return hidden;
  const gone = new Set(hidden);
  const place = ({ text, x, y }: PaintedText) => `${Math.round(x)} ${Math.round(y)} ${text}`;
  const order = new Map(texts.map((run, at) => [run, at]));
  const shown = new Map<string, number>();
  for (const [at, run] of texts.entries())
    if (!gone.has(run)) shown.set(place(run), run.isStroked ? Number.POSITIVE_INFINITY : at);
  return hidden.filter((run) => !((shown.get(place(run)) ?? -1) > (order.get(run) ?? 0)));
}

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
