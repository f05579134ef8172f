import type { ConfidenceLevels, ReportData, ReportIntent, ReportTicket } from './report-data.ts';
import { binOf, chooseBins, type DayReader, dayReader, type TimeBins } from './time-bins.ts';
import { chooseWindow, extent, type Trend, type TrendWindow, trendOf, windowSide } from './trend.ts';
import { defaultLevels, wordsOf } from './words.ts';

/** The report's data counted, ordered and dated once; every section renders from this. */
export interface ReportModel {
  readonly data: ReportData;
  readonly levels: ConfidenceLevels;
  /** L1 names, the largest first: the order of colours everywhere. */
  readonly categories: readonly CategoryView[];
  /** The largest first. */
  readonly intents: readonly IntentView[];
  readonly reasons: readonly ReasonView[];
  readonly unassigned: number;
  /** The day (since 1970) a moment falls on in the report's zone. */
  readonly dayOf: DayReader;
  readonly dated: number;
  readonly bins?: TimeBins;
  readonly window?: TrendWindow;
  readonly overall?: Trend;
  /** Per ticket: its row (an intent, then the reasons). */
  readonly rows: Int32Array;
  /** Per ticket: days since 1970, or -1. */
  readonly days: Int32Array;
  /** Per row: tickets in each bin, then those without a date. */
  readonly counts: readonly (readonly number[])[];
}

export interface CategoryView {
  readonly name: string;
  readonly count: number;
}

export interface IntentView {
  readonly intent: ReportIntent;
  readonly row: number;
  readonly category: number;
  /** The element id of its card. */
  readonly anchor: string;
  /** L1, L2, L3 without empty levels, and without those that only repeat the one above. */
  readonly path: readonly string[];
  readonly count: number;
  /** Tickets per bin; empty without dates. */
  readonly series: readonly number[];
  readonly trend?: Trend;
  readonly examples: readonly ReportTicket[];
}

export interface ReasonView {
  readonly code: string;
  /** A clause that follows "because". */
  readonly label: string;
  readonly advice?: string;
  readonly count: number;
  readonly row: number;
  readonly tickets: readonly ReportTicket[];
}

const NO_CATEGORY = 'Uncategorised';
const NO_REASON = 'unknown';

export function prepareReport(data: ReportData): ReportModel {
  const intents = orderIntents(data);
  const categories = orderCategories(intents);
  const reasonCodes = orderReasons(data, intents);
  const rows = assignRows(data.tickets, intents, reasonCodes);
  const dayOf = dayReader(data.timeZone);
  const days = Int32Array.from(data.tickets, (ticket) => dayOf(ticket.at) ?? -1);
  const known = [...days].filter((day) => day >= 0);
  const bins = known.length > 0 ? chooseBins(...extent(known)) : undefined;
  const counts = countRows(rows, days, bins, intents.length + reasonCodes.length);
  const window = chooseWindow(known);
  const sides = window && countSides(rows, days, window, counts.length);
  const reasons = reasonCodes.map((code, index) => viewReason(data, rows, intents.length + index, code));
  return {
    data,
    levels: data.confidenceLevels ?? defaultLevels,
    categories,
    reasons,
    unassigned: reasons.reduce((sum, reason) => sum + reason.count, 0),
    dayOf,
    dated: known.length,
    ...(bins && { bins }),
    ...(window && sides && { window, overall: overallTrend(sides) }),
    rows,
    days,
    counts,
    intents: viewIntents(data, intents, categories, counts, sides),
  };
}

interface CountedIntent {
  readonly intent: ReportIntent;
  readonly count: number;
}

/** The report counts its own tickets; `ticketCount` only speaks where there are none. */
function orderIntents(data: ReportData): CountedIntent[] {
  const counted = new Map<string, number>();
  for (const { intent } of data.tickets) if (intent) counted.set(intent, (counted.get(intent) ?? 0) + 1);
  return data.intents
    .map((intent) => ({
      intent,
      count: data.tickets.length > 0 ? (counted.get(intent.id) ?? 0) : intent.ticketCount,
    }))
    .sort(
      (a, b) =>
        b.count - a.count ||
        compareText(a.intent.name, b.intent.name) ||
        compareText(a.intent.id, b.intent.id),
    );
}

function orderCategories(intents: readonly CountedIntent[]): CategoryView[] {
  const totals = new Map<string, number>();
  for (const { intent, count } of intents) {
    const name = categoryName(intent);
    totals.set(name, (totals.get(name) ?? 0) + count);
  }
  return [...totals]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || compareText(a.name, b.name));
}

