import type { Line } from './lines.ts';

/** What lines of a document look like: the size of its running text, and which lines are headings of which level. */
export interface HeadingStyle {
  readonly bodySize: number;
  /** 1 to 6, or `undefined` for running text. */
  levelOf(line: Line): number | undefined;
}

const larger = 1.15;
const longestHeading = 150;
const longestBold = 100;

/**
 * Learns the style of a document: headings are those that its tags name, lines larger than its running text, bold lines that do not end like a
 * sentence, and the titles in its outline, whose depth is brought in line with what the other headings look like.
 */
export function learnStyle(
  lines: readonly Line[],
  titleDepth: (line: Line) => number | undefined = () => undefined,
): HeadingStyle {
  const bodySize = commonSize(lines);
  const sizes = [
    ...new Set(
      lines.filter((line) => kindOf(line, bodySize) === 'large').map(({ size }) => Math.round(size)),
    ),
  ].sort((a, b) => b - a);
  const levelByLook = (line: Line) => {
    const kind = kindOf(line, bodySize);
    if (kind === undefined) return undefined;
    return kind === 'large' ? sizes.indexOf(Math.round(line.size)) + 1 : sizes.length + 1;
  };
  const differences = lines.flatMap((line) => {
    const [level, depth] = [levelByLook(line), titleDepth(line)];
    return level === undefined || depth === undefined ? [] : [level - depth];
  });
  const shift = differences.sort((a, b) => a - b)[differences.length >> 1] ?? 0;
  const levelByTitle = (line: Line) => {
    const depth = titleDepth(line);
    return depth === undefined ? undefined : Math.max(1, depth + shift);
  };
  return {
    bodySize,
    levelOf(line) {
      const level = line.level ?? levelByLook(line) ?? levelByTitle(line);
      return level === undefined ? undefined : Math.min(6, level);
    },
  };
}

function kindOf(line: Line, bodySize: number): 'large' | 'bold' | undefined {
  const { text, size, bold } = line;
  if (!/\p{L}{2}|\p{Script=Han}/u.test(text) || text.length > longestHeading || /[,;]$/.test(text))
    return undefined;
  if (size >= larger * bodySize) return 'large';
  return bold && size >= 0.95 * bodySize && text.length <= longestBold && !/\.$/.test(text)
    ? 'bold'
    : undefined;
}

function commonSize(lines: readonly Line[]): number {
  const characters = new Map<number, number>();
  for (const { pieces } of lines) {
    for (const { size, text } of pieces) {
      const rounded = Math.round(size * 2) / 2;
      characters.set(rounded, (characters.get(rounded) ?? 0) + text.length);
    }
  }
  return [...characters].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [10, 0] as const)[0];
}
