import { TicketAIError } from '../errors.ts';
import { splitSentences } from '../text/split-sentences.ts';
import type { BlockSpan, DocumentVersion } from './document.ts';

/** Sizes in tokens, estimated (see {@link estimateTokens}). */
export interface ChunkOptions {
  /** A chunk is closed when the next block would make it larger. Default 350. */
  readonly target?: number;
  /** No chunk is larger, except a single code line or sentence. Default 512. */
  readonly maximum?: number;
  /** How much of a split paragraph is repeated in the next chunk. Default 50. */
  readonly overlap?: number;
}

/** How the documents of each collection are cut. */
export type Chunking = Readonly<Record<'documents' | 'articles', Required<ChunkOptions>>>;

const defaultSizes: Required<ChunkOptions> = { target: 350, maximum: 512, overlap: 50 };

/** The sizes of each collection. @throws `invalid-input` for sizes that cut nothing, or without end */
export function readChunking(options: { readonly [Name in keyof Chunking]?: ChunkOptions } = {}): Chunking {
  const read = (collection: keyof Chunking): Required<ChunkOptions> => {
    const sizes = { ...defaultSizes, ...options[collection] };
    const { target, maximum, overlap } = sizes;
    const areWhole = [target, maximum, overlap].every(Number.isSafeInteger);
    if (areWhole && target >= 20 && maximum >= target && overlap >= 0 && overlap <= target / 2) return sizes;
    throw new TicketAIError('invalid-input', {
      message: `The ${collection} cannot be cut into passages of ${target} tokens, ${maximum} at most, ${overlap} of them repeated. The first must be 20 or more, the second no less than the first, the third no more than half of the first.`,
      context: { collection, target, maximum, overlap },
    });
  };
  return { documents: read('documents'), articles: read('articles') };
}

/** A passage: a range of the document's text, and the headings above it. */
export interface ChunkSpan {
  readonly start: number;
  readonly end: number;
  readonly pageFrom: number;
  readonly pageTo: number;
  readonly headingPath: readonly string[];
}

/** Names the rules of {@link chunkDocument}; changes with them. */
export const chunkerName = 'structure@1';

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu;

/** About how many tokens a model would count: one per four characters, one per character of scripts without spaces. */
export function estimateTokens(text: string): number {
  const characters = text.match(wide)?.length ?? 0;
  return Math.ceil((text.length - characters) / 4 + characters);
}

/**
 * Cuts a document along its structure: a chunk never crosses a heading, keeps list items, table rows and code whole, and is a contiguous
 * range of the text. Only a block larger than the maximum is split, at sentences. Rows of a long table carry the rows that name its
 * columns in their heading path, which is searched but never quoted.
 */
export function chunkDocument(
  document: Pick<DocumentVersion, 'text' | 'blocks'>,
  options: ChunkOptions = {},
): readonly ChunkSpan[] {
  const sizes = { ...defaultSizes, ...options };
  const chunks: ChunkSpan[] = [];
  for (const section of sectionsOf(document)) {
    const pieces = section.blocks.flatMap((block) => splitBlock(document.text, block, sizes));
    for (const group of groupPieces(document.text, pieces, sizes)) {
      chunks.push({
        start: group[0]!.start,
        end: group.at(-1)!.end,
        pageFrom: group[0]!.page,
        pageTo: group.at(-1)!.page,
        headingPath: [...section.path, ...tableHead(document.text, section.blocks, group[0]!)],
      });
    }
  }
  return chunks;
}

/** Blocks under the same headings. */
interface Section {
  readonly path: readonly string[];
  readonly blocks: readonly BlockSpan[];
}

function sectionsOf({ text, blocks }: Pick<DocumentVersion, 'text' | 'blocks'>): Section[] {
  const all: readonly BlockSpan[] =
    blocks.length > 0 ? blocks : [{ kind: 'paragraph', page: 1, start: 0, end: text.length }];
  const sections: Section[] = [];
  const path: { level: number; title: string }[] = [];
  let open: BlockSpan[] = [];
  const close = () => {
    if (open.length > 0) sections.push({ path: path.map(({ title }) => title), blocks: open });
    open = [];
  };
  all.forEach((block, index) => {
    if (block.kind !== 'heading' || isAlone(all, index)) {
      open.push(block);
      return;
    }
    close();
    const level = block.level ?? 1;
    while (path.length > 0 && path.at(-1)!.level >= level) path.pop();
    path.push({ level, title: text.slice(block.start, block.end).replace(/\s+/gu, ' ') });
  });
  close();
  return sections;
}

/** A heading with nothing under it is the only place where its words stand: it is kept as text. */
function isAlone(blocks: readonly BlockSpan[], index: number): boolean {
  const next = blocks[index + 1];
  return next === undefined || (next.kind === 'heading' && (next.level ?? 1) <= (blocks[index]!.level ?? 1));
}