function orderReasons(data: ReportData, intents: readonly CountedIntent[]): string[] {
  const known = new Set(intents.map(({ intent }) => intent.id));
  const totals = new Map<string, number>();
  for (const ticket of data.tickets) {
    if (ticket.intent !== undefined && known.has(ticket.intent)) continue;
    const code = ticket.reason ?? NO_REASON;
    totals.set(code, (totals.get(code) ?? 0) + 1);
  }
  return [...totals].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])).map(([code]) => code);
}

function assignRows(
  tickets: readonly ReportTicket[],
  intents: readonly CountedIntent[],
  reasons: readonly string[],
): Int32Array {
  const intentRow = new Map(intents.map(({ intent }, row) => [intent.id, row]));
  const reasonRow = new Map(reasons.map((code, index) => [code, intents.length + index]));
  return Int32Array.from(
    tickets,
    (ticket) => intentRow.get(ticket.intent ?? '') ?? reasonRow.get(ticket.reason ?? NO_REASON) ?? -1,
  );
}

function countRows(rows: Int32Array, days: Int32Array, bins: TimeBins | undefined, size: number): number[][] {
  const width = (bins?.starts.length ?? 0) + 1;
  const counts = Array.from({ length: size }, () => new Array<number>(width).fill(0));
  rows.forEach((row, ticket) => {
    const day = days[ticket] ?? -1;
    const bin = bins && day >= 0 ? binOf(bins, day) : width - 1;
    const line = counts[row];
    if (line) line[bin] = (line[bin] ?? 0) + 1;
  });
  return counts;
}

/** Per row: tickets in the previous and in the latest window. */
function countSides(
  rows: Int32Array,
  days: Int32Array,
  window: TrendWindow,
  size: number,
): [number, number][] {
  const sides = Array.from({ length: size }, (): [number, number] => [0, 0]);
  rows.forEach((row, ticket) => {
    const side = windowSide(window, days[ticket] ?? -1);
    const line = sides[row];
    if (line && side >= 0) line[side === 1 ? 1 : 0] += 1;
  });
  return sides;
}

function overallTrend(sides: readonly [number, number][]): Trend {
  const previous = sides.reduce((sum, side) => sum + side[0], 0);
  const recent = sides.reduce((sum, side) => sum + side[1], 0);
  return {
    recent,
    previous,
    strength: (recent - previous) / Math.sqrt(Math.max(1, recent + previous)),
    direction: 'steady',
  };
}

function viewReason(data: ReportData, rows: Int32Array, row: number, code: string): ReasonView {
  const words = data.unassignedReasons?.find((reason) => reason.code === code);
  const tickets = data.tickets.filter((_, index) => rows[index] === row);
  const label = words?.label ?? (code === NO_REASON ? 'no reason was recorded' : `of “${wordsOf(code)}”`);
  return {
    code,
    label,
    count: tickets.length,
    row,
    tickets,
    ...(words?.advice !== undefined && { advice: words.advice }),
  };
}

function viewIntents(
  data: ReportData,
  intents: readonly CountedIntent[],
  categories: readonly CategoryView[],
  counts: readonly (readonly number[])[],
  sides: readonly [number, number][] | undefined,
): IntentView[] {
  const categoryOf = new Map(categories.map(({ name }, index) => [name, index]));
  const ticketOf = new Map(data.tickets.map((ticket) => [ticket.id, ticket]));
  const all = sides && overallTrend(sides);
  return intents.map(({ intent, count }, row) => {
    const [previous, recent] = sides?.[row] ?? [0, 0];
    return {
      intent,
      row,
      count,
      category: categoryOf.get(categoryName(intent)) ?? 0,
      anchor: anchorOf(intent.id, row),
      path: [categoryName(intent), intent.l2.trim(), intent.l3.trim()].filter(
        (level, at, levels) => level !== '' && level !== levels[at - 1],
      ),
      series: counts[row]?.slice(0, -1) ?? [],
      examples: intent.exampleIds.map((id) => ticketOf.get(id)).filter((ticket) => ticket !== undefined),
      ...(all && { trend: trendOf(recent, previous, all.recent, all.previous) }),
    };
  });
}

function categoryName(intent: ReportIntent): string {
  return intent.l1.trim() || NO_CATEGORY;
}

/** Intent ids are stable, so links survive a new report; an id unfit for a link is replaced by its place. */
function anchorOf(id: string, row: number): string {
  return /^[A-Za-z0-9_-]{1,64}$/.test(id) ? `intent-${id}` : `row-${row}`;
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
