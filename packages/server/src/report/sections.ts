import { type Html, html, shorten } from './html.ts';
import { categoryMark, confidenceBadge } from './marks.ts';
import { ticketLine } from './pack-tickets.ts';
import { colourIndex } from './palette.ts';
import type { IntentView, ReasonView, ReportModel } from './prepare-report.ts';
import { sparkline } from './sparkline.ts';
import { type SummarySentence, summarise } from './summary-in-words.ts';
import { isTimeZone } from './time-bins.ts';
import { extent } from './trend.ts';
import {
  formatCount,
  formatDay,
  formatDayRange,
  formatSeconds,
  formatShare,
  formatUsd,
  plural,
} from './words.ts';

/** The title, where the data came from, and the four figures a reader asks for first. */
export function header(model: ReportModel): Html {
  const { data, intents, categories, unassigned, dated } = model;
  const total = data.tickets.length;
  const period =
    dated > 0 ? formatDayRange(...extent([...model.days].filter((day) => day >= 0))) : 'no dates';
  const confidence = averageConfidence(intents);
  return html`<header class="top"><button id="theme" class="js-only" type="button" aria-pressed="false">Dark mode</button><p class="kicker">Ticket report</p><h1 dir="auto">${data.title}</h1>
<p class="origin"><span dir="auto">${data.source}</span> · ${period}${data.generatedAt > 0 && ` · as of ${moment(data.generatedAt, data.timeZone)}`}</p>
<p class="origin">${cost(data.llm)}</p>
<dl class="figures">
<div><dt>Tickets</dt><dd data-total>${formatCount(total)}</dd></div>
<div><dt>Intents</dt><dd data-intents>${formatCount(intents.length)}</dd><dd class="note">in ${plural(categories.length, 'category', 'categories')}</dd></div>
<div><dt>Unassigned</dt><dd data-unassigned-share>${formatShare(unassigned, total)}</dd><dd class="note"><span data-unassigned>${formatCount(unassigned)}</span> of <span data-total>${formatCount(total)}</span></dd></div>
<div><dt>Confidence</dt><dd>${confidence === undefined ? '–' : confidenceBadge(confidence, model.levels)}</dd><dd class="note">how clearly tickets lie among their own kind</dd></div>
</dl></header>`;
}

function cost({ calls, costUsd }: ReportModel['data']['llm']): string {
  return calls === 0
    ? 'Made without a language model, at no cost'
    : `Made with ${plural(calls, 'model call')} for ${formatUsd(costUsd)}`;
}

function averageConfidence(intents: readonly IntentView[]): number | undefined {
  const tickets = intents.reduce((sum, view) => sum + view.count, 0);
  if (tickets === 0) return undefined;
  return intents.reduce((sum, view) => sum + view.count * view.intent.confidence, 0) / tickets;
}

function moment(at: number, timeZone: string): string {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  return `${format.format(at)} ${zone}`;
}

export function summarySection(model: ReportModel): Html {
  const [first, second, ...others] = summarise(model);
  const isLead = second?.label === 'Largest';
  const rest = second && !isLead ? [second, ...others] : others;
  return html`<section id="summary" aria-labelledby="summary-title"><h2 id="summary-title">What to know</h2>
<p class="lead">${first && sentence(first)}${isLead && html` ${sentence(second)}`}</p>
${rest.length > 0 && html`<dl class="findings">${rest.map((finding) => html`<div><dt>${finding.label}</dt><dd>${sentence(finding)}</dd></div>`)}</dl>`}
<p class="facts" id="whole-period" hidden>The words above describe the whole report; the figures below follow your filter.</p></section>`;
}

function sentence({ parts }: SummarySentence): Html[] {
  return parts.map((part) =>
    typeof part === 'string'
      ? html`${part}`
      : html`<a href="#${part.anchor}" dir="auto">${part.intent.name}</a>`,
  );
}

