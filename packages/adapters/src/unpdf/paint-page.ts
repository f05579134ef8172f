import { getResolvedPDFJS } from 'unpdf';
import { type Box, boxOf, identity, intersect, type Matrix, matrixOf, multiply, pointAt } from './boxes.ts';
import {
  boxFrom,
  type Colour,
  colourOf,
  type GraphicsState,
  isRectangle,
  isUpright,
  readGlyph,
  setGraphics,
  startState,
} from './graphics-state.ts';

/** A run of text as it is painted. */
export interface PaintedText {
  readonly text: string;
  /** Its origin, as pdf.js tells it of text. */
  readonly x: number;
  readonly y: number;
  readonly box: Box;
  /** Absent: a pattern, or something else that has not one colour. */
  readonly colour?: Colour;
  readonly alpha: number;
  readonly isPainted: boolean;
  readonly clip?: Box;
  /** In a layer of the document that is switched off. */
  readonly isOff: boolean;
  /** How many areas were painted before it. */
  readonly above: number;
}

/** An area that is painted, in the order of painting. */
export interface PaintedArea {
  readonly box: Box;
  /** `shape`: it covers its box in part only, or lets shine through. */
  readonly kind: 'fill' | 'image' | 'shape';
  readonly colour?: Colour;
}

/** What a page paints. */
export interface PaintedPage {
  readonly texts: readonly PaintedText[];
  readonly areas: readonly PaintedArea[];
}

/** The operators of a page, and what they refer to. */
export interface PageOperators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
  /** Whether a layer is shown. */
  readonly isLayerShown: (group: unknown) => boolean;
  /** Whether an image lets nothing shine through. */
  readonly isOpaque: (id: unknown) => boolean;
}

/** Text that is neither filled nor stroked. */
const unpaintedModes = [3, 7];
const strokedModes = [1, 5];
const opaque = 0.99;

