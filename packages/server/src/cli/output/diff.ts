import { type DiffPart, diffItems } from '@ticket-ai/core';

/** How a comparison is coloured. */
export interface DiffPaint {
  removed(text: string): string;
  added(text: string): string;
  /** For words inside a changed line. */
  word(text: string): string;
}

/** Two texts as lines with `-`, `+` or a blank in front; changed words of a changed line stand out. */
export function renderDiff(before: string, after: string, paint: DiffPaint): string {
  const changes = diffItems(before.trimEnd().split('\n'), after.trimEnd().split('\n'));
  const lines: string[] = [];
  for (let at = 0; at < changes.length; at += 1) {
    const [change, next] = [changes[at], changes[at + 1]];
    if (change === undefined) continue;
    if (change.kind === 'removed' && next?.kind === 'added' && change.items.length === next.items.length) {
      lines.push(
        ...change.items.map((line, index) =>
          paint.removed(`- ${markWords(line, next.items[index] ?? '', 'removed', paint)}`),
        ),
      );
      lines.push(
        ...next.items.map((line, index) =>
          paint.added(`+ ${markWords(change.items[index] ?? '', line, 'added', paint)}`),
        ),
      );
      at += 1;
    } else {
      lines.push(...change.items.map((line) => renderLine(change.kind, line, paint)));
    }
  }
  return lines.join('\n');
}

function renderLine(kind: DiffPart['kind'], line: string, paint: DiffPaint): string {
  if (kind === 'same') return `  ${line}`.trimEnd();
  return kind === 'removed' ? paint.removed(`- ${line}`) : paint.added(`+ ${line}`);
}

/** The line of one side, with the words marked that the other side lacks. */
function markWords(before: string, after: string, side: 'removed' | 'added', paint: DiffPaint): string {
  return diffItems(before.split(/(\s+)/), after.split(/(\s+)/))
    .filter(({ kind }) => kind === 'same' || kind === side)
    .map(({ kind, items }) => (kind === 'same' ? items.join('') : paint.word(items.join(''))))
    .join('');
}
