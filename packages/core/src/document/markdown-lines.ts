import { type BacktickRuns, backtickRuns } from './backtick-runs.ts';

/** A line without the marks of the quotes it stands in. */
export interface MarkdownLine {
  readonly text: string;
  /** How many quotes it stands in. */
  readonly depth: number;
}

/** The lines of a Markdown file and the labels that links may name. */
export interface MarkdownSource {
  readonly lines: readonly MarkdownLine[];
  readonly labels: ReadonlySet<string>;
}

/** Begins or ends code: the mark, and what follows it. */
export const fence = /^(\s*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/u;
/** Says where links of a label lead. */
export const definition = /^\s{0,3}\[(?!\^)((?:[^\]\\]|\\.)+)\]:[ \t]*(\S*)/u;

/** Cuts a file into lines as a reader sees them: comments, scripts and styles are gone, except from code. */
export function readMarkdownLines(markdown: string): MarkdownSource {
  const lines: MarkdownLine[] = [];
  const labels = new Set<string>();
  let open: { readonly mark: string; readonly depth: number } | undefined;
  for (const line of withoutInvisible(markdown).split('\n')) {
    const { text, depth } = unquote(line, open?.depth);
    if (open !== undefined && depth < open.depth) open = undefined;
    else if (open !== undefined && isClosingFence(text, open.mark)) open = undefined;
    else if (open === undefined) {
      const mark = fence.exec(text)?.[2];
      if (mark !== undefined) open = { mark, depth };
      const label = definition.exec(text)?.[1];
      if (label !== undefined) labels.add(bareLabel(label));
    }
    lines.push({ text, depth });
  }
  return { lines, labels };
}

/** Labels are compared without case, and white space as one blank. */
export const bareLabel = (label: string): string => label.trim().replace(/\s+/gu, ' ').toLowerCase();

/** Whether a line ends code that began with this mark. */
export function isClosingFence(line: string, mark: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= mark.length && trimmed === mark[0]!.repeat(trimmed.length);
}

/** Inside code a further mark is text: only those of the quotes around it are taken away. */
function unquote(line: string, most = Number.POSITIVE_INFINITY): MarkdownLine {
  const mark = /\s{0,3}>[ \t]?/uy;
  let [depth, at] = [0, 0];
  while (depth < most && mark.test(line)) {
    depth += 1;
    at = mark.lastIndex;
  }
  return { text: line.slice(at), depth };
}

const special = /\\[\s\S]|^[ \t>]*(?:`{3,}(?=[^`\n]*$)|~{3,})|`+|<!--|<(?:script|style)(?![\w-])/gimu;

/** Takes away what a browser does not show. Each character is looked at a bounded number of times. */
function withoutInvisible(markdown: string): string {
  const find = finder(markdown);
  const runs = backtickRuns(markdown);
  const kept: string[] = [];
  let from = 0;
  special.lastIndex = 0;
  for (let match = special.exec(markdown); match !== null; match = special.exec(markdown)) {
    const [mark] = match;
    const { index } = match;
    if (mark.startsWith('\\')) continue;
    if (mark.startsWith('<')) {
      const end = endOfUnseen(markdown, index, mark, find);
      if (end === undefined) continue;
      kept.push(markdown.slice(from, index));
      from = end;
      special.lastIndex = end;
    } else special.lastIndex = endOfCode(markdown, index, mark, { find, runs });
  }
  return [...kept, markdown.slice(from)].join('');
}

/** Without an end it is unseen to the end of the file when it begins a line, and text when it does not. */
function endOfUnseen(text: string, at: number, mark: string, find: Finder): number | undefined {
  const closing = mark === '<!--' ? '-->' : `</${mark.slice(1).toLowerCase()}`;
  const close = find(closing, at + mark.length);
  if (close >= 0) {
    const bracket = find('>', close);
    return bracket < 0 ? text.length : bracket + 1;
  }
  return beginsLine(text, at) ? text.length : undefined;
}

/** Whether only blanks and marks of quotes stand before this place in its line. */
function beginsLine(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && ' \t>'.includes(text[before]!)) before -= 1;
  return before < 0 || text[before] === '\n';
}

function endOfCode(
  text: string,
  at: number,
  mark: string,
  { find, runs }: { readonly find: Finder; readonly runs: BacktickRuns },
): number {
  const start = at + mark.length;
  const bare = mark.replace(/^[ \t>]*/u, '');
  if (bare.length >= 3 && beginsLine(text, start - bare.length) && isFence(text, start, bare)) {
    for (let line = text.indexOf('\n', start); line >= 0; line = text.indexOf('\n', line + 1)) {
      const end = text.indexOf('\n', line + 1);
      const next = text.slice(line + 1, end < 0 ? text.length : end);
      if (isClosingFence(next.replace(/^[ \t>]*/u, ''), bare)) return line + 1 + next.length;
    }
    return text.length;
  }
  const blank = find('\n\n', start);
  const close = runs(bare.length, start);
  return close < 0 || (blank >= 0 && close > blank) ? start : close + bare.length;
}

const isFence = (text: string, start: number, mark: string): boolean => {
  if (mark.startsWith('~')) return true;
  const end = text.indexOf('\n', start);
  return !text.slice(start, end < 0 ? text.length : end).includes('`');
};

type Finder = (wanted: string, from: number) => number;

/** Finds like `indexOf`, whatever the case, and looks for nothing twice that it found further on or not at all. */
function finder(text: string): Finder {
  const lower = text.toLowerCase();
  const searched = lower.length === text.length ? lower : text;
  const known = new Map<string, number>();
  return (wanted, from) => {
    const before = known.get(wanted);
    if (before !== undefined && (before < 0 || before >= from)) return before;
    const found = searched.indexOf(wanted, from);
    known.set(wanted, found);
    return found;
  };
}
