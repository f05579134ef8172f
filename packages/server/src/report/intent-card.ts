import { byteLength, type Html, html, shorten } from './html.ts';
import { categoryMark, confidenceBadge, shareBar } from './marks.ts';
import { ticketLine } from './pack-tickets.ts';
import { colourIndex } from './palette.ts';
import type { IntentView, ReportModel } from './prepare-report.ts';
import type { ReportArticle } from './report-data.ts';
import { sparkline } from './sparkline.ts';
import { formatCount, formatDay, formatShare, plural } from './words.ts';

/** How much of each intent the page can afford. */
interface Detail {
  readonly examples: number;
  readonly exampleLength: number;
  readonly steps: number;
  readonly stepLength: number;
  readonly terms: number;
}

const DETAILS: readonly Detail[] = [
  { examples: 5, exampleLength: 320, steps: 14, stepLength: 400, terms: 12 },
  { examples: 4, exampleLength: 200, steps: 8, stepLength: 220, terms: 10 },
  { examples: 3, exampleLength: 120, steps: 5, stepLength: 140, terms: 8 },
  { examples: 1, exampleLength: 80, steps: 0, stepLength: 0, terms: 5 },
];

export interface CardList {
  readonly cards: readonly Html[];
  /** Intents without a card, because the page would grow too large. */
  readonly left: number;
}

/** All cards in the richest detail that fits; beyond that only the largest intents get one. */
export function intentCards(model: ReportModel, budget: number): CardList {
  for (const detail of DETAILS) {
    const cards = model.intents.map((view) => intentCard(model, view, detail));
    const sizes = cards.map((card) => byteLength(card.source));
    if (sizes.reduce((sum, size) => sum + size, 0) <= budget) return { cards, left: 0 };
    if (detail === DETAILS.at(-1)) return keepLargest(cards, sizes, budget);
  }
  return { cards: [], left: model.intents.length };
}

function keepLargest(cards: readonly Html[], sizes: readonly number[], budget: number): CardList {
  let spent = 0;
  const kept = cards.filter((_, index) => {
    spent += sizes[index] ?? 0;
    return spent <= budget;
  });
  return { cards: kept, left: cards.length - kept.length };
}

function intentCard(model: ReportModel, view: IntentView, detail: Detail): Html {
  const { intent, category, count, row } = view;
  const most = model.intents[0]?.count ?? 1;
  const total = model.data.tickets.length;
  return html`<li data-row="${row}" data-category="${category}"><details class="card" id="${view.anchor}"><summary>
<span class="title">${categoryMark(category)}<span><h3 dir="auto">${intent.name}</h3><span class="path" dir="auto">${view.path.join(' › ')}</span></span></span>
<span class="badges">${intent.isNew && html`<span class="badge new">New</span>`}${intent.article && html`<span class="badge">Article</span>`}</span>
<span class="trend">${sparkline(view.series, colourIndex(category))}${trendWords(model, view)}</span>
${confidenceBadge(intent.confidence, model.levels)}
<span class="volume"><b class="count">${formatCount(count)}</b><span class="share">${formatShare(count, total)}</span>${shareBar(count, most, category)}</span>
</summary><div class="body">
<div class="why">${intent.description !== undefined && html`<p dir="auto">${shorten(intent.description, 600)}</p>`}
${intent.terms.length > 0 && html`<h4>Why these belong together</h4><p class="terms"><span class="sr">Characteristic words: </span>${intent.terms.slice(0, detail.terms).map((term) => html`<bdi>${shorten(term, 48)}</bdi> `)}</p>`}
${facts(model, view)}</div>
${examples(model, view, detail)}
${intent.article && article(intent.article, detail)}
<p class="all"><button type="button" data-list="${row}" aria-expanded="false">Show all tickets</button></p><div class="list" hidden></div>
</div></details></li>
`;
}

function trendWords(model: ReportModel, { trend }: IntentView): Html | undefined {
  if (!trend || !model.window || trend.direction === 'steady') return undefined;
  const [arrow, word] = trend.direction === 'rising' ? ['▲', 'rising'] : ['▼', 'falling'];
  const text = `${formatCount(trend.previous)} → ${formatCount(trend.recent)}`;
  const title = `${word}: the last ${model.window.days} days against the ${model.window.days} before`;
  return html`<span class="delta ${word}" title="${title}"><span class="sr">${title}: </span><span aria-hidden="true">${arrow} </span>${text}</span>`;
}

function facts(model: ReportModel, { intent }: IntentView): Html {
  const day = model.dayOf(intent.firstSeen);
  const named = {
    lexical: 'Named from its own words',
    model: 'Named by a model',
    person: 'Named by a person',
  }[intent.nameSource];
  const parts = [
    named ?? `Named by ${intent.nameSource}`,
    day !== undefined && `first seen ${formatDay(day)}`,
    `id ${intent.id}`,
  ];
  return html`<p class="facts">${parts.filter((part) => part !== false).join(' · ')}</p>`;
}

function examples(model: ReportModel, view: IntentView, detail: Detail): Html | undefined {
  const shown = view.examples.slice(0, detail.examples);
  if (shown.length === 0) return undefined;
  const item = (ticket: IntentView['examples'][number]) => {
    const at = model.dayOf(ticket.at);
    return html`<li><p dir="auto">${shorten(ticketLine(ticket), detail.exampleLength)}</p><small>${ticket.id}${at !== undefined && ` · ${formatDay(at)}`}</small></li>`;
  };
  return html`<div class="examples"><h4>${plural(shown.length, 'example ticket')}</h4><ul class="tickets">${shown.map(item)}</ul></div>`;
}

function article({ title, status, method, summary, steps }: ReportArticle, detail: Detail): Html {
  const shown = steps.slice(0, detail.steps);
  const step = ({ text, source }: ReportArticle['steps'][number]) =>
    html`<li><bdi>${shorten(text, detail.stepLength)}</bdi>${source !== '' && html` <cite>${shorten(source, 120)}</cite>`}</li>`;
  const left = steps.length - shown.length;
  return html`<article class="article"><p class="kind">Article <span class="badge">${status}</span> <span class="badge plain">${method}</span></p><h4 dir="auto">${title}</h4>
${summary !== undefined && html`<p dir="auto">${shorten(summary, 600)}</p>`}${shown.length > 0 && html`<ol>${shown.map(step)}</ol>`}${left > 0 && html`<p class="facts">${plural(left, 'more step')} in the article itself.</p>`}</article>`;
}
