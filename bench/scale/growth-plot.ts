/** A measured size. */
export interface GrowthPoint {
  readonly tickets: number;
  readonly processorSeconds: number;
  readonly peakMemoryMb: number;
}

const width = 640;
const height = 360;
const [left, right, top, bottom] = [58, 58, 24, 46];

/** Processor seconds and memory over the number of tickets as an SVG, all axes logarithmic: a straight line is a power law, and slope 1 is linear growth. */
export function growthPlot(points: readonly GrowthPoint[]): string {
  const sizes = points.map(({ tickets }) => tickets);
  const x = scale(Math.min(...sizes), Math.max(...sizes), left, width - right);
  const seconds = scale(...decades(points.map((point) => point.processorSeconds)), height - bottom, top);
  const memory = scale(...decades(points.map((point) => point.peakMemoryMb)), height - bottom, top);
  const line = (y: (point: GrowthPoint) => number, kind: string) => {
    const at = points.map((point) => [x(point.tickets), y(point)] as const);
    return [
      `<polyline class="${kind}" fill="none" points="${at.map(([px, py]) => `${round(px)},${round(py)}`).join(' ')}"/>`,
      ...at.map(([px, py]) => `<circle class="${kind}" cx="${round(px)}" cy="${round(py)}" r="3"/>`),
    ].join('\n');
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Processor seconds and memory of ticket-ai cluster by number of tickets" font-family="sans-serif" font-size="11">
<style>text{fill:#5b6472}.axis{stroke:#c6ccd4;stroke-width:1}.grid{stroke:#c6ccd4;stroke-width:.5;stroke-dasharray:2 3}.seconds{stroke:#2563eb;stroke-width:2}.memory{stroke:#d97706;stroke-width:2}circle.seconds{fill:#2563eb}circle.memory{fill:#d97706}polyline.memory{stroke-dasharray:6 3}text.seconds{fill:#2563eb;stroke:none}text.memory{fill:#d97706;stroke:none}</style>
<line class="axis" x1="${left}" y1="${height - bottom}" x2="${width - right}" y2="${height - bottom}"/>
${sizes.map((size) => `<text x="${round(x(size))}" y="${height - bottom + 16}" text-anchor="middle">${short(size)}</text>`).join('\n')}
<text x="${width / 2}" y="${height - 8}" text-anchor="middle">tickets</text>
${ticks(points.map((point) => point.processorSeconds))
  .map(
    (value) =>
      `<line class="grid" x1="${left}" y1="${round(seconds(value))}" x2="${width - right}" y2="${round(seconds(value))}"/><text class="seconds" x="${left - 6}" y="${round(seconds(value) + 4)}" text-anchor="end">${short(value)} s</text>`,
  )
  .join('\n')}
${ticks(points.map((point) => point.peakMemoryMb))
  .map(
    (value) =>
      `<text class="memory" x="${width - right + 6}" y="${round(memory(value) + 4)}">${value >= 1000 ? `${value / 1000} GB` : `${value} MB`}</text>`,
  )
  .join('\n')}
<text class="seconds" x="${left}" y="14">processor seconds</text>
<text class="memory" x="${width - right}" y="14" text-anchor="end">peak memory</text>
${line((point) => seconds(point.processorSeconds), 'seconds')}
${line((point) => memory(point.peakMemoryMb), 'memory')}
</svg>
`;
}

function scale(least: number, most: number, from: number, to: number): (value: number) => number {
  const span = Math.log(most / least) || 1;
  return (value) => from + ((to - from) * Math.log(value / least)) / span;
}

/** The powers of ten around values. */
function decades(values: readonly number[]): [number, number] {
  return [
    10 ** Math.floor(Math.log10(Math.min(...values))),
    10 ** Math.ceil(Math.log10(Math.max(...values))),
  ];
}

function ticks(values: readonly number[]): number[] {
  const [least, most] = decades(values);
  return Array.from({ length: Math.round(Math.log10(most / least)) + 1 }, (_, at) => least * 10 ** at);
}

function short(value: number): string {
  if (value >= 1_000_000) return `${value / 1_000_000}M`;
  return value >= 1000 ? `${value / 1000}k` : String(value);
}

const round = (value: number) => Math.round(value * 10) / 10;
