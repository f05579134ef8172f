export { type JsonlTicketReaderOptions, jsonlTicketReader } from './jsonl-ticket-reader.ts';
