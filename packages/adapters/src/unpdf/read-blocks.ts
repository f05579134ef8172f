import type { BlockDraft } from '@ticket-ai/core';
import { medianStep, type Region } from './columns.ts';
import type { HeadingStyle } from './headings.ts';
import type { LineJoiner } from './hyphens.ts';
import type { Line } from './lines.ts';
import { findTables } from './tables.ts';

/** A block whose lines are not joined yet. */
interface OpenBlock {
  readonly kind: 'heading' | 'paragraph' | 'list-item';
  readonly level?: number;
  readonly lines: Line[];
}

interface Options {
  readonly style: HeadingStyle;
  readonly join: LineJoiner;
  readonly page: number;
}

const marker = /^(?:[•●▪■◦‣⁃–*·-]|\(?\d{1,3}[.)]|[a-z][.)])\s+\S/;
const bullet = /^[•●▪■◦‣⁃–*·-]\s+/;

/** Reads the regions of one page as blocks in reading order. A paragraph may go on at the top of the next column. */
export function readBlocks(regions: readonly Region[], options: Options): readonly BlockDraft[] {
  const blocks: BlockDraft[] = [];
  for (const region of regions) {
    for (const part of findTables(region, options.join)) {
      if (part.kind === 'table') {
        part.rows.forEach((text, index) => {
          blocks.push({ kind: 'table-row', text, page: options.page, joined: index > 0 });
        });
        continue;
      }
      const [first, ...rest] = readLines(part.lines, options).map((block) =>
        finish(block, blocks.at(-1), options),
      );
      const last = blocks.at(-1);
      if (first !== undefined && last !== undefined && goesOn(last, first))
        blocks[blocks.length - 1] = { ...last, text: options.join([last.text, first.text]) };
      else if (first !== undefined) blocks.push(first);
      for (const block of rest)
        blocks.push({ ...block, joined: block.kind === 'list-item' && blocks.at(-1)?.kind === 'list-item' });
    }
  }
  return blocks;
}

function readLines(lines: Region, { style }: Options): readonly OpenBlock[] {
  const leading = medianStep(lines);
  const left = Math.min(...lines.map(({ x }) => x));
  const right = usualRight(lines);
  const blocks: OpenBlock[] = [];
  let previous: Line | undefined;
  for (const line of lines) {
    const block = blocks.at(-1);
    const level = style.levelOf(line);
    const near =
      previous !== undefined &&
      line.y - previous.y <= 1.35 * Math.max(leading, line.size * 1.05) &&
      similar(line, previous);
    if (
      block !== undefined &&
      previous !== undefined &&
      near &&
      continues(block, line, { previous, level, left, right })
    )
      block.lines.push(line);
    else if (level !== undefined) blocks.push({ kind: 'heading', level, lines: [line] });
    else blocks.push({ kind: marker.test(line.text) ? 'list-item' : 'paragraph', lines: [line] });
    previous = line;
  }
  return blocks;
}

function continues(
  block: OpenBlock,
  line: Line,
  {
    previous,
    level,
    left,
    right,
  }: {
    readonly previous: Line;
    readonly level: number | undefined;
    readonly left: number;
    readonly right: number;
  },
): boolean {
  if (block.kind === 'heading' || level !== undefined)
    return (
      block.kind === 'heading' &&
      level === block.level &&
      block.lines.length < 4 &&
      !/^\d+(?:\.\d+)*\.?\s/.test(line.text)
    );
  if (marker.test(line.text)) return false;
  const first = block.lines[0]!;
  const wrapped = !hadRoom(previous, line, right);
  if (block.kind === 'list-item') return wrapped || line.x > first.x + 0.3 * line.size;
  const indented = line.x > left + 0.7 * line.size && Math.abs(previous.x - left) < 0.7 * line.size;
  const ended = /[.!?:…]["”’)]?$/.test(previous.text);
  const startsNew = ended && (indented || previous.right < right - 0.2 * (right - left));
  return !startsNew && (wrapped || /^\p{Ll}/u.test(line.text) || /[-‐‑\u00ad]$/.test(previous.text));
}

/** Whether the first word of a line could have stood on the line before: then somebody meant the break. */
function hadRoom(previous: Line, line: Line, right: number): boolean {
  const word = line.text.split(' ', 1)[0] ?? '';
  const width = ((line.right - line.x) * word.length) / line.text.length;
  return right - previous.right > width + 2 * line.size;
}

/** Where lines end at the right; a few that stick out do not count. */
function usualRight(lines: Region): number {
  const ends = lines.map(({ right }) => right).sort((a, b) => a - b);
  return ends[Math.ceil(0.9 * (ends.length - 1))] ?? 0;
}

function similar(a: Line, b: Line): boolean {
  return Math.abs(a.size - b.size) <= 0.08 * Math.max(a.size, b.size);
}

function finish(
  { kind, level, lines }: OpenBlock,
  before: BlockDraft | undefined,
  { join, page }: Options,
): BlockDraft {
  const text = join(lines.map((line) => line.text));
  if (kind === 'heading') return { kind, text, page, ...(level === undefined ? {} : { level }) };
  if (kind === 'paragraph') return { kind, text, page };
  return { kind, text: text.replace(bullet, '- '), page, joined: before?.kind === 'list-item' };
}

/** Whether a text that stops at the foot of a column goes on here. */
function goesOn(last: BlockDraft, next: BlockDraft): boolean {
  return (
    (last.kind === 'paragraph' || last.kind === 'list-item') &&
    next.kind === 'paragraph' &&
    !/[.!?:;…]["”’)]?$/.test(last.text) &&
    /^\p{Ll}/u.test(next.text)
  );
}