function splitBlock(text: string, block: BlockSpan, sizes: Required<ChunkOptions>): readonly BlockSpan[] {
  if (estimateTokens(text.slice(block.start, block.end)) <= sizes.maximum) return [block];
  const units = unitsOf(text, block, sizes.maximum);
  const pieces: BlockSpan[] = [];
  let first = 0;
  for (let last = 0; last < units.length; last += 1) {
    const next = units[last + 1];
    const size =
      next === undefined
        ? Number.POSITIVE_INFINITY
        : estimateTokens(text.slice(units[first]!.start, next.end));
    if (size <= sizes.target) continue;
    pieces.push({ ...block, start: units[first]!.start, end: units[last]!.end });
    first = Math.max(first + 1, overlapFrom(text, units, last + 1, sizes.overlap));
  }
  return pieces;
}

/** The first unit that the next piece repeats, so that a thought cut in two is whole in one of them. */
function overlapFrom(text: string, units: readonly Span[], next: number, overlap: number): number {
  let first = next;
  const end = units[next - 1]!.end;
  while (first > 0 && estimateTokens(text.slice(units[first - 1]!.start, end)) <= overlap) first -= 1;
  return first;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Sentences, or lines of code; what is still too large is cut at white space. */
function unitsOf(text: string, block: BlockSpan, maximum: number): Span[] {
  const inner = text.slice(block.start, block.end);
  const spans =
    block.kind === 'code'
      ? [...inner.matchAll(/[^\n]+/gu)].map((line) => ({
          start: line.index,
          end: line.index + line[0].length,
        }))
      : splitSentences(inner);
  const moved = spans.map(({ start, end }) => ({ start: start + block.start, end: end + block.start }));
  return moved.flatMap((span) =>
    estimateTokens(text.slice(span.start, span.end)) <= maximum ? [span] : cutAtSpaces(text, span, maximum),
  );
}

function cutAtSpaces(text: string, span: Span, maximum: number): Span[] {
  const parts: Span[] = [];
  let start = span.start;
  while (start < span.end) {
    let end = Math.min(span.end, start + maximum);
    const space = text.lastIndexOf(' ', end);
    if (end < span.end && space > start) end = space;
    else if (end < span.end && /[\udc00-\udfff]/u.test(text.charAt(end))) end += 1;
    parts.push({ start, end });
    start = end;
    while (start < span.end && /\s/u.test(text[start]!)) start += 1;
  }
  return parts;
}

function groupPieces(
  text: string,
  pieces: readonly BlockSpan[],
  sizes: Required<ChunkOptions>,
): BlockSpan[][] {
  const groups: BlockSpan[][] = [];
  for (const piece of pieces) {
    const group = groups.at(-1);
    const overlaps = group !== undefined && piece.start < group.at(-1)!.end;
    const size = group === undefined ? 0 : estimateTokens(text.slice(group[0]!.start, piece.end));
    if (group === undefined || overlaps || size > sizes.target) groups.push([piece]);
    else group.push(piece);
  }
  return mergeSmallTail(text, groups, sizes);
}

/** A last chunk of a line or two says little alone; it joins the one before when both fit. */
function mergeSmallTail(text: string, groups: BlockSpan[][], sizes: Required<ChunkOptions>): BlockSpan[][] {
  const tail = groups.at(-1);
  const before = groups.at(-2);
  if (tail === undefined || before === undefined || tail[0]!.start < before.at(-1)!.end) return groups;
  const small = estimateTokens(text.slice(tail[0]!.start, tail.at(-1)!.end)) < sizes.overlap;
  const fits = estimateTokens(text.slice(before[0]!.start, tail.at(-1)!.end)) <= sizes.maximum;
  return small && fits ? [...groups.slice(0, -2), [...before, ...tail]] : groups;
}

/** The rows that name the columns of the table a row stands in; where the parser does not know, its first row. */
function tableHead(text: string, blocks: readonly BlockSpan[], piece: BlockSpan): readonly string[] {
  if (piece.kind !== 'table-row') return [];
  const index = blocks.findIndex((block) => block.start <= piece.start && piece.end <= block.end);
  const isRow = (block: BlockSpan | undefined) => block?.kind === 'table-row';
  const isHeader = (at: number) => isRow(blocks[at]) && blocks[at]!.header === true;
  let last = index;
  while (!isHeader(last) && isRow(blocks[last - 1])) last -= 1;
  let first = last;
  while (isHeader(first) && isHeader(first - 1)) first -= 1;
  const known = blocks[index]!.header !== undefined;
  if (last === index || (known && !isHeader(last))) return [];
  return blocks.slice(first, last + 1).map(({ start, end }) => text.slice(start, end));
}
