export { htmlDocumentParser } from './html-document-parser.ts';
