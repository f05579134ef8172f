const lineEndHyphen = /([\p{L}\d][\p{L}\d‐‑-]*)[-‐‑\u00ad]$/u;
const word = /[\p{L}\d]+(?:[-‐‑][\p{L}\d]+)*/gu;

/** Puts lines together to running text. */
export type LineJoiner = (lines: readonly string[]) => string;

/**
 * Makes a joiner that mends words cut at the ends of lines. A hyphen goes when the whole word occurs in the document, or when one of its
 * parts is no word of the document; it stays where the document writes the word with it, or where both parts are words (`well-known`).
 */
export function lineJoiner(allLines: readonly string[]): LineJoiner {
  const known = new Set(
    allLines.flatMap((line) => line.replace(lineEndHyphen, '').toLowerCase().match(word) ?? []),
  );
  for (const each of [...known])
    for (let length = 5; length < 10 && length < each.length; length += 1)
      known.add(`${each.slice(0, length)}*`);
  return (lines) =>
    lines
      .reduce((text, line) => joinTwo(text, line, known), '')
      .replaceAll('\u00ad', '')
      .trim();
}

function joinTwo(text: string, line: string, known: ReadonlySet<string>): string {
  if (text === '') return line;
  const cut = lineEndHyphen.exec(text);
  const rest = /^[\p{L}\d]+(?:[-‐‑][\p{L}\d]+)*/u.exec(line)?.[0];
  if (cut === null || rest === undefined || !/^\p{Ll}/u.test(rest))
    return text.endsWith('\u00ad')
      ? text.slice(0, -1) + line
      : cut === null
        ? `${text} ${line}`
        : text + line;
  return (keepsHyphen(text, cut[1] ?? '', rest, known) ? text : text.slice(0, -1)) + line;
}

function keepsHyphen(text: string, first: string, rest: string, known: ReadonlySet<string>): boolean {
  if (text.endsWith('\u00ad')) return false;
  const [a, b] = [first.toLowerCase(), rest.toLowerCase()];
  if (known.has(`${a}-${b}`) || known.has(`${a}‑${b}`)) return true;
  // A relative counts too: `perform` tells that `per-forming` is one word.
  if (known.has(a + b) || known.has(`${(a + b).slice(0, a.length + 3)}*`)) return false;
  // `out-of-` before `scope`, `private-` before `by-design`: what has a hyphen already is a compound.
  return /[-‐‑]/.test(a + b) || (known.has(a) && known.has(b.split(/[-‐‑]/)[0] ?? b));
}
