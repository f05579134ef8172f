export { type CsvTicketReaderOptions, csvTicketReader } from './csv-ticket-reader.ts';
