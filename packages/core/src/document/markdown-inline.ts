import { type BacktickRuns, backtickRuns } from './backtick-runs.ts';
import { bareLabel } from './markdown-lines.ts';
import { loweredText, raisedText } from './raised-text.ts';

const named = (first: number, names: string): [string, string][] =>
  names.split(' ').map((name, at) => [name, String.fromCodePoint(first + at)]);

/** Those of Latin letters and of signs that texts use; others stay as they are written. */
const entities: ReadonlyMap<string, string> = new Map([
  ...named(
    0xa0,
    'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml',
  ),
  ...named(0x2018, 'lsquo rsquo sbquo'),
  ...named(0x201c, 'ldquo rdquo bdquo'),
  ...named(0x2190, 'larr uarr rarr darr harr'),
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['ndash', '–'],
  ['mdash', '—'],
  ['bull', '•'],
  ['hellip', '…'],
  ['euro', '€'],
  ['trade', '™'],
  ['minus', '−'],
  ['le', '≤'],
  ['ge', '≥'],
  ['ne', '≠'],
  ['check', '✓'],
]);

/** A run of `*`, `_` or `~`; what is left of it after pairing is shown. */
interface Delimiter {
  readonly mark: string;
  readonly length: number;
  count: number;
  readonly opens: boolean;
  readonly closes: boolean;
}
type Token = string | Delimiter;

/**
 * What a reader sees of a line of Markdown: emphasis, links, code marks, tags and escapes are resolved to their text. Linear in time.
 * @param labels of links that the file says where they lead; in brackets alone they are links
 */
export function visibleText(markdown: string, labels: ReadonlySet<string> = new Set()): string {
  const tokens: Token[] = [];
  const runs = backtickRuns(markdown);
  let position = 0;
  while (position < markdown.length) {
    const step = readToken(markdown, position, { labels, runs });
    if (step.token !== '') tokens.push(step.token);
    position = step.next;
  }
  pairDelimiters(tokens);
  return tokens.map((token) => (typeof token === 'string' ? token : token.mark.repeat(token.count))).join('');
}

interface Step {
  readonly token: Token;
  readonly next: number;
}

function readToken(
  text: string,
  at: number,
  { labels, runs }: { readonly labels: ReadonlySet<string>; readonly runs: BacktickRuns },
): Step {
  const character = text[at]!;
  switch (character) {
    case '\\':
      return readEscape(text, at);
    case '`':
      return readCode(text, at, runs);
    case '<':
      return readTag(text, at);
    case '!':
      return text[at + 1] === '[' ? (readLink(text, at + 1, labels) ?? literal(text, at)) : literal(text, at);
    case '[':
      return readLink(text, at, labels) ?? literal(text, at);
    case '&':
      return readEntity(text, at);
    case '*':
    case '_':
    case '~':
      return readDelimiter(text, at);
    default:
      return readPlain(text, at);
  }
}

const literal = (text: string, at: number): Step => ({ token: text[at]!, next: at + 1 });

function readPlain(text: string, at: number): Step {
  let end = at + 1;
  while (end < text.length && !'\\`<![&*_~'.includes(text[end]!)) end += 1;
  return { token: text.slice(at, end), next: end };
}

