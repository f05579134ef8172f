/** An ordered tree whose nodes have labels. */
export interface LabelTree<Label> {
  readonly label: Label;
  readonly children: readonly LabelTree<Label>[];
}

/**
 * The least cost of turning one ordered tree into another by deleting, inserting (1 each) and relabelling nodes (K. Zhang and D. Shasha,
 * Simple fast algorithms for the editing distance between trees, 1989).
 * @param relabel Cost from 0 to 1 of writing one label for the other.
 */
export function treeEditDistance<Label>(
  a: LabelTree<Label>,
  b: LabelTree<Label>,
  relabel: (a: Label, b: Label) => number,
): number {
  const [left, right] = [numberNodes(a), numberNodes(b)];
  const width = right.labels.length;
  const trees = new Float64Array(left.labels.length * width);
  const forest = new Float64Array((left.labels.length + 1) * (width + 1));
  for (const i of left.roots)
    for (const j of right.roots) compareForests({ left, right, trees, forest, relabel }, i, j);
  return trees.at(-1)!;
}

/** Nodes in postorder: their labels, the leftmost leaf under each, and the nodes that have a left sibling (or none above). */
interface Numbered<Label> {
  readonly labels: readonly Label[];
  readonly leftmost: readonly number[];
  readonly roots: readonly number[];
}

function numberNodes<Label>(root: LabelTree<Label>): Numbered<Label> {
  const labels: Label[] = [];
  const leftmost: number[] = [];
  const visit = ({ label, children }: LabelTree<Label>): number => {
    const first = children.map(visit)[0] ?? labels.length;
    labels.push(label);
    leftmost.push(first);
    return first;
  };
  visit(root);
  const lastWith = new Map(leftmost.map((leaf, node) => [leaf, node]));
  return { labels, leftmost, roots: [...lastWith.values()].sort((x, y) => x - y) };
}

interface Comparison<Label> {
  readonly left: Numbered<Label>;
  readonly right: Numbered<Label>;
  /** Distances of whole subtrees, filled as they become known. */
  readonly trees: Float64Array;
  readonly forest: Float64Array;
  readonly relabel: (a: Label, b: Label) => number;
}

function compareForests<Label>(
  { left, right, trees, forest, relabel }: Comparison<Label>,
  i: number,
  j: number,
): void {
  const [fromI, fromJ] = [left.leftmost[i]!, right.leftmost[j]!];
  const width = j - fromJ + 2;
  const count = right.labels.length;
  forest[0] = 0;
  for (let y = 1; y < width; y += 1) forest[y] = y;
  for (let x = 1; x <= i - fromI + 1; x += 1) {
    forest[x * width] = x;
    const a = fromI + x - 1;
    for (let y = 1; y < width; y += 1) {
      const b = fromJ + y - 1;
      const wholeTrees = left.leftmost[a] === fromI && right.leftmost[b] === fromJ;
      const change = wholeTrees
        ? forest[(x - 1) * width + y - 1]! + relabel(left.labels[a]!, right.labels[b]!)
        : forest[(left.leftmost[a]! - fromI) * width + right.leftmost[b]! - fromJ]! + trees[a * count + b]!;
      const cost = Math.min(forest[(x - 1) * width + y]! + 1, forest[x * width + y - 1]! + 1, change);
      forest[x * width + y] = cost;
      if (wholeTrees) trees[a * count + b] = cost;
    }
  }
}
