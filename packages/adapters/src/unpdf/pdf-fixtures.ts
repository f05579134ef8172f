import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from 'pdf-lib';

/** What a page of a test file is drawn with. */
export interface Pen {
  readonly page: PDFPage;
  readonly bold: PDFFont;
  /** Draws one line of text with its baseline `y` points below the top edge. */
  text(
    text: string,
    at: { readonly x: number; readonly y: number; readonly size?: number; readonly bold?: boolean },
  ): void;
  /** Draws words in lines of a width, 12 points apart; gives the place below. */
  flow(text: string, at: { readonly x: number; readonly y: number; readonly width: number }): number;
}

/** Makes a PDF with one page per function. Test files are made, not kept: so their licence and their truth are certain. */
export async function makePdf(
  ...draw: readonly ((pen: Pen, document: PDFDocument) => void | Promise<void>)[]
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const [regular, bold] = [
    await document.embedFont(StandardFonts.Helvetica),
    await document.embedFont(StandardFonts.HelveticaBold),
  ];
  for (const drawPage of draw) {
    const page = document.addPage([595, 842]);
    const text: Pen['text'] = (content, at) =>
      page.drawText(content, { x: at.x, y: 842 - at.y, size: at.size ?? 10, font: at.bold ? bold : regular });
    const flow: Pen['flow'] = (content, { x, y, width }) => {
      const lines = wrap(content, (line) => regular.widthOfTextAtSize(line, 10) <= width);
      lines.forEach((line, index) => {
        text(line, { x, y: y + index * 12 });
      });
      return y + lines.length * 12;
    };
    await drawPage({ page, bold, text, flow }, document);
  }
  return document.save();
}

function wrap(content: string, fits: (line: string) => boolean): readonly string[] {
  const lines: string[] = [];
  for (const word of content.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A full-page image and no text: a scan. */
export async function drawScan({ page }: Pen, document: PDFDocument): Promise<void> {
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  page.drawImage(await document.embedPng(pixel), { x: 0, y: 0, width: 595, height: 842 });
}

/** A file locked with a password nobody has. */
export function lockedPdf(): Uint8Array {
  const key = '<28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A>';
  return assemble(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [] /Count 0 >>',
      `<< /Filter /Standard /V 1 /R 2 /P -44 /O ${key} /U ${key} >>`,
    ],
    '/Encrypt 3 0 R /ID [<01><02>]',
  );
}

/** A page whose font tells that its letters are private characters, as fonts without a usable encoding do. */
export function garbledPdf(): Uint8Array {
  const content = 'BT /F 12 Tf 50 700 Td (ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDEFGHIJKLMNOPQRSTUVWXYZ) Tj ET';
  const map =
    'begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <21> <7E> <E021> endbfrange endcmap';
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    stream(content),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>',
    stream(map),
  ]);
}

function stream(content: string): string {
  return `<< /Length ${content.length} >> stream\n${content}\nendstream`;
}

function assemble(objects: readonly string[], trailer = ''): Uint8Array {
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj ${body} endobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  return new TextEncoder().encode(
    `${file}${table}trailer << /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF`,
  );
}
