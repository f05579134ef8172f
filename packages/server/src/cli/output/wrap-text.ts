import { displayWidth, harmless, truncate } from './width.ts';

/** A customer's text as harmless lines of at most so many columns, broken between words; longer words are cut. Blank lines are left out. */
export function wrapText(text: string, columns: number): string[] {
  return harmless(text)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => wrapLine(line, columns));
}

function wrapLine(line: string, columns: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.trim().split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (displayWidth(longer) <= columns) current = longer;
    else {
      if (current !== '') lines.push(current);
      current = truncate(word, columns);
    }
  }
  return [...lines, current];
}
