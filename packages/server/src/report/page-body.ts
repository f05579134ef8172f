import { type Html, html } from './html.ts';
import type { CardList } from './intent-card.ts';
import { isPlaced } from './pack-tickets.ts';
import type { ReportModel } from './prepare-report.ts';
import { aboutSection, header, newSection, summarySection, unassignedSection } from './sections.ts';
import { binName, type TimeBins } from './time-bins.ts';
import { taxonomyTree } from './tree.ts';
import { volumeChart, volumeSeries } from './volume-chart.ts';
import { formatCount, plural } from './words.ts';

/** The page's content in reading order. */
export function pageBody(model: ReportModel, cards: CardList, notes: readonly string[]): Html {
  return html`<a class="skip" href="#main">Skip to the findings</a>
${header(model)}
<main id="main">
<div class="wide">${summarySection(model)}</div>
${isEmpty(model) ? undefined : filterBar(model)}
<div class="wide">
<section id="results" aria-labelledby="results-title" hidden><h2 id="results-title">Tickets</h2><div id="results-list"></div></section>
${volumeSection(model)}
${overview(model)}
${newSection(model)}
${intentsSection(model, cards)}
${unassignedSection(model)}
</div>
</main>
${aboutSection(model, notes)}`;
}

function isEmpty({ data }: ReportModel): boolean {
  return data.tickets.length === 0 && data.intents.length === 0;
}

/** Search, category and time: one bar that stays in view. Useless without a script, so hidden then. */
function filterBar({ categories, bins }: ReportModel): Html {
  const options = categories.map(({ name }, index) => html`<option value="${index}">${name}</option>`);
  return html`<div class="filters js-only"><form id="filters" role="search" aria-label="Filter the report">
<input id="query" type="search" placeholder="Search intents and tickets" aria-label="Search intents and tickets" autocomplete="off" spellcheck="false">
<select id="category" aria-label="Category"><option value="-1">All categories</option>${options}</select>
${bins && bins.starts.length > 1 && html`<select id="from" aria-label="From ${bins.unit}">${binOptions(bins, 0)}</select><span class="to" aria-hidden="true">to</span><select id="to" aria-label="To ${bins.unit}">${binOptions(bins, bins.starts.length - 1)}</select>`}
<button class="text" id="reset" type="button" hidden>Clear</button><output id="status" aria-live="polite"></output></form></div>`;
}

function binOptions(bins: TimeBins, selected: number): Html[] {
  return bins.starts.map((_, bin) => {
    const label = binName(bins, bin);
    return bin === selected
      ? html`<option value="${bin}" selected>${label}</option>`
      : html`<option value="${bin}">${label}</option>`;
  });
}

function volumeSection(model: ReportModel): Html | undefined {
  const total = model.data.tickets.length;
  if (total === 0) return undefined;
  const head = html`<h2 id="volume-title">Volume over time</h2>`;
  if (!model.bins) {
    return html`<section id="volume" aria-labelledby="volume-title">${head}<p>The tickets carry no dates, so there is no volume over time, no trend and no time filter.</p></section>`;
  }
  const undated = total - model.dated;
  const shared = volumeSeries(model).find(({ categories }) => categories.length > 1);
  const notes = [
    `Tickets per ${model.bins.unit}, stacked by category. The first and the last ${model.bins.unit} may be incomplete.`,
    shared ? `The ${shared.categories.length} smallest categories share the grey band above the others.` : '',
    undated > 0
      ? `${plural(undated, 'ticket')} without a date ${undated === 1 ? 'is' : 'are'} counted everywhere except here.`
      : '',
  ];
  return html`<section id="volume" aria-labelledby="volume-title"><div class="head">${head}<p class="js-only hint">Drag across the chart to choose a time range; click a category to see it alone.</p></div>
${volumeChart(model, model.bins)}<p class="note-line">${notes.filter((note) => note !== '').join(' ')}</p></section>`;
}

function overview(model: ReportModel): Html | undefined {
  if (model.intents.length === 0) return undefined;
  return html`<div class="overview">
<section id="taxonomy" aria-labelledby="taxonomy-title"><div class="head"><h2 id="taxonomy-title">Taxonomy</h2><p class="js-only"><button type="button" data-fold="taxonomy" data-open="true">Unfold all</button> <button type="button" data-fold="taxonomy" data-open="false">Fold all</button></p></div>
${taxonomyTree(model)}</section>
${mapSection(model)}</div>`;
}

function mapSection({ data }: ReportModel): Html | undefined {
  const placed = data.tickets.filter(isPlaced).length;
  if (!data.map || placed === 0) return undefined;
  const label = `Map of ${plural(placed, 'ticket')}, coloured by category. The same intents are listed in the taxonomy.`;
  return html`<section id="map" class="sticky" aria-labelledby="map-title"><div class="head"><h2 id="map-title">Map of tickets</h2><div class="map-tools js-only"><button type="button" data-zoom="1.6" aria-label="Zoom in">+</button><button type="button" data-zoom="0.625" aria-label="Zoom out">−</button><button type="button" data-zoom="0">All</button></div></div>
<figure><div class="map-frame"><canvas id="map-canvas" role="img" aria-label="${label}"></canvas><div class="tip" id="map-tip" hidden></div></div>
<figcaption class="note-line">Each point is a ticket, each colour a category; a click opens the intent. Tickets that lie close together read alike; how far apart two groups lie means little.</figcaption></figure></section>`;
}

function intentsSection(model: ReportModel, { cards, left }: CardList): Html {
  const head = html`<h2 id="intents-title">Intents</h2>`;
  if (model.intents.length === 0)
    return html`<section id="intents" aria-labelledby="intents-title">${head}<p>No intent was found.</p></section>`;
  return html`<section id="intents" aria-labelledby="intents-title"><div class="head">${head}<p class="js-only"><label>Sort by <select id="order"><option value="count">tickets</option><option value="change">change</option><option value="confidence">confidence, lowest first</option><option value="name">name</option></select></label> <button type="button" data-fold="cards" data-open="true">Unfold all</button> <button type="button" data-fold="cards" data-open="false">Fold all</button></p></div>
<p id="no-cards" hidden>No intent fits this filter.</p>
<ul class="cards" id="cards">${cards}</ul>${left > 0 && html`<p class="note-line">The ${formatCount(left)} smallest intents are in the taxonomy only, to keep this page small.</p>`}</section>`;
}
