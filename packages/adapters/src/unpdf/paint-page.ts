import { getResolvedPDFJS } from 'unpdf';
import { type Box, boxOf, identity, intersect, type Matrix, matrixOf, multiply, pointAt } from './boxes.ts';
import {
  boxFrom,
  type Colour,
  colourOf,
  type GraphicsState,
  readGlyph,
  setGraphics,
  startState,
} from './graphics-state.ts';
import { type Polyline, polylinesOf, strokeBoxes } from './paths.ts';

/** A run of text as it is painted. */
export interface PaintedText {
  readonly text: string;
  /** Its origin, as pdf.js tells it of text. */
  readonly x: number;
  readonly y: number;
  readonly box: Box;
  /** Its own, and that of its edge; empty: a pattern, or something else that has not one colour. */
  readonly colours: readonly Colour[];
  readonly alpha: number;
  /** Its edges are painted as well, and show where something lies over the letters. */
  readonly isStroked: boolean;
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
  /** `shape`: nobody knows what of its box it covers, and how. */
  readonly kind: 'fill' | 'image' | 'shape';
  /** Of a fill; absent: it has several. */
  readonly colour?: Colour;
  /** How much it covers what is under it, 0 to 1. */
  readonly alpha: number;
  /** What of the box is painted; absent: all of it. */
  readonly outline?: { readonly lines: readonly Polyline[]; readonly isEvenOdd: boolean };
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
  /** Whether an image, or the one with this name, lets nothing shine through. */
  readonly isOpaque: (image: unknown) => boolean;
}

