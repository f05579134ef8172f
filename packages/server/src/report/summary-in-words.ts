import { type IntentView, prepareReport, type ReportModel } from './prepare-report.ts';
import type { ReportData } from './report-data.ts';
import { extent } from './trend.ts';
import { confidenceWord, formatCount, formatDayRange, formatShare, joinWords, plural } from './words.ts';

/** A piece of a sentence: words, or an intent to link to. */
export type SummaryPart = string | IntentView;

/** One finding: a label such as `Largest`, and its sentence. */
export interface SummarySentence {
  readonly label: string;
  readonly parts: readonly SummaryPart[];
}

/** What a good analyst would say first; each finding only where the data carries it. */
export function summarise(model: ReportModel): SummarySentence[] {
  if (model.data.tickets.length === 0) {
    return [
      { label: 'Nothing yet', parts: ['There are no tickets in this report, so there is nothing to count.'] },
    ];
  }
  const findings = [opening, largest, subjects, growth, fresh, unassigned, confidence, cautions, articles];
  return findings.flatMap((finding) => finding(model) ?? []);
}

/** The same in plain text, one line per finding. */
export function summaryText(data: ReportData): string {
  const plain = (part: SummaryPart) => (typeof part === 'string' ? part : part.intent.name);
  return summarise(prepareReport(data))
    .map(({ label, parts }) => `${label}: ${parts.map(plain).join('')}`)
    .join('\n');
}

function opening(model: ReportModel): SummarySentence {
  const { data, intents, categories, unassigned } = model;
  const tickets = `${plural(data.tickets.length, 'ticket')}${periodOf(model)}`;
  if (intents.length === 0) return { label: 'Overall', parts: [`${tickets} formed no intent.`] };
  const found = `${plural(intents.length, 'intent')} in ${plural(categories.length, 'category', 'categories')}`;
  const rest =
    unassigned === 0
      ? 'every ticket has one'
      : `${formatShare(unassigned, data.tickets.length)} stayed unassigned`;
  return { label: 'Overall', parts: [`${tickets} fall into ${found}; ${rest}.`] };
}

function periodOf({ days, dated }: ReportModel): string {
  if (dated === 0) return '';
  return ` from ${formatDayRange(...extent([...days].filter((day) => day >= 0)))}`;
}

function largest({ intents, data }: ReportModel): SummarySentence | undefined {
  if (intents.length < 2) return undefined;
  const total = data.tickets.length;
  const top = intents
    .slice(0, 3)
    .map((view): SummaryPart[] => [view, ` (${formatShare(view.count, total)})`]);
  const parts: SummaryPart[] = [...joinParts(top), intents.length > 3 ? ' come first' : ''];
  const half = headOfHalf(intents, total);
  if (half && half > 3)
    parts.push(`; ${half} of the ${formatCount(intents.length)} intents make up half of all tickets`);
  return { label: 'Largest', parts: [...parts, '.'] };
}

/** What the tickets are about, before what they ask. */
function subjects({ categories, data, intents }: ReportModel): SummarySentence | undefined {
  const [first, ...others] = categories;
  if (first === undefined || others.length === 0 || intents.length < 6) return undefined;
  const total = data.tickets.length;
  const say = ({ name, count }: (typeof categories)[number]) => `${name} (${formatShare(count, total)})`;
  const next = joinWords(others.slice(0, 2).map(say));
  return {
    label: 'Subjects',
    parts: [`The largest subject is ${say(first)}, followed by ${next}.`],
  };
}

function cautions({ data: { cautions: said = [] } }: ReportModel): SummarySentence | undefined {
  return said.length === 0 ? undefined : { label: 'Bear in mind', parts: [said.join(' ')] };
}

/** How many of the largest intents hold half of the tickets. */
function headOfHalf(intents: readonly IntentView[], total: number): number | undefined {
  let sum = 0;
  const index = intents.findIndex((view) => {
    sum += view.count;
    return sum >= total / 2;
  });
  return index < 0 ? undefined : index + 1;
}

function growth({ intents, window, overall }: ReportModel): SummarySentence | undefined {
  if (!window || !overall || overall.recent + overall.previous < 20) return undefined;
  const period = `the last ${window.days} days against the ${window.days} before`;
  const volume = `Over ${period}, ${volumeWords(overall.recent, overall.previous)}`;
  const up = movers(intents, 'rising');
  const down = movers(intents, 'falling');
  const rising: SummaryPart[] = up.length ? [' Growing faster than the rest: ', ...joinParts(up), '.'] : [];
  const falling: SummaryPart[] = down.length ? [' Shrinking: ', ...joinParts(down), '.'] : [];
  const none = up.length + down.length === 0 ? [' No intent moved beyond what chance explains.'] : [];
  return { label: 'Change', parts: [volume, ...rising, ...falling, ...none] };
}