/** Goes through the operators of a page as a renderer would, and notes where which text and which areas come to lie. Nothing is drawn. */
export async function paintPage({
  fnArray,
  argsArray,
  isLayerShown,
  isOpaque,
}: PageOperators): Promise<PaintedPage> {
  const { OPS } = await getResolvedPDFJS();
  const texts: PaintedText[] = [];
  const areas: PaintedArea[] = [];
  const saved: GraphicsState[] = [];
  const layers: boolean[] = [];
  let state = { ...startState };
  let [line, text]: [Matrix, Matrix] = [identity, identity];
  let clips = false;

  const save = () => void saved.push({ ...state });
  const restore = () => {
    state = saved.pop() ?? { ...startState };
  };
  const transform = (matrix: unknown) => {
    state.matrix = multiply(state.matrix, matrixOf(matrix));
  };
  const clipTo = (box: Box) => {
    state.clip = intersect(box, state.clip);
  };
  const moveLine = (x: number, y: number) => {
    line = multiply(line, [1, 0, 0, 1, x, y]);
    text = line;
  };
  const paintArea = (box: Box, kind: PaintedArea['kind'], colour?: Colour) => {
    const seen = intersect(box, state.clip);
    const isSolid =
      state.fillAlpha * state.groupAlpha >= opaque && !state.isBlended && !layers.includes(false);
    if (layers.includes(false) || state.fillAlpha * state.groupAlpha < 0.01) return;
    areas.push({ box: seen, kind: isSolid ? kind : 'shape', ...(colour === undefined ? {} : { colour }) });
  };

  function paintText(glyphs: unknown): void {
    const { fontSize, rise, scale, mode } = state;
    const from = multiply(multiply(state.matrix, text), [1, 0, 0, 1, 0, rise]);
    let [words, width] = ['', 0];
    for (const glyph of Array.isArray(glyphs) ? (glyphs as readonly unknown[]) : []) {
      const { unicode, advance } = readGlyph(glyph, state);
      words += unicode;
      width += advance * scale;
    }
    const [paint, alpha] = strokedModes.includes(mode)
      ? [state.stroke, state.strokeAlpha]
      : [state.fill, state.fillAlpha];
    texts.push({
      text: words,
      ...pointAt(from, 0, 0),
      box: boxOf(from, [0, -0.15 * fontSize, width, 0.75 * fontSize]),
      ...(paint === undefined ? {} : { colour: paint }),
      alpha: alpha * state.groupAlpha,
      isPainted: !unpaintedModes.includes(mode),
      ...(state.clip === undefined ? {} : { clip: state.clip }),
      isOff: layers.includes(false),
      above: areas.length,
    });
    text = multiply(text, [1, 0, 0, 1, width, 0]);
  }

  function paintPath([operation, paths, bounds]: PathArguments): void {
    const box = boxFrom(bounds);
    if (box !== undefined) {
      const placed = boxOf(state.matrix, box);
      if (clips) clipTo(placed);
      const fills: readonly unknown[] = [
        OPS.fill,
        OPS.eoFill,
        OPS.fillStroke,
        OPS.eoFillStroke,
        OPS.closeFillStroke,
      ];
      if (fills.includes(operation))
        paintArea(
          placed,
          isUpright(state.matrix) && isRectangle(paths?.[0], box) ? 'fill' : 'shape',
          state.fill,
        );
    }
    clips = false;
  }

  const unitSquare = () => boxOf(state.matrix, [0, 0, 1, 1]);
  const acts: Readonly<Record<number, (args: readonly unknown[]) => void>> = {
    [OPS.save]: save,
    [OPS.restore]: restore,
    [OPS.transform]: transform,
    [OPS.beginText]: () => {
      [line, text] = [identity, identity];
    },
    [OPS.setTextMatrix]: ([matrix]) => {
      line = matrixOf(matrix);
      text = line;
    },
    [OPS.moveText]: ([x, y]) => moveLine(Number(x), Number(y)),
    [OPS.setLeadingMoveText]: ([x, y]) => {
      state.leading = Number(y);
      moveLine(Number(x), Number(y));
    },
    [OPS.nextLine]: () => moveLine(0, state.leading),
    [OPS.setLeading]: ([leading]) => {
      state.leading = -Number(leading);
    },
    [OPS.setFont]: ([, size]) => {
      state.fontSize = Number(size);
    },
    [OPS.setTextRenderingMode]: ([mode]) => {
      state.mode = Number(mode);
    },
    [OPS.setTextRise]: ([rise]) => {
      state.rise = Number(rise);
    },
    [OPS.setHScale]: ([scale]) => {
      state.scale = Number(scale) / 100;
    },
    [OPS.setCharSpacing]: ([spacing]) => {
      state.characterSpacing = Number(spacing);
    },
    [OPS.setWordSpacing]: ([spacing]) => {
      state.wordSpacing = Number(spacing);
    },
    [OPS.showText]: ([glyphs]) => paintText(glyphs),
    [OPS.setFillRGBColor]: ([colour]) => {
      state.fill = colourOf(colour);
    },
    [OPS.setStrokeRGBColor]: ([colour]) => {
      state.stroke = colourOf(colour);
    },
    [OPS.setFillColorN]: () => {
      state.fill = undefined;
    },
    [OPS.setStrokeColorN]: () => {
      state.stroke = undefined;
    },
    [OPS.setGState]: ([entries]) => setGraphics(state, entries),
    [OPS.clip]: () => {
      clips = true;
    },
    [OPS.eoClip]: () => {
      clips = true;
    },
    [OPS.constructPath]: (args) => paintPath(args as PathArguments),
    [OPS.shadingFill]: () => state.clip !== undefined && paintArea(state.clip, 'shape'),
    [OPS.paintImageXObject]: ([id]) => paintArea(unitSquare(), isOpaque(id) ? 'image' : 'shape'),
    [OPS.paintInlineImageXObject]: () => paintArea(unitSquare(), 'shape'),
    [OPS.paintImageMaskXObject]: () => paintArea(unitSquare(), 'shape'),
    [OPS.paintFormXObjectBegin]: ([matrix, bounds]) => {
      save();
      transform(matrix);
      const box = boxFrom(bounds);
      if (box !== undefined) clipTo(boxOf(state.matrix, box));
    },
    [OPS.paintFormXObjectEnd]: restore,
    [OPS.beginGroup]: () => {
      save();
      state.groupAlpha *= state.fillAlpha;
      [state.fillAlpha, state.strokeAlpha] = [1, 1];
    },
    [OPS.endGroup]: restore,
    [OPS.beginAnnotation]: ([, , outer, inner]) => {
      save();
      transform(outer);
      transform(inner);
    },
    [OPS.endAnnotation]: restore,
    [OPS.beginMarkedContent]: () => void layers.push(true),
    [OPS.beginMarkedContentProps]: ([tag, group]) => void layers.push(tag !== 'OC' || isLayerShown(group)),
    [OPS.endMarkedContent]: () => void layers.pop(),
  };
  for (const [at, operation] of fnArray.entries()) {
    const args = argsArray[at];
    acts[operation]?.(Array.isArray(args) ? args : []);
  }
  return { texts, areas };
}

type PathArguments = readonly [operation?: unknown, paths?: readonly unknown[], bounds?: unknown];