function readEscape(text: string, at: number): Step {
  const next = text[at + 1];
  if (next === '\n') return { token: '\n', next: at + 2 };
  if (next !== undefined && /[!-/:-@[-`{-~]/u.test(next)) return { token: next, next: at + 2 };
  return literal(text, at);
}

function readCode(text: string, at: number, runs: BacktickRuns): Step {
  let width = 1;
  while (text[at + width] === '`') width += 1;
  const end = runs(width, at + width);
  if (end < 0) return { token: text.slice(at, at + width), next: at + width };
  const content = text.slice(at + width, end);
  const padded = content.startsWith(' ') && content.endsWith(' ') && content.trim() !== '';
  return { token: padded ? content.slice(1, -1) : content, next: end + width };
}

function readTag(text: string, at: number): Step {
  const length = text.slice(at, at + mostReach).indexOf('>');
  if (length < 0) return literal(text, at);
  const end = at + length;
  const inner = text.slice(at + 1, end);
  if (/^(?:https?:|mailto:)\S+$/iu.test(inner))
    return { token: inner.replace(/^mailto:/iu, ''), next: end + 1 };
  if (/^[^\s<>@]+@[^\s<>@]+$/u.test(inner)) return { token: inner, next: end + 1 };
  const [, shift] = /^(su[bp])$/iu.exec(inner) ?? [];
  if (shift !== undefined) return readShifted(text, end + 1, shift.toLowerCase());
  if (/^br\s*\/?$/iu.test(inner)) return { token: '\n', next: end + 1 };
  if (/^\/?(?:p|div|li|tr|td|th)\b/iu.test(inner)) return { token: ' ', next: end + 1 };
  return /^\/?[a-z][a-z0-9-]*(?:\s[^<]*)?\/?$/iu.test(inner)
    ? { token: '', next: end + 1 }
    : literal(text, at);
}

/** Numbers above or below the line. */
function readShifted(text: string, start: number, name: string): Step {
  const inner = text.slice(start, start + mostReach);
  const length = inner.toLowerCase().indexOf(`</${name}>`);
  if (length < 0) return { token: '', next: start };
  const shift = name === 'sup' ? raisedText : loweredText;
  return { token: shift(visibleText(inner.slice(0, length))), next: start + length + name.length + 3 };
}

/** `[text](target)`, `[text][label]`, `[label]`: the text stays, the target is not visible. */
function readLink(text: string, at: number, labels: ReadonlySet<string>): Step | undefined {
  const close = matching(text, at, '[', ']');
  if (close === undefined) return undefined;
  const source = text.slice(at + 1, close);
  const label = () => visibleText(source, labels);
  if (text[close + 1] === '(') {
    const end = matching(text, close + 1, '(', ')');
    return end === undefined ? undefined : { token: label(), next: end + 1 };
  }
  if (text[close + 1] === '[') {
    const end = matching(text, close + 1, '[', ']');
    return end === undefined ? undefined : { token: label(), next: end + 1 };
  }
  return labels.has(bareLabel(source)) ? { token: label(), next: close + 1 } : undefined;
}

/** A bracket without a partner within its reach is just a bracket. */
function matching(text: string, at: number, open: string, close: string): number | undefined {
  let depth = 0;
  const limit = Math.min(text.length, at + mostReach);
  for (let position = at; position < limit; position += 1) {
    const character = text[position];
    if (character === '\\') position += 1;
    else if (character === open) depth += 1;
    else if (character === close) {
      depth -= 1;
      if (depth === 0) return position;
    }
  }
  return undefined;
}

function readEntity(text: string, at: number): Step {
  const match = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/iu.exec(text.slice(at, at + 12));
  if (match === null) return literal(text, at);
  const next = at + match[0].length;
  if (match[3] !== undefined) return { token: entities.get(match[3]) ?? match[0], next };
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? '', 16) : Number(match[1]);
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return { token: valid ? String.fromCodePoint(code) : '\ufffd', next };
}

function readDelimiter(text: string, at: number): Step {
  const mark = text[at]!;
  let end = at;
  while (text[end] === mark) end += 1;
  const before = text[at - 1] ?? ' ';
  const after = text[end] ?? ' ';
  const left = !/\s/u.test(after) && (!/[\p{P}\p{S}]/u.test(after) || /[\s\p{P}\p{S}]/u.test(before));
  const right = !/\s/u.test(before) && (!/[\p{P}\p{S}]/u.test(before) || /[\s\p{P}\p{S}]/u.test(after));
  const inWord = mark === '_' && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
  const alone = mark === '~' && end - at < 2;
  const opens = left && !inWord && !alone;
  const closes = right && !inWord && !alone;
  return { token: { mark, length: end - at, count: end - at, opens, closes }, next: end };
}

/** Links, tags and emphasis are short. The bounds keep the time linear, whatever a file holds. */
const mostReach = 1000;
const mostOpen = 100;

function pairDelimiters(tokens: readonly Token[]): void {
  const open: Delimiter[] = [];
  for (const token of tokens) {
    if (typeof token === 'string') continue;
    if (token.closes) closeDelimiters(open, token);
    if (token.opens && token.count > 0) open.push(token);
  }
}

function closeDelimiters(open: Delimiter[], closer: Delimiter): void {
  const last = Math.max(0, open.length - mostOpen);
  for (let position = open.length - 1; position >= last && closer.count > 0; position -= 1) {
    const opener = open[position]!;
    if (opener.mark !== closer.mark || isOddPair(opener, closer)) continue;
    const used = Math.min(opener.count, closer.count);
    opener.count -= used;
    closer.count -= used;
    open.length = opener.count === 0 ? position : position + 1;
  }
}

/** Runs that may do both do not pair when their lengths sum to a multiple of three, unless both are: `**foo*bar**` is one emphasis. */
function isOddPair(opener: Delimiter, closer: Delimiter): boolean {
  if (!opener.closes && !closer.opens) return false;
  const third = (length: number) => length % 3 === 0;
  return third(opener.length + closer.length) && !(third(opener.length) && third(closer.length));
}
