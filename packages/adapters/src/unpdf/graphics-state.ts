import { type Box, identity, type Matrix } from './boxes.ts';

/** Red, green and blue from 0 to 255. */
export type Colour = readonly [number, number, number];

/** What text and areas are painted with, as the operators so far have set it. */
export interface GraphicsState {
  matrix: Matrix;
  fill: Colour | undefined;
  stroke: Colour | undefined;
  fillAlpha: number;
  strokeAlpha: number;
  /** Of the groups around. */
  groupAlpha: number;
  isBlended: boolean;
  /** Filled with a pattern that may have holes. */
  isTiled: boolean;
  lineWidth: number;
  clip: Box | undefined;
  /** Texts through which is painted. */
  letters: readonly { isPainted: boolean }[];
  mode: number;
  fontSize: number;
  leading: number;
  rise: number;
  scale: number;
  characterSpacing: number;
  wordSpacing: number;
}

const black: Colour = [0, 0, 0];
/** Of a new page. */
export const startState: GraphicsState = {
  matrix: identity,
  fill: black,
  stroke: black,
  fillAlpha: 1,
  strokeAlpha: 1,
  groupAlpha: 1,
  isBlended: false,
  isTiled: false,
  lineWidth: 1,
  clip: undefined,
  letters: [],
  mode: 0,
  fontSize: 0,
  leading: 0,
  rise: 0,
  scale: 1,
  characterSpacing: 0,
  wordSpacing: 0,
};
/** pdf.js tells widths in thousandths of the font's size; numbers between glyphs move back. */
export function readGlyph(
  glyph: unknown,
  { fontSize, characterSpacing, wordSpacing }: GraphicsState,
): { readonly unicode: string; readonly advance: number } {
  if (typeof glyph === 'number') return { unicode: '', advance: (-glyph * fontSize) / 1000 };
  if (typeof glyph !== 'object' || glyph === null) return { unicode: '', advance: 0 };
  const width = 'width' in glyph ? Number(glyph.width) : 0;
  const isSpace = 'isSpace' in glyph && glyph.isSpace === true;
  return {
    unicode: 'unicode' in glyph ? String(glyph.unicode) : '',
    advance: (width * fontSize) / 1000 + characterSpacing + (isSpace ? wordSpacing : 0),
  };
}

/** Takes over entries of a graphics state dictionary. */
export function setGraphics(state: GraphicsState, entries: unknown): void {
  for (const entry of Array.isArray(entries) ? (entries as readonly unknown[]) : []) {
    const [key, value] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
    if (key === 'LW') state.lineWidth = Number(value);
    else if (key === 'ca') state.fillAlpha = Number(value);
    else if (key === 'CA') state.strokeAlpha = Number(value);
    else if (key === 'BM') state.isBlended = value !== 'source-over';
    else if (key === 'SMask' && value !== false) state.isBlended = true;
  }
}

/** `#rrggbb`, as pdf.js writes colours. */
export function colourOf(value: unknown): Colour | undefined {
  const [, red, green, blue] = /^#(..)(..)(..)$/.exec(String(value)) ?? [];
  return red === undefined || green === undefined || blue === undefined
    ? undefined
    : [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}

/** Four numbers: left, bottom, right, top. */
export function boxFrom(value: unknown): [number, number, number, number] | undefined {
  const numbers =
    ArrayBuffer.isView(value) || Array.isArray(value) ? Array.from(value as ArrayLike<number>) : [];
  const [x0, y0, x1, y1] = numbers;
  return x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined
    ? undefined
    : [x0, y0, x1, y1];
}
