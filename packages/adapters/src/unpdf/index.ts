export { type ParsePdfInput, parsePdf, parsePdfTask } from './parse-pdf.ts';
export {
  parsePdfModule,
  type UnpdfDocumentParserOptions,
  unpdfDocumentParser,
} from './unpdf-document-parser.ts';
