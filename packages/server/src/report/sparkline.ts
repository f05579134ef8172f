import { type Html, html } from './html.ts';

const HEIGHT = 100;
const POINTS = 32;

/** A small trend line of counts over time; decoration beside its words, so hidden from screen readers. */
export function sparkline(series: readonly number[], category: number): Html | undefined {
  const values = condense(series, POINTS);
  if (values.length < 3) return undefined;
  const most = Math.max(1, ...values);
  const points = values.map((value, index) => `${index} ${Math.round(HEIGHT * (1 - (0.9 * value) / most))}`);
  const path = `M${points.join('L')}`;
  const last = values.length - 1;
  return html`<svg class="spark k${category}" viewBox="0 0 ${last} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"><path class="area" d="${path}V${HEIGHT}H0z"/><path class="line" d="${path}"/></svg>`;
}

/** Sums neighbours until at most `limit` values are left; an incomplete first group is dropped from view. */
export function condense(series: readonly number[], limit: number): number[] {
  const size = Math.ceil(series.length / limit);
  if (size <= 1) return [...series];
  const offset = series.length % size;
  const groups = Math.floor(series.length / size);
  return Array.from({ length: groups }, (_, group) => {
    const start = offset + group * size;
    return series.slice(start, start + size).reduce((sum, value) => sum + value, 0);
  });
}
