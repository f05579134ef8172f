import { describe, expect, it } from 'vitest';
import { documentText } from './document-text.ts';

describe('documentText', () => {
  it('places the cells of a row, blank ones too', () => {
    const document = documentText();
    document.add({ kind: 'heading', text: ' Fees ', level: 1 });
    document.add({ kind: 'table-row', text: '', cells: ['', 'Pick-up', '', ' 79 EUR ', ''], header: false });
    const { text, blocks } = document.finish();
    expect(text).toBe('Fees\n\n| Pick-up |  | 79 EUR');
    expect(blocks[1]).toMatchObject({ kind: 'table-row', start: 6, end: text.length, header: false });
    expect(blocks[1]!.cells!.map(({ start, end }) => text.slice(start, end))).toEqual([
      '',
      'Pick-up',
      '',
      '79 EUR',
    ]);
  });
});
