import { defaultParseLimits } from '@ticket-ai/core';
import { PDFDocument, type PDFPage, rgb, StandardFonts } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { greyPixel } from './fixtures/grey-pixel.ts';
import { withoutHidden } from './hidden-text.ts';
import { parsePdf } from './parse-pdf.ts';

const hiddenRun = {
  box: { left: 0, bottom: 0, right: 1, top: 1 },
  alpha: 0,
  isPainted: true,
  isOff: false,
  above: 0,
};

// What must be hidden is told by the fixtures; here is what looks like it and can be seen.
const white = rgb(1, 1, 1);
const dark = rgb(0.1, 0.2, 0.4);
/** A dot that lets half of what is under it shine through. */
const glass =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

interface Drawing {
  readonly page: PDFPage;
  readonly document: PDFDocument;
  readonly say: (text: string, options?: { readonly white?: boolean; readonly opacity?: number }) => void;
}

async function read(draw: (drawing: Drawing) => Promise<void> | void) {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([595, 842]);
  page.drawText('Opening hours of the shop', { x: 60, y: 760, size: 12, font });
  const say: Drawing['say'] = (text, options = {}) =>
    page.drawText(text, {
      x: 70,
      y: 700,
      size: 12,
      font,
      ...(options.white ? { color: white } : {}),
      ...(options.opacity === undefined ? {} : { opacity: options.opacity }),
    });
  await draw({ page, document, say });
  const { text, warnings } = await parsePdf(await document.save(), defaultParseLimits);
  return { isRead: text.includes('We are closed'), warnings };
}
const seen = { isRead: true, warnings: [] };
const box = { x: 60, y: 690, width: 400, height: 30 };

describe('text that can be seen is read', () => {
  it.each<[string, (drawing: Drawing) => Promise<void> | void]>([
    [
      'white on a dark box',
      ({ page, say }) => {
        page.drawRectangle({ ...box, color: dark });
        say('We are closed', { white: true });
      },
    ],
    [
      'white on a shape that is no rectangle',
      ({ page, say }) => {
        page.drawEllipse({ x: 200, y: 704, xScale: 200, yScale: 30, color: dark });
        say('We are closed', { white: true });
      },
    ],
    [
      'white on a picture',
      async ({ page, document, say }) => {
        page.drawImage(await document.embedPng(greyPixel), box);
        say('We are closed', { white: true });
      },
    ],
    [
      'under glass',
      async ({ page, document, say }) => {
        say('We are closed');
        page.drawImage(await document.embedPng(glass), box);
      },
    ],
    [
      'under a box that shines through',
      ({ page, say }) => {
        say('We are closed');
        page.drawRectangle({ ...box, color: rgb(1, 1, 0), opacity: 0.4 });
      },
    ],
    [
      'under the lines of a frame, and half covered',
      ({ page, say }) => {
        say('We are closed');
        page.drawRectangle({ ...box, borderColor: dark, borderWidth: 1 });
        page.drawRectangle({ x: 60, y: 690, width: 40, height: 30, color: dark });
      },
    ],
    ['pale', ({ say }) => say('We are closed', { opacity: 0.2 })],
  ])('%s', async (_, draw) => {
    expect(await read(draw)).toEqual(seen);
  });

  it('and not what only a box of its own colour carries, of which the warning tells the page', async () => {
    const { isRead, warnings } = await read(({ page, say }) => {
      page.drawRectangle({ ...box, color: dark });
      page.drawRectangle({ ...box, color: white });
      say('We are closed', { white: true });
    });
    expect([isRead, warnings]).toEqual([false, [expect.stringMatching(/cannot be seen .* page 1\.$/)]]);
  });
});

it('takes runs out of lines that go from right to left', () => {
  const item = { str: 'שלום לכולם כאן', width: 140, transform: [10, 0, 0, 10, 100, 500], fontName: 'f' };
  const run = { ...hiddenRun, text: [...'לכולם'].reverse().join(''), x: 150, y: 500 };
  expect(withoutHidden([item], [run]).map(({ str }) => str.trim())).toEqual(['שלום', 'כאן']);
});
