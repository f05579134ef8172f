/** Whether `3/4/2026` is the third of April or the fourth of March. */
export type DateOrder = 'day-first' | 'month-first';

const clock = String.raw`(?:[T\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?`;
const yearFirst = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${clock}$`, 'i');
const dotted = new RegExp(String.raw`^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2}),?${clock}$`, 'i');
const slashed = new RegExp(String.raw`^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2}),?${clock}$`, 'i');
const withMonthName =
  /^(?:[a-z]{3,9},?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?[\s-]+[a-z]{3,9}\.?|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?),?[\s-]+\d{4}\b[\s\d:,apmzutcg+-]*$/i;

/** Tells the order of slashed dates from one cell: only a number above 12 proves it. */
export function dateOrderOf(cell: string): DateOrder | undefined {
  const parts = slashed.exec(cell.trim());
  if (parts === null) return undefined;
  const [first, second] = [Number(parts[1]), Number(parts[2])];
  if (first > 12 && second <= 12) return 'day-first';
  return second > 12 && first <= 12 ? 'month-first' : undefined;
}

/**
 * Reads a date as UTC epoch milliseconds: ISO 8601, `YYYY-MM-DD HH:MM[:SS]`, `DD.MM.YYYY`, slashed dates when their order is known, dates with
 * an English month name, epoch seconds and milliseconds. Times without a zone are UTC. `undefined`: not understood.
 */
export function parseDate(cell: string, order?: DateOrder): number | undefined {
  const text = cell.trim();
  if (text === '' || text.length > 60) return undefined;
  if (/^\d{10}(?:\.\d{1,6})?$/.test(text)) return Math.round(Number(text) * 1000);
  if (/^\d{13}$/.test(text)) return Number(text);
  const time = parseParts(text, order) ?? parseNamed(text);
  return time !== undefined && time >= 0 ? time : undefined;
}

function parseParts(text: string, order: DateOrder | undefined): number | undefined {
  const iso = yearFirst.exec(text);
  if (iso !== null) return toTime(iso, [iso[1], iso[2], iso[3]]);
  const european = dotted.exec(text);
  if (european !== null) return toTime(european, [european[3], european[2], european[1]]);
  const either = order === undefined ? null : slashed.exec(text);
  if (either === null) return undefined;
  return toTime(
    either,
    order === 'day-first' ? [either[3], either[2], either[1]] : [either[3], either[1], either[2]],
  );
}

function toTime(
  match: RegExpExecArray,
  [years, months, days]: readonly (string | undefined)[],
): number | undefined {
  const [, , , , hours = '0', minutes = '0', seconds = '0', fraction = '', half, zone = 'Z'] = match;
  const [year, month, day] = [Number(years) + (years?.length === 2 ? 2000 : 0), Number(months), Number(days)];
  const hour = toHour(Number(hours), half);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (
    date.getUTCMonth() !== month - 1 ||
    date.getUTCDate() !== day ||
    hour > 24 ||
    Number(minutes) > 59 ||
    Number(seconds) > 60
  )
    return undefined;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  return (
    date.getTime() +
    ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 +
    milliseconds -
    zoneOffset(zone)
  );
}

function toHour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

function zoneOffset(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}

function parseNamed(text: string): number | undefined {
  if (!withMonthName.test(text)) return undefined;
  const plain = text.replace(/(\d)(?:st|nd|rd|th)\b/i, '$1');
  const zoned = /(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$/i.test(plain) ? plain : `${plain} UTC`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : time;
}
