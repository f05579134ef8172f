import { describe, expect, it } from 'vitest';
import { darkColours, darkPage, lightColours, lightPage, shapeOf } from './palette.ts';

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe('palette', () => {
  it.each([
    ['light', lightColours, lightPage],
    ['dark', darkColours, darkPage],
  ] as const)('stands out from the %s page', (_, colours, page) => {
    for (const colour of colours) expect(contrast(colour, page)).toBeGreaterThanOrEqual(3);
    expect(new Set(colours).size).toBe(12);
  });

  it('gives a thirteenth category another shape', () => {
    expect([shapeOf(0), shapeOf(12), shapeOf(24), shapeOf(48)]).toEqual([
      'circle',
      'square',
      'triangle',
      'circle',
    ]);
  });
});
