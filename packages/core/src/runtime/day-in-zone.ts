const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of a moment in an IANA time zone, as `2026-01-15`. */
export function dayInZone(at: number, timeZone: string): string {
  const known = formats.get(timeZone);
  // Swedish dates are ISO dates.
  const format = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  if (known === undefined) formats.set(timeZone, format);
  return format.format(at);
}
