import type { Places } from './place-clusters.ts';

/** Turns the longer side flat and fits both axes into 0..1; stragglers are drawn in rather than shrinking the rest. */
export function fitSquare(places: Places, count: number): { x: Float32Array; y: Float32Array } {
  const angle = mainAngle(places, count);
  const turned = [new Float64Array(count), new Float64Array(count)] as const;
  for (let i = 0; i < count; i++) {
    const x = places[2 * i] ?? 0;
    const y = places[2 * i + 1] ?? 0;
    turned[0][i] = x * Math.cos(angle) + y * Math.sin(angle);
    turned[1][i] = y * Math.cos(angle) - x * Math.sin(angle);
  }
  return { x: fitAxis(turned[0]), y: fitAxis(turned[1]) };
}

function mainAngle(places: Places, count: number): number {
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < count; i++) {
    const x = places[2 * i] ?? 0;
    const y = places[2 * i + 1] ?? 0;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return 0.5 * Math.atan2(2 * xy, xx - yy);
}

function fitAxis(values: Float64Array): Float32Array {
  const sorted = values.slice().sort();
  const low = sorted[Math.floor(0.015 * (sorted.length - 1))] ?? 0;
  const high = sorted[Math.ceil(0.985 * (sorted.length - 1))] ?? 1;
  const width = Math.max(1e-9, high - low);
  const drawn = values.map((value) => drawIn((value - low) / width));
  const least = drawn.reduce((least, value) => Math.min(least, value), 0);
  const most = drawn.reduce((most, value) => Math.max(most, value), 1);
  return Float32Array.from(drawn, (value) => (value - least) / (most - least));
}

function drawIn(value: number): number {
  if (value < 0) return -0.06 * (1 - Math.exp(value / 0.06));
  return value > 1 ? 1 + 0.06 * (1 - Math.exp((1 - value) / 0.06)) : value;
}
