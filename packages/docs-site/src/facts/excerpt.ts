/**
 * Declarations of a source file with their comments, as they stand there.
 * @throws when there is none of a name: a page that shows what was renamed must not be built
 */
export function excerpt(source: string, names: readonly string[]): string {
  const lines = source.split('\n');
  return names.map((name) => declaration(lines, name)).join('\n\n');
}

function declaration(lines: readonly string[], name: string): string {
  const at = lines.findIndex((line) =>
    new RegExp(`^export (?:interface|type|const|async function|function) ${name}\\b`).test(line),
  );
  if (at < 0) throw new Error(`There is no exported "${name}" in the file.`);
  return lines.slice(startOf(lines, at), endOf(lines, at) + 1).join('\n');
}

/** The comment that stands right above, if there is one. */
function startOf(lines: readonly string[], at: number): number {
  if (!lines[at - 1]?.trimEnd().endsWith('*/')) return at;
  let start = at - 1;
  while (start > 0 && !lines[start]?.startsWith('/**')) start -= 1;
  return start;
}

/** Types and constants end with a semicolon, the others with a brace, where no brace is open any more. */
function endOf(lines: readonly string[], at: number): number {
  const mark = /^export (?:type|const)/.test(lines[at] ?? '') ? ';' : '}';
  let depth = 0;
  for (let end = at; end < lines.length; end += 1) {
    for (const letter of lines[end] ?? '') depth += letter === '{' ? 1 : letter === '}' ? -1 : 0;
    if (depth === 0 && lines[end]?.trimEnd().endsWith(mark)) return end;
  }
  throw new Error(`The declaration in line ${at + 1} has no end.`);
}

/** A source file from behind its imports on. */
export function withoutImports(source: string): string {
  return source.replace(/^(?:import [^;]*;\n)+\n*/, '');
}
