export { csvDocumentParser } from './csv-document-parser.ts';
export { type CsvTicketReaderOptions, csvTicketReader } from './csv-ticket-reader.ts';
