export { parsePdf } from './parse-pdf.ts';
export { type UnpdfDocumentParserOptions, unpdfDocumentParser } from './unpdf-document-parser.ts';
