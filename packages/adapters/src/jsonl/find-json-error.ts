/** What is wrong with a text that is no JSON, and the column (from 1) where it begins to be wrong. */
export interface JsonError {
  readonly column: number;
  readonly problem: string;
}

type Expectation = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

const wanted: Readonly<Record<Expectation, string>> = {
  value: 'a value',
  'value-or-end': 'a value or "]"',
  key: 'a name in double quotes',
  'key-or-end': 'a name in double quotes or "}"',
  colon: '":"',
  'comma-or-end': '"," or the closing bracket',
  nothing: 'the end of the record',
};

const character = String.raw`[^"\\\u0000-\u001f]*`;
const string = String.raw`"${character}(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})${character})*"`;
const token = new RegExp(
  String.raw`[ \t\r\n]*(?:(${string})|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b)|([[\]{}:,]))`,
  'y',
);

const blank = /[ \t\r\n]*/y;

/** What a look at one value found. */
export type ValueScan =
  | { readonly end: number }
  | {
      /** Where it begins to be wrong. */
      readonly wrongAt: number;
      readonly expected: Expectation;
      /** Where the objects and lists begin that were not closed until then. */
      readonly open: readonly number[];
    };

interface OpenBracket {
  readonly mark: '{' | '[';
  readonly at: number;
}

/** Reads one JSON value from `from` on: to its end, or to the first error. */
export function scanValue(text: string, from: number): ValueScan {
  const open: OpenBracket[] = [];
  let expected: Expectation = 'value';
  token.lastIndex = from;
  for (let offset = from; expected !== 'nothing'; offset = token.lastIndex) {
    const match = token.exec(text);
    const next: Expectation | undefined =
      match === null ? undefined : follow(expected, match, open, token.lastIndex - 1);
    if (next === undefined)
      return { wrongAt: skipBlank(text, offset), expected, open: open.map(({ at }) => at) };
    expected = next;
  }
  return { end: token.lastIndex };
}

/** The first place from `from` on that is not blank. */
export function skipBlank(text: string, from: number): number {
  blank.lastIndex = from;
  return from + (blank.exec(text)?.[0].length ?? 0);
}

/** Finds the first error of a text. V8 names no position in half of its messages, so we look ourselves. `undefined`: the text is JSON. */
export function findJsonError(text: string): JsonError | undefined {
  const scan = scanValue(text, 0);
  if ('wrongAt' in scan)
    return { column: scan.wrongAt + 1, problem: describe(text, scan.wrongAt, scan.expected) };
  const rest = skipBlank(text, scan.end);
  return rest === text.length ? undefined : { column: rest + 1, problem: describe(text, rest, 'nothing') };
}

/** What may come after a token; `undefined`: the token itself may not stand here. */
function follow(
  expected: Expectation,
  [, text, scalar, mark = '']: RegExpExecArray,
  open: OpenBracket[],
  at: number,
): Expectation | undefined {
  const after = () => (open.length === 0 ? 'nothing' : 'comma-or-end');
  if (text !== undefined && expected.startsWith('key')) return 'colon';
  if (expected.startsWith('value')) {
    if (text !== undefined || scalar !== undefined) return after();
    if (mark === '{' || mark === '[') {
      open.push({ mark, at });
      return mark === '{' ? 'key-or-end' : 'value-or-end';
    }
  }
  if (mark === ':' && expected === 'colon') return 'value';
  if (mark === ',' && expected === 'comma-or-end') return open.at(-1)?.mark === '{' ? 'key' : 'value';
  const closes = (mark === '}' && open.at(-1)?.mark === '{') || (mark === ']' && open.at(-1)?.mark === '[');
  if (closes && expected.endsWith('or-end')) {
    open.pop();
    return after();
  }
  return undefined;
}

function describe(text: string, at: number, expected: Expectation): string {
  if (at >= text.length) return `the record ends where ${wanted[expected]} should follow`;
  if (text[at] === '"' && !/^(?:comma|colon|nothing)/.test(expected))
    return 'a text is not closed, or contains a line break or an unknown escape';
  return `found ${JSON.stringify(text[at])} where ${wanted[expected]} should stand`;
}
