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

const string = String.raw`"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"`;
const token = new RegExp(
  String.raw`[ \t\r\n]*(?:(${string})|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b)|([[\]{}:,]))`,
  'y',
);

/** Finds the first error of a text. V8 names no position in half of its messages, so we look ourselves. `undefined`: the text is JSON. */
export function findJsonError(text: string): JsonError | undefined {
  const open: ('{' | '[')[] = [];
  let expected: Expectation = 'value';
  token.lastIndex = 0;
  for (let offset = 0; ; offset = token.lastIndex) {
    const match = token.exec(text);
    const next: Expectation | undefined = match === null ? undefined : follow(expected, match, open);
    if (next !== undefined) {
      expected = next;
      continue;
    }
    const at = offset + (/^[ \t\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0);
    if (at >= text.length && expected === 'nothing') return undefined;
    return { column: at + 1, problem: describe(text, at, expected) };
  }
}

/** What may come after a token; `undefined`: the token itself may not stand here. */
function follow(
  expected: Expectation,
  [, text, scalar, mark = '']: RegExpExecArray,
  open: ('{' | '[')[],
): Expectation | undefined {
  const after = () => (open.length === 0 ? 'nothing' : 'comma-or-end');
  if (text !== undefined && expected.startsWith('key')) return 'colon';
  if (expected.startsWith('value')) {
    if (text !== undefined || scalar !== undefined) return after();
    if (mark === '{' || mark === '[') {
      open.push(mark);
      return mark === '{' ? 'key-or-end' : 'value-or-end';
    }
  }
  if (mark === ':' && expected === 'colon') return 'value';
  if (mark === ',' && expected === 'comma-or-end') return open.at(-1) === '{' ? 'key' : 'value';
  const closes = (mark === '}' && open.at(-1) === '{') || (mark === ']' && open.at(-1) === '[');
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
