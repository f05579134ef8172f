import type { ParsedDocument } from '../document/document-parser.ts';
import { indelSimilarity } from '../text/indel-similarity.ts';
import { type LabelTree, treeEditDistance } from '../text/tree-edit-distance.ts';

/** A part of a document in reading order, as a person would mark it. */
export type DocumentPart =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

/** How well a document was read, each figure from 0 to 1; `undefined`: neither side has such a part. */
export interface ParsingMetrics {
  /** Likeness of the whole text in its order (normalised indel similarity, NID). */
  readonly readingOrder: number;
  /** Likeness of the tables as trees of rows and cells (TEDS). All tables of the document are compared at once, in order. */
  readonly tables: number | undefined;
  /** Likeness of the headings as a tree with the text under each of them (MHS). Levels count by nesting only. */
  readonly headings: number | undefined;
}

/**
 * Compares what a parser read with the truth. Tables: X. Zhong et al., Image-based table recognition: data, model, and evaluation (2020); the
 * other two follow opendataloader-bench, but here a heading in the wrong place of the tree costs, and inventing tables or headings where the
 * truth has none scores 0.
 */
export function parsingMetrics(
  truth: readonly DocumentPart[],
  read: readonly DocumentPart[],
): ParsingMetrics {
  return {
    readingOrder: indelSimilarity(plainText(truth), plainText(read)),
    tables: compareTrees(tableTree(truth), tableTree(read)),
    headings: hasHeading(truth) || hasHeading(read) ? compareHeadings(truth, read) : undefined,
  };
}

/** The parts of a parsed document, for {@link parsingMetrics}: rows on adjoining lines are one table. */
export function documentParts({ text, blocks }: Pick<ParsedDocument, 'text' | 'blocks'>): DocumentPart[] {
  const parts: DocumentPart[] = [];
  let rows: (readonly string[])[] | undefined;
  let end = 0;
  for (const block of blocks) {
    const content = text.slice(block.start, block.end);
    if (block.kind !== 'table-row') {
      rows = undefined;
      parts.push(
        block.kind === 'heading'
          ? { kind: 'heading', level: block.level ?? 1, text: content }
          : { kind: 'text', text: content },
      );
      continue;
    }
    const cells =
      block.cells?.map((cell) => text.slice(cell.start, cell.end)) ??
      content.split('|').map((cell) => cell.trim());
    if (rows === undefined || block.start - end > 1) {
      rows = [];
      parts.push({ kind: 'table', rows });
    }
    rows.push(cells);
    end = block.end;
  }
  return parts;
}

function plainText(parts: readonly DocumentPart[]): string {
  return normalise(parts.map(textOf).join(' '));
}

function textOf(part: DocumentPart): string {
  return part.kind === 'table' ? part.rows.flat().join(' ') : part.text;
}

function normalise(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, ' ').trim();
}

interface Label {
  readonly tag: string;
  readonly text: string;
}
type Tree = LabelTree<Label>;

const node = (tag: string, children: readonly Tree[], text = ''): Tree => ({
  label: { tag, text: normalise(text) },
  children,
});

function tableTree(parts: readonly DocumentPart[]): Tree {
  return node(
    'document',
    parts.flatMap((part) => (part.kind === 'table' ? [node('table', part.rows.map(rowTree))] : [])),
  );
}

function rowTree(cells: readonly string[]): Tree {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return node(
    'row',
    cells.slice(0, last + 1).map((cell) => node('cell', [], cell)),
  );
}

const hasHeading = (parts: readonly DocumentPart[]) => parts.some(({ kind }) => kind === 'heading');

function compareHeadings(truth: readonly DocumentPart[], read: readonly DocumentPart[]): number {
  if (!hasHeading(truth) || !hasHeading(read)) return 0;
  return compareTrees(headingTree(truth), headingTree(read)) ?? 0;
}

/** Headings nested by their levels, with the text under each of them as a leaf. */
function headingTree(parts: readonly DocumentPart[]): Tree {
  interface Open {
    readonly level: number;
    readonly title: string;
    readonly children: Tree[];
    content: string;
  }
  const open: Open[] = [{ level: 0, title: '', children: [], content: '' }];
  const endContent = (section: Open) => {
    if (section.content.trim() !== '') section.children.push(node('content', [], section.content));
    section.content = '';
  };
  const close = () => {
    const section = open.pop()!;
    endContent(section);
    open.at(-1)!.children.push(node('heading', section.children, section.title));
  };
  for (const part of parts) {
    if (part.kind !== 'heading') {
      open.at(-1)!.content += ` ${textOf(part)}`;
      continue;
    }
    while (open.length > 1 && open.at(-1)!.level >= part.level) close();
    endContent(open.at(-1)!);
    open.push({ level: part.level, title: part.text, children: [], content: '' });
  }
  while (open.length > 1) close();
  endContent(open[0]!);
  return node('document', open[0]!.children);
}

/** One minus the edit distance over the size of the larger tree, roots aside; `undefined` for two trees without nodes. */
function compareTrees(a: Tree, b: Tree): number | undefined {
  const larger = Math.max(countNodes(a), countNodes(b)) - 1;
  return larger === 0 ? undefined : 1 - treeEditDistance(a, b, relabel) / larger;
}

const countNodes = (tree: Tree): number =>
  1 + tree.children.reduce((sum, child) => sum + countNodes(child), 0);

function relabel(a: Label, b: Label): number {
  return a.tag === b.tag ? 1 - indelSimilarity(a.text, b.text) : 1;
}
