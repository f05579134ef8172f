import type { TicketDraft } from '../ticket/ticket.ts';
import type { TicketReader } from '../ticket/ticket-reader.ts';

/** Reads one ticket per line of JSON. */
export const linesReader: TicketReader = {
  formats: ['jsonl'],
  async *read({ bytes }) {
    const rows = new TextDecoder().decode(bytes).split('\n');
    for (const [at, row] of rows.entries())
      yield { kind: 'ticket', line: at + 1, rowId: String(at), draft: JSON.parse(row) as TicketDraft };
  },
};
