import { stripVTControlCharacters } from 'node:util';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const ascii = /^[\x20-\x7e]*$/;
const zeroWidth = /^[\p{M}\p{Cf}\p{Cc}]+$/u;
const emoji = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator}{2}/u;
/** East Asian wide and full-width: two terminal columns each. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** How many terminal columns a text takes. Colours take none, CJK characters and emoji two. */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(stripVTControlCharacters(text)))
    width += graphemeWidth(segment);
  return width;
}

/** Cuts a text to a number of columns; what was cut is marked with an ellipsis. For texts without colours. */
export function truncate(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  if (columns < 1) return '';
  let kept = '';
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    width += graphemeWidth(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Fills a text with spaces to a number of columns. */
export function pad(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, columns - displayWidth(text)));
  return align === 'left' ? text + space : space + text;
}

/**
 * A customer's text as one harmless line: escape sequences, control and text-direction characters could rewrite the terminal, so they
 * are left out; white space becomes single spaces.
 */
export function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** As {@link oneLine}, but keeps the lines. */
export function harmless(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => oneLine(line.replace(/^\s+/, '')) && `${indentOf(line)}${oneLine(line)}`)
    .join('\n');
}

function indentOf(line: string): string {
  return /^ */.exec(line)?.[0] ?? '';
}

function graphemeWidth(grapheme: string): number {
  if (ascii.test(grapheme)) return 1;
  if (zeroWidth.test(grapheme)) return 0;
  return emoji.test(grapheme) || wide.test(grapheme) ? 2 : 1;
}
