import type { TextSpan } from './split-sentences.ts';

/** Where a quote stands in a text and how literally: `exact`; `whitespace` (runs of white space differ); `folded` (see {@link findQuote}). */
export interface FoundQuote extends TextSpan {
  readonly how: 'exact' | 'whitespace' | 'folded';
}

/**
 * Finds a quote in a text and gives its UTF-16 offsets there, so that `text.slice(start, end)` is what to show. Tried in turn:
 * letter by letter; with runs of white space as one; with Unicode forms (NFKC), quotes, dashes, soft hyphens and all white space folded
 * away. Letter case, digits and every other character must agree. The first place wins. `undefined`: not there, or nothing to look for.
 */
export function findQuote(text: string, quote: string): FoundQuote | undefined {
  const wanted = quote.trim();
  if (wanted === '') return undefined;
  const exact = text.indexOf(wanted);
  if (exact >= 0) return { start: exact, end: exact + wanted.length, how: 'exact' };
  return (
    findFolded(text, wanted, collapseWhitespace, 'whitespace') ?? findFolded(text, wanted, fold, 'folded')
  );
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
    if (!cutsNumberOrCluster(folded, at, last))
      return { start: folded.starts[at]!, end: folded.ends[last]!, how };
  }
  return undefined;
}

/** A match must not begin or end inside one original character (half of a ligature) or, with spaces folded away, inside a number. */
function cutsNumberOrCluster({ plain, starts }: Folded, first: number, last: number): boolean {
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
