import { TicketAIError, type TicketReaderItem } from '@ticket-ai/core';
import { describe, expect, it } from 'vitest';
import { csvTicketReader } from './index.ts';

describe('damaged rows', () => {
  it('a quote that is never closed costs its own row at most', async () => {
    const items = await readAll('id,subject,body\n1,a,b\n2,"lost\n3,d,e\n4,f,g\n');
    expect(ticketIds(items)).toEqual(['1', '3', '4']);
    expect(rejectedOf(items)).toMatchObject([
      {
        line: 3,
        column: 'subject',
        reason: expect.stringContaining('A quote opened on line 3 is not closed'),
        text: '2,"lost',
      },
    ]);
  });
  it('reports the line where the quote was opened, not where the row began', async () => {
    const items = await readAll('id,subject,body\n1,"a\nb","lost\n2,c,d\n');
    expect(ticketIds(items)).toEqual(['2']);
    expect(rejectedOf(items)).toMatchObject([{ line: 3 }]);
  });
  it('a text whose quote is not closed is told, never taken for whole', async () => {
    const last = await readAll('id,body\n1,"lost\n2,x\n');
    expect(ticketIds(last)).toEqual(['2']);
    expect(rejectedOf(last)).toMatchObject([{ line: 2, column: 'body', text: '1,"lost' }]);
    const first = await readAll('id,subject,body\n1,a,b\n2,"lost,c\n3,d,e\n');
    expect(ticketIds(first)).toEqual(['1', '3']);
    expect(rejectedOf(first)).toMatchObject([{ line: 3, column: 'subject', text: '2,"lost,c' }]);
    const beforeAnother = await readAll('id,subject,body\n1,"lost,"whole"\n2,b,c\n');
    expect(ticketIds(beforeAnother)).toEqual(['2']);
    expect(rejectedOf(beforeAnother)).toMatchObject([{ line: 2, column: 'subject' }]);
    const withQuotesInside = await readAll('id,body\n1,"lost "and" more\n2,x\n');
    expect([ticketIds(withQuotesInside), rejectedOf(withQuotesInside).length]).toEqual([['2'], 1]);
    const atTheEnd = await readAll('id,body\n1,a\n2,"lost');
    expect([ticketIds(atTheEnd), rejectedOf(atTheEnd).length]).toEqual([['1'], 1]);
  });
  it('the id of a damaged row does not count: a good row with the same id is read', async () => {
    const items = await readAll('id,body\n1,"lost\n1,whole\n1,other\n');
    expect(items.slice(1)).toMatchObject([
      { kind: 'rejected', line: 2 },
      { kind: 'ticket', line: 3, draft: { body: 'whole' } },
      { kind: 'rejected', line: 4, reason: expect.stringContaining('line 3 already') },
    ]);
  });
  it('keeps the quote at the end of a text without quotes', async () => {
    expect((await readAll('id,body\n1,a pipe of 5"\n'))[1]).toMatchObject({
      draft: { body: 'a pipe of 5"' },
    });
  });
  it('reads a row without its quotes when that gives the right number of cells', async () => {
    const items = await readAll('id,subject,body\n1,"lost\n2,"He said "no" to me",e\n3,5" pipe,f\n4,g,h\n');
    expect(items.slice(1)).toMatchObject([
      { kind: 'rejected', line: 2 },
      { draft: { subject: 'He said "no" to me', body: 'e' } },
      { draft: { subject: '5" pipe', body: 'f' } },
      { draft: { subject: 'g' } },
    ]);
  });
  it('a lost quote that finds another one by chance does not swallow the rows between', async () => {
    const items = await readAll('id,subject,body\n1,a,"lost\n2,b,c\n3,d,e\n4,f",g\n5,h,i\n');
    expect(ticketIds(items)).toEqual(['2', '3', '4', '5']);
    expect(rejectedOf(items)).toMatchObject([{ line: 2, column: 'body', text: '1,a,"lost' }]);
  });
  it('rejects rows with too few or too many cells, but forgives empty ones at the end', async () => {
    const items = await readAll('id,subject,body\n1,a\n2,a,b,c\n3,a,b,,\n\n4,a,b\n');
    expect(ticketIds(items)).toEqual(['3', '4']);
    expect(rejectedOf(items)).toMatchObject([
      { line: 2, column: 'body' },
      { line: 3, column: '4' },
    ]);
    expect(items.at(-1)).toMatchObject({ line: 6 });
  });
  it('rejects a row with too few cells over several lines as one', async () => {
    const items = await readAll('id,subject,body\n1,"a\nb\nc"\n2,a,b\n');
    expect(items.slice(1)).toMatchObject([
      { kind: 'rejected', line: 2 },
      { kind: 'ticket', line: 5 },
    ]);
  });
  it('rejects a cell of 10 MB and keeps its neighbours', async () => {
    const started = performance.now();
    const items = await readAll(`id,body\n1,a\n2,"${'long\n'.repeat(2_000_000)}"\n3,c\n`);
    expect(ticketIds(items)).toEqual(['1', '3']);
    expect(rejectedOf(items)).toMatchObject([
      { line: 3, reason: expect.stringContaining('limit is 1,000,000') },
    ]);
    expect(rejectedOf(items)[0]?.text).toHaveLength(1000);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
  it('a quote lost before 3 MB of good rows costs one row', async () => {
    const items = await readAll(
      `id,subject,body\n1,"lost\n${Array.from({ length: 60_000 }, (_, index) => `n${index},subject ${index},a text of some length ${index}\n`).join('')}`,
    );
    expect(ticketIds(items)).toHaveLength(60_000);
    expect(rejectedOf(items)).toHaveLength(1);
  });
  it('20,000 damaged rows take time in proportion', async () => {
    const started = performance.now();
    const items = await readAll(
      `id,subject,body\n${Array.from({ length: 10_000 }, (_, index) => `${index},"a "b" c,d\nx${index},"\n`).join('')}`,
    );
    expect(items.length).toBeGreaterThan(5_000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
  it('skips rows without any content', async () => {
    expect(ticketIds(await readAll('id,body\n,\n1,a\n , \n'))).toEqual(['1']);
  });
});

describe('2,000 mutated files', () => {
  it('never hang or fail but with a typed error; rows before and behind the damage are kept', async () => {
    let slowest = 0;
    let lost = 0;
    for (let seed = 1; seed <= 2000; seed += 1) {
      const started = performance.now();
      const ids = await readAll(damageMiddle(seed)).then(ticketIds, (error) => {
        if (!TicketAIError.is(error)) throw error;
        return undefined;
      });
      slowest = Math.max(slowest, performance.now() - started);
      const expected = [...before, ...behind].map(([id]) => id);
      if (ids === undefined || !expected.every((id) => ids.includes(id!))) lost += 1;
    }
    expect(slowest).toBeLessThan(3000);
    expect(lost).toBe(0);
  });
});

const before = Array.from({ length: 8 }, (_, index) => [
  `b${index}`,
  `Subject ${index}`,
  index % 2 ? 'A "quoted" text,\nin two lines' : 'plain',
]);
const damaged = Array.from({ length: 4 }, (_, index) => [
  `d${index}`,
  `Subject "${index}"`,
  'line one\nline two, three',
]);
const behind = Array.from({ length: 8 }, (_, index) => [
  `e${index}`,
  `Subject ${index}`,
  index % 2 ? 'More, "text"\n\nhere' : 'plain',
]);

function damageMiddle(seed: number): Uint8Array {
  let state = seed;
  const random = (limit: number) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
  const middle = [...Buffer.from(toCsv(damaged))];
  for (let edit = 0; edit <= random(4); edit += 1) {
    const byte = [0x22, 0x22, 0x2c, 0x0a, 0x0d, 0x00, 0xff, random(256)][random(8)]!;
    middle.splice(random(middle.length), random(12), ...Array.from({ length: random(3) }, () => byte));
  }
  return Buffer.concat([
    Buffer.from(`id,subject,body\n${toCsv(before)}`),
    Buffer.from(middle),
    Buffer.from(`\n${toCsv(behind)}`),
  ]);
}

function toCsv(rows: readonly (readonly string[])[]): string {
  return rows
    .map(
      (cells) =>
        `${cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`,
    )
    .join('');
}

async function readAll(file: string | Uint8Array): Promise<readonly TicketReaderItem[]> {
  const items: TicketReaderItem[] = [];
  for await (const item of csvTicketReader().read({
    bytes: typeof file === 'string' ? new TextEncoder().encode(file) : file,
  }))
    items.push(item);
  return items;
}

function ticketIds(items: readonly TicketReaderItem[]): readonly string[] {
  return items.flatMap((item) => (item.kind === 'ticket' ? [item.rowId] : []));
}

function rejectedOf(items: readonly TicketReaderItem[]) {
  return items.filter((item) => item.kind === 'rejected');
}
