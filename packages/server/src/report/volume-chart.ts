import { type Html, html } from './html.ts';
import { categoryMark, unassignedMark } from './marks.ts';
import { colourIndex } from './palette.ts';
import type { ReportModel } from './prepare-report.ts';
import { axisLabel, binLabel, type TimeBins } from './time-bins.ts';
import { formatCount, plural } from './words.ts';

const HEIGHT = 200;
const SLOT = 10;
const MOST_SERIES = 11;

/** One band of the stack, the largest at the bottom. */
export interface VolumeSeries {
  readonly name: string;
  /** The class that colours it. */
  readonly colour: string;
  /** Categories it sums; empty for the unassigned. */
  readonly categories: readonly number[];
  readonly values: readonly number[];
}

/** Bands per L1; beyond eleven the smallest share one band. */
export function volumeSeries(model: ReportModel): VolumeSeries[] {
  const width = model.bins?.starts.length ?? 0;
  const perCategory = model.categories.map(() => new Array<number>(width).fill(0));
  for (const view of model.intents) addTo(perCategory[view.category], view.series);
  const own = model.categories.length > MOST_SERIES + 1 ? MOST_SERIES : model.categories.length;
  const series = perCategory.slice(0, own).map((values, index): VolumeSeries => {
    return {
      name: model.categories[index]?.name ?? '',
      colour: `k${colourIndex(index)}`,
      categories: [index],
      values,
    };
  });
  const rest = perCategory.slice(own);
  if (rest.length > 0) series.push(restSeries(rest, own, width));
  const unassigned = new Array<number>(width).fill(0);
  for (const reason of model.reasons) addTo(unassigned, model.counts[reason.row]?.slice(0, width) ?? []);
  if (model.unassigned > 0)
    series.push({ name: 'Unassigned', colour: 'none', categories: [], values: unassigned });
  return series;
}

function restSeries(rest: readonly (readonly number[])[], from: number, width: number): VolumeSeries {
  const values = new Array<number>(width).fill(0);
  for (const line of rest) addTo(values, line);
  const categories = rest.map((_, index) => from + index);
  return { name: `${rest.length} smaller categories`, colour: 'rest', categories, values };
}

function addTo(target: number[] | undefined, values: readonly number[]): void {
  if (!target) return;
  values.forEach((value, index) => {
    target[index] = (target[index] ?? 0) + value;
  });
}

/** The stacked volume chart with its axis, legend and data table. */
export function volumeChart(model: ReportModel, bins: TimeBins): Html {
  const series = volumeSeries(model);
  const totals = bins.starts.map((_, bin) => series.reduce((sum, { values }) => sum + (values[bin] ?? 0), 0));
  const ticks = niceTicks(Math.max(1, ...totals));
  const top = ticks.at(-1) ?? 1;
  const base = new Array<number>(bins.starts.length).fill(0);
  const paths = series.map(
    ({ values, colour }) => html`<path class="${colour}" d="${stackPath(values, base, top)}"/>`,
  );
  const peak = totals.indexOf(Math.max(...totals));
  const label = `Tickets per ${bins.unit}, stacked by category; the peak is ${plural(totals[peak] ?? 0, 'ticket')} (${binLabel(bins, peak)}).`;
  return html`<div class="plot" id="volume-plot" style="--grid:${round((100 * (ticks[1] ?? 1)) / top)}%"><div class="y" aria-hidden="true">${ticks.map((tick) => html`<span style="bottom:${round((100 * tick) / top)}%">${formatCount(tick)}</span>`)}</div>
<div class="area"><svg id="volume-svg" viewBox="0 0 ${bins.starts.length * SLOT} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}">${paths}</svg><div class="range" id="volume-range" hidden></div></div>
<div class="x" aria-hidden="true">${xLabels(bins)}</div></div>
<ul class="legend" aria-label="Categories">${legend(model)}</ul>
${dataTable(bins, series, totals)}`;
}

/** One path per band: a bar for every bin, standing on what is already there. */
function stackPath(values: readonly number[], base: number[], top: number): string {
  return values
    .map((value, bin) => {
      if (value === 0) return '';
      const height = (value / top) * HEIGHT;
      const bottom = HEIGHT - (base[bin] ?? 0);
      base[bin] = (base[bin] ?? 0) + height;
      return `M${bin * SLOT + 0.75} ${round(bottom)}v${round(-height)}h8.5V${round(bottom)}z`;
    })
    .join('');
}

/** Zero to just above the largest value in a few round steps. */
export function niceTicks(most: number): number[] {
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  const whole = Number.isInteger(step) ? step : Math.ceil(step);
  return Array.from({ length: Math.ceil(most / whole) + 1 }, (_, index) => index * whole);
}

/** At most eight names under the axis; a phone shows every other one. */
function xLabels(bins: TimeBins): Html[] {
  const count = bins.starts.length;
  const every = Math.ceil(count / 8);
  return bins.starts.flatMap((_, bin) => {
    if (bin % every !== 0) return [];
    const left = round((100 * (bin + 0.5)) / count);
    return (bin / every) % 2 === 1
      ? html`<span class="second" style="left:${left}%">${axisLabel(bins, bin)}</span>`
      : html`<span style="left:${left}%">${axisLabel(bins, bin)}</span>`;
  });
}

function legend(model: ReportModel): Html[] {
  const items = model.categories.map(
    ({ name, count }, index) =>
      html`<li><button type="button" data-category="${index}" aria-pressed="false">${categoryMark(index)}<span dir="auto">${name}</span> <b data-category-count="${index}">${formatCount(count)}</b></button></li>`,
  );
  if (model.unassigned === 0) return items;
  return [
    ...items,
    html`<li><span class="plain">${unassignedMark}Unassigned <b data-unassigned>${formatCount(model.unassigned)}</b></span></li>`,
  ];
}

function dataTable(bins: TimeBins, series: readonly VolumeSeries[], totals: readonly number[]): Html {
  const row = (bin: number) =>
    html`<tr><th scope="row">${binLabel(bins, bin)}</th><td>${totals[bin] ?? 0}</td>${series.map(({ values }) => html`<td>${values[bin] ?? 0}</td>`)}</tr>`;
  return html`<details class="table"><summary>Figures of this chart</summary><div class="scroll" tabindex="0" role="region" aria-label="Tickets per ${bins.unit}"><table><thead><tr><th scope="col">Time</th><th scope="col">All</th>${series.map(({ name }) => html`<th scope="col" dir="auto">${name}</th>`)}</tr></thead><tbody>${bins.starts.map((_, bin) => row(bin))}</tbody></table></div></details>`;
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
