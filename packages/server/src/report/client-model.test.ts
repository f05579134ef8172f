import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { clientModel } from './client-model.ts';
import { packTickets } from './pack-tickets.ts';
import { pageData } from './page-data.ts';
import { prepareReport } from './prepare-report.ts';
import { sampleReport } from './sample-report.ts';
import { binOf } from './time-bins.ts';
import { formatCount, formatDay, formatShare } from './words.ts';

/** Evaluates an expression beside the page's own functions. */
function inPage(expression: string, values: Record<string, unknown> = {}): unknown {
  const context = createContext({ atob, ...values });
  return JSON.parse(String(runInContext(`${clientModel};JSON.stringify(${expression})`, context)));
}

const model = prepareReport(sampleReport({ tickets: 300, intents: 9, categories: 3 }));
const { tickets } = packTickets(model, 1_000_000);

describe('the page script', () => {
  it('unpacks every column as it was packed', () => {
    const data = JSON.parse(JSON.stringify(pageData(model, tickets)));
    const read = inPage(
      '(t => ({ row: [...t.row], bin: [...t.bin], ids: t.ids.map(id => t.prefix + id), x: [...t.x] }))(unpack(data))',
      { data },
    );
    expect(read).toEqual({
      row: [...model.rows],
      bin: [...model.days].map((day) => (model.bins && day >= 0 ? binOf(model.bins, day) : -1)),
      ids: model.data.tickets.map(({ id }) => id),
      x: model.data.tickets.map(({ x }) => Math.round((x ?? 0) * 65_534)),
    });
  });

  it('counts everything without a range, and a range by its bins', () => {
    const counts = [
      [1, 2, 3, 4],
      [5, 0, 0, 9],
    ];
    expect(inPage('countRows(counts, null)', { counts })).toEqual([10, 14]);
    expect(inPage('countRows(counts, [1, 2])', { counts })).toEqual([5, 0]);
  });

  it('searches without regard to case and accents, all words required', () => {
    expect(
      inPage(
        "hasAll(fold('Die Rückgabe FÜR Größe'), queryWords('große RUCKGABE'))".replace('große', 'größe'),
      ),
    ).toBe(true);
    expect(inPage("hasAll(fold('card lost'), queryWords('card stolen'))")).toBe(false);
  });

  it('writes figures exactly as the server does', () => {
    const pairs: [number, number][] = [
      [0, 10],
      [1, 30_000],
      [3, 100],
      [995, 1000],
      [999, 1000],
      [10, 10],
      [1, 0],
    ];
    expect(inPage('pairs.map(([a, b]) => formatShare(a, b))', { pairs })).toEqual(
      pairs.map(([a, b]) => formatShare(a, b)),
    );
    expect(inPage('[formatCount(12345), formatDay(20500)]')).toEqual([
      formatCount(12_345),
      formatDay(20_500),
    ]);
  });
});