export function newSection(model: ReportModel): Html | undefined {
  const fresh = model.intents.filter((view) => view.intent.isNew);
  if (model.intents.length === 0 || fresh.length === model.intents.length) return undefined;
  if (fresh.length === 0 && model.dated === 0) return undefined;
  const item = (view: IntentView) => {
    const day = model.dayOf(view.intent.firstSeen);
    return html`<li data-rows="${view.row}"><a href="#${view.anchor}" dir="auto">${categoryMark(view.category)}${view.intent.name}</a>${sparkline(view.series, colourIndex(view.category))}<span class="facts">${view.path[0] ?? ''}${day !== undefined && ` · since ${formatDay(day)}`}</span><b><span class="count">${formatCount(view.count)}</span> tickets</b></li>`;
  };
  const body =
    fresh.length > 0
      ? html`<ul class="fresh">${fresh.slice(0, 60).map(item)}</ul>`
      : html`<p>No intent appeared for the first time.</p>`;
  return html`<section id="new" aria-labelledby="new-title"><h2 id="new-title">New this month</h2>${body}</section>`;
}

export function unassignedSection(model: ReportModel): Html | undefined {
  if (model.data.tickets.length === 0) return undefined;
  const body =
    model.reasons.length > 0
      ? html`<div class="reasons">${model.reasons.map((reason) => reasonCard(model, reason))}</div>`
      : html`<p>Every ticket found an intent.</p>`;
  return html`<section id="unassigned" aria-labelledby="unassigned-title"><h2 id="unassigned-title">Unassigned and why</h2>${body}</section>`;
}

function reasonCard(model: ReportModel, { label, advice, count, row, tickets }: ReasonView): Html {
  const samples = evenly(tickets, 5).map(
    (ticket) =>
      html`<li><p dir="auto">${shorten(ticketLine(ticket), 220)}</p><small>${ticket.id}</small></li>`,
  );
  return html`<div class="reason" data-reason="${row}"><h3 dir="auto">${label.replace(/^of “(.*)”$/, '$1')}</h3>
<p class="volume"><b class="count">${formatCount(count)}</b> tickets · <span class="share">${formatShare(count, model.data.tickets.length)}</span></p>
${advice !== undefined && html`<p class="advice" dir="auto">${advice}</p>`}<ul class="tickets">${samples}</ul>
<p class="all"><button type="button" data-list="${row}" aria-expanded="false">Show all tickets</button></p><div class="list" hidden></div></div>`;
}

/** A few items spread over the whole list. */
function evenly<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return Array.from(
    { length: count },
    (_, index) => items[Math.floor((index * items.length) / count)],
  ).filter((item) => item !== undefined);
}

/** How the report was made, what it cost and what was left out of the page. */
export function aboutSection(model: ReportModel, notes: readonly string[]): Html {
  const { data } = model;
  const spend =
    data.llm.calls === 0
      ? 'No model was called and nothing was spent.'
      : `${plural(data.llm.calls, 'model call')}, ${formatCount(data.llm.inputTokens)} tokens in, ${formatCount(data.llm.outputTokens)} out, ${formatUsd(data.llm.costUsd)}.`;
  const rows: [string, string][] = [
    ['Engine', `${data.engine}, seed ${data.seed}, ticket-ai ${data.version}`],
    ['Cost', spend],
    ['Days', `begin at midnight in ${isTimeZone(data.timeZone) ? data.timeZone : 'UTC'}`],
    [
      'Confidence',
      `says how many of the tickets most like a ticket are in its intent, lowered where different ways to compare tickets disagree. High from ${model.levels.high.toFixed(2)}, fair from ${model.levels.fair.toFixed(2)}, low below. It is no share of right tickets: judge a few yourself.`,
    ],
    [
      'Texts',
      'are shown without greetings and signatures; e-mail addresses, numbers and known names are masked. The ids lead to the tickets.',
    ],
  ];
  if (data.seconds !== undefined) rows.push(['Time', formatSeconds(data.seconds)]);
  if (data.map) rows.push(['Map', `${data.map.method}; seed ${data.map.seed}.`]);
  if (data.granularity) rows.push(['Granularity', data.granularity]);
  if (notes.length > 0) rows.push(['This page', notes.join(' ')]);
  return html`<footer class="about"><h2>How this was made</h2><dl>${rows.map(([name, words]) => html`<div><dt>${name}</dt><dd dir="auto">${words}</dd></div>`)}</dl></footer>`;
}
