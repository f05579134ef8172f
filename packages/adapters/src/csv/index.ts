export { csvDocumentParser } from './csv-document-parser.ts';
export { type CsvTicketReaderOptions, csvTicketReader } from './csv-ticket-reader.ts';
export { ticketColumns } from './ticket-columns.ts';