function volumeWords(recent: number, previous: number): string {
  const change = `(${formatCount(previous)} to ${formatCount(recent)} tickets)`;
  if (previous === 0) return `volume came up from nothing ${change}.`;
  const percent = Math.round((100 * (recent - previous)) / previous);
  const certain = Math.abs(recent - previous) > 2 * Math.sqrt(recent + previous);
  if (!certain || percent === 0) return `volume was about level ${change}.`;
  return `volume ${percent > 0 ? 'rose' : 'fell'} ${Math.abs(percent)}% ${change}.`;
}

function movers(intents: readonly IntentView[], direction: 'rising' | 'falling'): SummaryPart[][] {
  return intents
    .filter((view) => view.trend?.direction === direction)
    .sort((a, b) => Math.abs(b.trend?.strength ?? 0) - Math.abs(a.trend?.strength ?? 0) || a.row - b.row)
    .slice(0, 3)
    .map((view) => [
      view,
      ` (${formatCount(view.trend?.previous ?? 0)} to ${formatCount(view.trend?.recent ?? 0)})`,
    ]);
}

function fresh({ intents, data }: ReportModel): SummarySentence | undefined {
  const isNew = intents.filter((view) => view.intent.isNew);
  if (isNew.length === 0) return undefined;
  if (isNew.length === intents.length) {
    return { label: 'New', parts: ['Every intent is new: this is the first report on this source.'] };
  }
  const shown = isNew.slice(0, 3).map((view): SummaryPart[] => [view, ` (${plural(view.count, 'ticket')})`]);
  const more: SummaryPart[][] = isNew.length > 3 ? [[`${formatCount(isNew.length - 3)} more`]] : [];
  const tickets = isNew.reduce((sum, view) => sum + view.count, 0);
  const together =
    isNew.length > 1 ? `, together ${formatShare(tickets, data.tickets.length)} of all tickets` : '';
  return {
    label: 'New',
    parts: [...joinParts([...shown, ...more]), ` appeared for the first time this month${together}.`],
  };
}

function unassigned({ reasons, unassigned: count }: ReportModel): SummarySentence | undefined {
  if (count === 0) return undefined;
  const [first] = reasons;
  if (first && reasons.length === 1) {
    const tickets = plural(count, 'ticket');
    return { label: 'Unassigned', parts: [`${tickets} stayed without an intent because ${first.label}.`] };
  }
  const why = reasons.slice(0, 3).map((reason) => `${formatCount(reason.count)} because ${reason.label}`);
  const other = reasons.slice(3).reduce((sum, reason) => sum + reason.count, 0);
  const all = other > 0 ? [...why, `${formatCount(other)} for other reasons`] : why;
  return {
    label: 'Unassigned',
    parts: [`${plural(count, 'ticket')} stayed without an intent: ${joinWords(all)}.`],
  };
}

function confidence({ intents, levels }: ReportModel): SummarySentence | undefined {
  const assigned = intents.reduce((sum, view) => sum + view.count, 0);
  if (assigned === 0) return undefined;
  const of = (word: string) =>
    intents.filter((view) => confidenceWord(view.intent.confidence, levels) === word);
  const tickets = (views: readonly IntentView[]) => views.reduce((sum, view) => sum + view.count, 0);
  const high = of('high');
  const low = of('low');
  const fair = of('fair');
  const counted = (views: readonly IntentView[]) => (views.length === 0 ? 'none' : formatCount(views.length));
  const share = high.length > 0 ? ` (${formatShare(tickets(high), assigned)} of assigned tickets)` : '';
  const head = `Confidence is high for ${counted(high)} of ${plural(intents.length, 'intent')}${share}`;
  const middle = `fair for ${counted(fair)} and low for ${counted(low)}`;
  if (low.length === 0) return { label: 'Confidence', parts: [`${head}, ${middle}.`] };
  const read = joinParts(low.slice(0, 3).map((view) => [view]));
  return {
    label: 'Confidence',
    parts: [`${head}, ${middle}. Read the examples before relying on `, ...read, '.'],
  };
}

function articles({ intents, data }: ReportModel): SummarySentence | undefined {
  const covered = intents.filter((view) => view.intent.article);
  if (covered.length === 0) return undefined;
  const tickets = covered.reduce((sum, view) => sum + view.count, 0);
  const published = covered.filter((view) => view.intent.article?.status === 'published').length;
  const gap = intents.find((view) => !view.intent.article);
  const share = formatShare(tickets, data.tickets.length);
  const head = `${plural(covered.length, 'intent')} ${covered.length === 1 ? 'has' : 'have'} an article (${formatCount(published)} published), covering ${share} of tickets`;
  return {
    label: 'Articles',
    parts: gap ? [`${head}; the largest without one is `, gap, '.'] : [`${head}.`],
  };
}

function joinParts(items: readonly (readonly SummaryPart[])[]): SummaryPart[] {
  return items.flatMap((item, index) => {
    if (index === 0) return [...item];
    return [index === items.length - 1 ? ' and ' : ', ', ...item];
  });
}
