import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PDFDocument } from 'pdf-lib';
import {
  cell,
  item,
  paragraph,
  run,
  styled,
  table,
  wordFile,
} from '../../packages/adapters/src/docx/word-file.fixture.ts';
import { fixtureNames, makeFixture } from '../../packages/adapters/src/unpdf/fixtures/index.ts';

/** The formats that are read. */
export const formats = ['pdf', 'docx', 'html', 'md', 'csv', 'txt'] as const;
/** One of {@link formats}. */
export type Format = (typeof formats)[number];

/** A sound file, before anything happens to it. */
export interface Source {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Sound files by format. */
export type Sources = Readonly<Record<Format, readonly Source[]>>;

const examples = fileURLToPath(new URL('../../examples/data/', import.meta.url));

/** The files of the repository, and those of a folder. */
export async function readSources(folder?: string): Promise<Sources> {
  const [documents, more] = [join(examples, 'helpdesk/documents'), folder].map((from) =>
    from === undefined ? [] : readFolder(from),
  );
  const files = (extension: string) =>
    [...(documents ?? []), ...(more ?? [])].filter(({ name }) => name.endsWith(`.${extension}`));
  const drawn = await Promise.all(fixtureNames.map((name) => makeFixture(name, 1)));
  const plain = await Promise.all(drawn.map(unpackObjects));
  const tables = ['banking77/tickets.csv', 'cfpb/tickets.csv', 'helpdesk/gold.csv'].map((name) => ({
    name,
    bytes: new Uint8Array(readFileSync(join(examples, name)).subarray(0, 60_000)),
  }));
  return {
    pdf: [...drawn, ...plain, ...plain, ...files('pdf')],
    docx: [
      ...wordFiles.map((parts, at) => ({ name: `word ${at}`, bytes: wordFile(parts) })),
      ...files('docx'),
    ],
    html: [{ name: 'page', bytes: Buffer.from(page) }, ...files('html')],
    md: files('md'),
    csv: [...tables, ...files('csv')],
    txt: [...files('md'), ...files('txt')],
  };
}

/** The same PDF with each object in the open: packed ones are lost together when one bit is. */
async function unpackObjects({ name, bytes }: Source): Promise<Source> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false }).catch(() => undefined);
  const plain = await document?.save({ useObjectStreams: false });
  return { name: `${name} unpacked`, bytes: plain ?? bytes };
}

const readFolder = (folder: string): Source[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && extname(entry.name) !== '')
    .map(({ name }) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }));

const text = 'A refund goes back to the card that was used, within seven business days.';
const note = (id: number) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;
const letters = (shown: string) => `<m:r><m:t>${shown}</m:t></m:r>`;
const wordBodies = [
  styled('Titel', 'Refund times') + styled('berschrift1', 'Cards') + paragraph(text) + paragraph(text),
  styled('H2', 'Steps') + item(1, 'Open the app') + item(1, 'Tap help', 1) + item(2, text) + item(3, text, 1),
  table(
    [cell('Service'), cell('Fee', '<w:gridSpan w:val="2"/>')],
    [cell('Pick-up', '<w:vMerge w:val="restart"/>'), cell('79 EUR'), cell(table([cell('inner')]))],
    [cell('', '<w:vMerge/>'), cell('5 EUR'), cell(text)],
  ),
  paragraph(run('Hidden', '<w:vanish/>') + run('white', '<w:color w:val="FFFFFF"/>') + run(text)) +
    paragraph(
      `<w:ins w:id="1">${run('new')}</w:ins><w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del>${run(text)}`,
    ),
  paragraph(
    `${run(text)}${note(2)}<w:r><w:pict><w:txbxContent>${paragraph('In the box.')}</w:txbxContent></w:pict></w:r>`,
  ) +
    paragraph(
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('7')}<w:r><w:fldChar w:fldCharType="end"/></w:r>${note(3)}`,
    ) +
    `<w:sdt><w:sdtContent>${paragraph(`<m:oMath><m:f><m:num>${letters('a')}</m:num><m:den><m:sSup><m:e>${letters('b')}</m:e><m:sup>${letters('2')}</m:sup></m:sSup></m:den></m:f></m:oMath>`)}</w:sdtContent></w:sdt>`,
];
const footnotes = [2, 3]
  .map((id) => `<w:footnote w:id="${id}">${paragraph(`${run('A note.')}${note(5 - id)}`)}</w:footnote>`)
  .join('');
const wordFiles = [...wordBodies, wordBodies.join('')].map((body) => ({ body, footnotes }));

const page = `<!doctype html><html><head><title>Refunds</title></head><body><nav>Home</nav><main><h1>Refunds</h1><p>${text}</p>
<ol type=a start=3 reversed><li>Open<ul><li>Tap<br>help</li></ul></li><li value=9>${text}</li></ol>
<table><caption>Fees</caption><tr><th colspan=2>Service</th><th>Fee</th></tr><tr><td rowspan=2>Pick-up</td><td>79</td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr><tr><td>5</td></tr></table>
<dl><dt>RF</dt><dd>Refund</dd></dl><details><summary>More</summary>${text}</details><pre>one\n  two</pre><p hidden>unseen</p>
<template><p>unseen</p></template><svg><text>drawn</text></svg></main><footer>Imprint</footer></body></html>`;
