import { type Html, html } from './html.ts';
import { categoryMark, shareBar } from './marks.ts';
import { compareText, type IntentView, type ReportModel } from './prepare-report.ts';
import { formatCount, formatShare } from './words.ts';

interface Node {
  readonly name: string;
  readonly intents: readonly IntentView[];
  readonly count: number;
}

/** The taxonomy L1 > L2 > L3 > intents as nested disclosures: readable and foldable without a script. */
export function taxonomyTree(model: ReportModel): Html {
  const whole = Math.max(1, model.categories[0]?.count ?? 0);
  const branches = new Set(model.intents.map((view) => JSON.stringify(view.path.slice(0, 2)))).size;
  const scale: Scale = {
    whole,
    total: model.data.tickets.length || sumOf(model.intents),
    open: branches <= MOST_OPEN,
  };
  return html`<ul class="tree" id="tree">${groupBy(model.intents, 0).map((node) => branch(node, 0, scale))}</ul>`;
}

/** With more branches than this, the first level starts folded. */
const MOST_OPEN = 30;

interface Scale {
  /** The count a full bar stands for. */
  readonly whole: number;
  readonly total: number;
  /** Whether the first level starts unfolded. */
  readonly open: boolean;
}

function branch(node: Node, level: number, scale: Scale): Html {
  const first = node.intents[0];
  if (first && level > 0 && node.intents.length === 1 && isSameName(first.intent.name, node.name))
    return leaf(first, scale);
  const children = groupBy(node.intents, level + 1);
  const inner = children.flatMap((child) =>
    child.name === '' ? child.intents.map((view) => leaf(view, scale)) : [branch(child, level + 1, scale)],
  );
  const category = first?.category ?? 0;
  const rows = node.intents.map((view) => view.row).join(' ');
  return html`<li data-rows="${rows}"><details${level === 0 && scale.open && OPEN} class="level${level}"><summary><span class="line">${level === 0 && categoryMark(category)}<bdi class="name">${node.name}</bdi>${figures(node.count, category, scale)}</span></summary><ul>${inner}</ul></details></li>`;
}

const OPEN: Html = html` open`;

/** A level that only repeats its one intent is not worth a fold. */
function isSameName(intent: string, level: string): boolean {
  return intent.trim().toLowerCase() === level.trim().toLowerCase();
}

function leaf(view: IntentView, scale: Scale): Html {
  return html`<li data-rows="${view.row}" class="leaf"><a class="line" href="#${view.anchor}"><bdi class="name">${view.intent.name}</bdi>${figures(view.count, view.category, scale)}</a></li>`;
}

function figures(count: number, category: number, { whole, total }: Scale): Html {
  return html`${shareBar(count, whole, category)}<span class="count">${formatCount(count)}</span><span class="share">${formatShare(count, total)}</span>`;
}

/** Nodes of one level in order of size; intents whose path ends above it share the nameless node. */
function groupBy(intents: readonly IntentView[], level: number): Node[] {
  const groups = new Map<string, IntentView[]>();
  for (const view of intents) {
    const name = levelName(view, level);
    const group = groups.get(name);
    if (group) group.push(view);
    else groups.set(name, [view]);
  }
  return [...groups]
    .map(([name, views]) => ({ name, intents: views, count: sumOf(views) }))
    .sort((a, b) => b.count - a.count || compareText(a.name, b.name));
}

function levelName(view: IntentView, level: number): string {
  return level > 2 ? '' : (view.path[level] ?? '');
}

function sumOf(views: readonly IntentView[]): number {
  return views.reduce((sum, view) => sum + view.count, 0);
}
