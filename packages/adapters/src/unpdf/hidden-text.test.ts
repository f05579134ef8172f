import { defaultParseLimits } from '@ticket-ai/core';
import { PDFDocument, type PDFPage, rgb, StandardFonts } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { greyPixel } from './fixtures/grey-pixel.ts';
import { assemble, stream } from './fixtures/raw-file.ts';
import { withoutHidden } from './hidden-text.ts';
import { parsePdf } from './parse-pdf.ts';

const hiddenRun = {
  box: { left: 0, bottom: 0, right: 1, top: 1 },
  colours: [],
  alpha: 0,
  isStroked: false,
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

describe('the operators of a page tell what is seen', () => {
  const words = 'BT /F 12 Tf 70 700 Td (We are closed) Tj ET';
  /** A cross, 2 by 2, painted in the colour of the page where its bits are 0. */
  const mask = 'q 120 0 0 40 50 685 cm /M Do Q';
  async function isRead(content: string) {
    const { text, warnings } = await parsePdf(
      assemble([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /M 6 0 R >> /ExtGState << /A << /ca 0.97 >> /B << /ca 0.03 >> >> >> >>',
        stream(`BT /F 12 Tf 70 760 Td (Opening hours of the shop in the main street) Tj ET q ${content} Q`),
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
        '<< /Type /XObject /Subtype /Image /ImageMask true /Width 2 /Height 2 /BitsPerComponent 1 /Length 2 >> stream\n\0@\nendstream',
      ]),
      defaultParseLimits,
    );
    expect(warnings.length > 0).toBe(!text.includes('We are closed'));
    return text.includes('We are closed');
  }
  it.each([
    ['white over a thick line', `30 w 50 704 m 300 704 l S 1 g ${words}`],
    ['white over a thick slanted line', `60 w 50 690 m 300 720 l S 1 g ${words}`],
    ['white over an image mask', `0 0 1 rg ${mask} 1 g ${words}`],
    ['white over a shape with corners', `50 680 m 300 680 l 280 720 l 60 730 l f 1 g ${words}`],
    [
      'white over a box under a grid of white lines',
      `50 690 200 30 re f 1 G 1 w 50 700 m 250 700 l S 1 g ${words}`,
    ],
    ['white with a dark edge', `2 Tr 1 g 0 G ${words}`],
    ['white over its own dark edge', `3 w 1 Tr 0 G ${words} 0 Tr 1 g ${words}`],
    ['letters as a hole over a box', `7 Tr ${words} 0.2 g 50 690 200 30 re f`],
    ['white over half a box', `50 690 60 30 re f 1 g ${words}`],
    [
      'beside a shape drawn later whose box holds it',
      `${words} 50 690 m 300 690 l 300 691 l 51 691 l 51 740 l 50 740 l f`,
    ],
    ['in a frame with two lines, even-odd', `${words} 40 680 300 60 re 45 685 290 50 re f*`],
  ])('%s: read', async (_, content) => {
    expect(await isRead(content)).toBe(true);
  });
  it.each([
    ['white in a frame', `50 690 200 30 re S 1 g ${words}`],
    [
      'white beside a shape whose box holds it',
      `50 690 m 300 690 l 300 691 l 51 691 l 51 740 l 50 740 l f 1 g ${words}`,
    ],
    ['white in a frame of two lines, even-odd', `40 680 300 60 re 45 685 290 50 re f* 1 g ${words}`],
    ['white over a line beside it', `2 w 50 600 m 300 600 l S 1 g ${words}`],
    ['white over a box of which nearly nothing shows', `/B gs 50 690 200 30 re f 1 g ${words}`],
    ['white over a white line', `1 G 30 w 50 704 m 300 704 l S 1 g ${words}`],
    ['white with a white edge', `2 Tr 1 g 1 G ${words}`],
    ['letters as a hole over nothing', `7 Tr ${words}`],
    ['neither filled nor stroked', `3 Tr ${words}`],
    ['under two boxes, half each', `${words} 1 g 50 690 60 30 re f 110 690 100 30 re f`],
    ['under a box of which nearly all covers', `${words} /A gs 1 g 50 690 200 30 re f`],
    ['under a shape with corners', `${words} 1 g 50 680 m 300 680 l 280 730 l 60 730 l f`],
    ['under a thick line', `${words} 1 G 30 w 50 704 m 300 704 l S`],
    [
      'under a picture in the page itself',
      `${words} q 200 0 0 40 50 690 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q`,
    ],
    ['cut off', `0 0 20 20 re W n ${words}`],
  ])('%s: not read', async (_, content) => {
    expect(await isRead(content)).toBe(false);
  });
});

it('takes runs out of lines that go from right to left', () => {
  const item = { str: 'שלום לכולם כאן', width: 140, transform: [10, 0, 0, 10, 100, 500], fontName: 'f' };
  const run = { ...hiddenRun, text: [...'לכולם'].reverse().join(''), x: 150, y: 500 };
  expect(withoutHidden([item], [run]).map(({ str }) => str.trim())).toEqual(['שלום', 'כאן']);
});
