import type { TextSpan } from './split-sentences.ts';

/** Where a quote stands in a text and how literally: `exact`; `whitespace` (runs of white space differ); `folded` (see {@link findQuote}). */
export interface FoundQuote extends TextSpan {
  readonly how: 'exact' | 'whitespace' | 'folded';
}

/**
 * Finds a quote in a text and gives its UTF-16 offsets there, so that `text.slice(start, end)` is what to show. Tried in turn:
 * letter by letter; with runs of white space as one; with Unicode forms (NFKC), quotes, dashes, soft hyphens and all white space folded
 * away. Letter case, digits and every other character must agree, and a quote must not begin or end inside a word or number: `able to cancel` is
 * not in `unable to cancel`, nor `5 %` in `85 %`. The first place wins. `undefined`: not there, or nothing to look for.
 */
export function findQuote(text: string, quote: string): FoundQuote | undefined {
  const wanted = quote.trim();
  if (wanted === '') return undefined;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (!cutsWord(text, at, at + wanted.length)) return { start: at, end: at + wanted.length, how: 'exact' };
  }
  return (
    findFolded(text, wanted, collapseWhitespace, 'whitespace') ?? findFolded(text, wanted, fold, 'folded')
  );
}

const wordAround = /[\p{L}\p{N}\p{M}]/u;
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Letters or digits on both sides of a border, in a script that writes words apart; or the point or comma of a number. */
function cutsWord(text: string, start: number, end: number): boolean {
  return isInside(text, start) || isInside(text, end);
}

function isInside(text: string, at: number): boolean {
  const before = /[\s\S]$/u.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? '';
  const after = /^[\s\S]/u.exec(text.slice(at, at + 2))?.[0] ?? '';
  if (wordAround.test(before) && wordAround.test(after))
    return !(spaceless.test(before) && spaceless.test(after));
  const isPoint = (between: string) => /^\d[.,]\d$/u.test(between);
  return (at > 1 && isPoint(text.slice(at - 2, at + 1))) || (at > 0 && isPoint(text.slice(at - 1, at + 2)));
}

/** A text rewritten, with the origin of each of its characters: unit `i` of `plain` comes from `[starts[i], ends[i])` of the original. */
interface Folded {
  readonly plain: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function findFolded(
  text: string,
  wanted: string,
  rewrite: (text: string) => Folded,
  how: FoundQuote['how'],
): FoundQuote | undefined {
  const needle = rewrite(wanted).plain;
  if (needle === '') return undefined;
  const folded = rewrite(text);
  for (let at = folded.plain.indexOf(needle); at >= 0; at = folded.plain.indexOf(needle, at + 1)) {
    const last = at + needle.length - 1;
    const [start, end] = [folded.starts[at]!, folded.ends[last]!];
    if (!cutsCharacter(folded, at, last) && !cutsWord(text, start, end)) return { start, end, how };
  }
  return undefined;
}

/** A match must not begin or end inside one original character (half of a ligature). */
function cutsCharacter({ plain, starts }: Folded, first: number, last: number): boolean {
  if (first > 0 && starts[first - 1] === starts[first]) return true;
  return last + 1 < plain.length && starts[last + 1] === starts[last];
}

function collapseWhitespace(text: string): Folded {
  return rewriteClusters(text, (cluster, previous) =>
    /^\s+$/u.test(cluster) ? (previous === ' ' ? '' : ' ') : cluster,
  );
}

function fold(text: string): Folded {
  return rewriteClusters(text, (cluster) =>
    cluster
      .normalize('NFKC')
      .replace(/[\s\u00ad\u200b-\u200d\u2060\ufeff]/gu, '')
      .replace(/[\u2018-\u201b\u02bc\u00b4\u0060\u2032]/gu, "'")
      .replace(/[\u201c-\u201f\u00ab\u00bb\u2033]/gu, '"')
      .replace(/[\u2010-\u2015\u2212]/gu, '-'),
  );
}

/** Rewrites one code point with its combining marks at a time, so that composed and decomposed letters meet and offsets stay known. */
function rewriteClusters(text: string, rewrite: (cluster: string, previous: string) => string): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  let plain = '';
  for (const { 0: cluster, index } of text.matchAll(/[\s\S]\p{M}*/gu)) {
    const rewritten = rewrite(cluster, plain.at(-1) ?? '');
    for (let unit = 0; unit < rewritten.length; unit++) {
      starts.push(index);
      ends.push(index + cluster.length);
    }
    plain += rewritten;
  }
  return { plain, starts, ends };
}
