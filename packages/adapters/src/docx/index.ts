export { docxDocumentParser } from './docx-document-parser.ts';