/** Text that is neither filled nor stroked. */
const unpaintedModes = [3, 7];
/** The letters are edges only, or have an edge. */
const strokedModes = [1, 5];
const edgedModes = [2, 6];
/** Letters become the hole through which is seen what is painted next. */
const clippingMode = 7;

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
  const isOff = () => layers.includes(false);
  /** Through letters only letters are painted. */
  const paintLetters = () => {
    for (const letters of state.letters) letters.isPainted = true;
    return state.letters.length > 0;
  };
  const paintArea = (box: Box, kind: PaintedArea['kind'], more: Partial<PaintedArea> = {}) => {
    const alpha = (more.alpha ?? state.fillAlpha) * state.groupAlpha;
    if (isOff() || !(alpha > 0.01) || paintLetters()) return;
    areas.push({ box: intersect(box, state.clip), kind: state.isBlended ? 'shape' : kind, ...more, alpha });
  };
  const paintShapes = (matrices: readonly unknown[]) => {
    for (const matrix of matrices)
      paintArea(boxOf(multiply(state.matrix, matrixOf(matrix)), [0, 0, 1, 1]), 'shape');
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
    const colours = edgedModes.includes(mode) ? [paint, state.stroke] : [paint];
    const painted = {
      text: words,
      ...pointAt(from, 0, 0),
      box: boxOf(from, [0, -0.15 * fontSize, width, 0.75 * fontSize]),
      colours: colours.every((colour) => colour !== undefined) ? colours : [],
      alpha: alpha * state.groupAlpha,
      isStroked: strokedModes.includes(mode) || edgedModes.includes(mode),
      isPainted: !unpaintedModes.includes(mode),
      ...(state.clip === undefined ? {} : { clip: state.clip }),
      isOff: isOff(),
      above: areas.length,
    };
    texts.push(painted);
    if (mode === clippingMode) state.letters = [...state.letters, painted];
    text = multiply(text, [1, 0, 0, 1, width, 0]);
  }

  const fills: readonly unknown[] = [OPS.fill, OPS.fillStroke, OPS.closeFillStroke];
  const evenOddFills: readonly unknown[] = [OPS.eoFill, OPS.eoFillStroke, OPS.closeEOFillStroke];
  const strokes: readonly unknown[] = [
    OPS.stroke,
    OPS.closeStroke,
    OPS.fillStroke,
    OPS.eoFillStroke,
    OPS.closeFillStroke,
    OPS.closeEOFillStroke,
  ];

  function paintPath([operation, paths, bounds]: PathArguments): void {
    const box = boxFrom(bounds);
    if (box !== undefined) {
      const placed = boxOf(state.matrix, box);
      if (clips) clipTo(placed);
      const lines = polylinesOf(paths?.[0], state.matrix);
      const isEvenOdd = evenOddFills.includes(operation);
      if (isEvenOdd || fills.includes(operation)) paintFill(placed, lines, isEvenOdd);
      if (strokes.includes(operation)) paintStroke(placed, lines);
    }
    clips = false;
  }

  function paintFill(box: Box, lines: readonly Polyline[] | undefined, isEvenOdd: boolean): void {
    const kind = lines === undefined || state.isTiled ? 'shape' : 'fill';
    const colour = state.fill === undefined ? {} : { colour: state.fill };
    paintArea(box, kind, { ...colour, ...(lines === undefined ? {} : { outline: { lines, isEvenOdd } }) });
  }

  function paintStroke(box: Box, lines: readonly Polyline[] | undefined): void {
    const [a, b, c, d] = state.matrix;
    const width = Math.max(0.1, state.lineWidth * Math.sqrt(Math.abs(a * d - b * c)));
    const paint = {
      alpha: state.strokeAlpha,
      ...(state.stroke === undefined ? {} : { colour: state.stroke }),
    };
    if (lines === undefined) paintArea(box, 'shape', paint);
    else for (const each of strokeBoxes(lines, width)) paintArea(each, 'fill', paint);
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
      [state.fill, state.isTiled] = [colourOf(colour), false];
    },
    [OPS.setStrokeRGBColor]: ([colour]) => {
      state.stroke = colourOf(colour);
    },
    [OPS.setFillColorN]: ([pattern]) => {
      [state.fill, state.isTiled] = [undefined, pattern !== 'Shading'];
    },
    [OPS.setLineWidth]: ([width]) => {
      state.lineWidth = Number(width);
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
    [OPS.shadingFill]: () => paintArea(state.clip ?? everywhere, 'shape'),
    [OPS.paintImageXObject]: ([id]) => paintArea(unitSquare(), isOpaque(id) ? 'image' : 'shape'),
    [OPS.paintInlineImageXObject]: ([image]) => paintArea(unitSquare(), isOpaque(image) ? 'image' : 'shape'),
    [OPS.paintImageMaskXObject]: () => paintArea(unitSquare(), 'shape'),
    [OPS.paintSolidColorImageMask]: () =>
      paintArea(unitSquare(), state.isTiled ? 'shape' : 'fill', state.fill && { colour: state.fill }),
    [OPS.paintImageMaskXObjectGroup]: ([images]) => paintShapes(listOf(images).map(transformOf)),
    [OPS.paintInlineImageXObjectGroup]: ([, map]) => paintShapes(listOf(map).map(transformOf)),
    [OPS.paintImageMaskXObjectRepeat]: ([, a, b, c, d, places]) =>
      paintShapes(pairsOf(places).map(([x, y]) => [a, b, c, d, x, y])),
    [OPS.paintImageXObjectRepeat]: ([, width, height, places]) =>
      paintShapes(pairsOf(places).map(([x, y]) => [width, 0, 0, height, x, y])),
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

const everywhere: Box = { left: -1e6, bottom: -1e6, right: 1e6, top: 1e6 };

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const transformOf = (image: unknown): unknown =>
  typeof image === 'object' && image !== null && 'transform' in image ? image.transform : undefined;
const pairsOf = (places: unknown): readonly (readonly [number, number])[] => {
  const numbers = ArrayBuffer.isView(places) ? Array.from(places as unknown as ArrayLike<number>) : [];
  return Array.from({ length: numbers.length >> 1 }, (_, at) => [
    numbers[2 * at] ?? 0,
    numbers[2 * at + 1] ?? 0,
  ]);
};

type PathArguments = readonly [operation?: unknown, paths?: readonly unknown[], bounds?: unknown];
