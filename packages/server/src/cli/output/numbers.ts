const counts = new Intl.NumberFormat('en');
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** `12,345`. */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** `1 ticket`, `2 tickets`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `4.9 %`; what is there but tiny is never shown as nothing. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %';
  const percent = (100 * part) / whole;
  return percent < 0.1 ? '<0.1 %' : percent < 10 ? `${percent.toFixed(1)} %` : `${Math.round(percent)} %`;
}

/** A bar of eighth blocks; `share` from 0 to 1. What is there has at least the thinnest block. */
export function bar(share: number, columns: number): string {
  const eighth = Math.max(share > 0 ? 1 : 0, Math.round(Math.min(1, share) * columns * 8));
  return '█'.repeat(Math.floor(eighth / 8)) + (eighths[eighth % 8] ?? '');
}

/** `0.4 s`, `12 s`, `3 min 05 s`, `2 h 10 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** `0.93`. */
export function formatConfidence(value: number): string {
  return value.toFixed(2);
}

/** `2.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
  if (bytes < 999_500_000) return `${(bytes / 1_000_000).toFixed(bytes < 100_000_000 ? 1 : 0)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

/** `2026-03-02`, or with minutes; UTC. */
export function formatDate(time: number | undefined, withMinutes = false): string {
  if (time === undefined) return '';
  const text = new Date(time).toISOString();
  return withMinutes ? text.slice(0, 16).replace('T', ' ') : text.slice(0, 10);
}

/** `0.00 USD`; small sums keep what tells them from nothing. */
export function formatUsd(usd: number): string {
  return `${usd > 0 && usd < 0.01 ? usd.toFixed(4) : usd.toFixed(2)} USD`;
}
