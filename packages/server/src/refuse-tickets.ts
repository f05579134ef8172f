import path from 'node:path';
import { ticketColumns } from '@ticket-ai/adapters/csv';
import { TicketAIError } from '@ticket-ai/core';

const tableEndings = /\.(?:csv|tsv)$/i;

/** Keeps what customers wrote out of the knowledge that answers are made from. @throws `invalid-input` for a table of tickets */
export function refuseTickets(file: string, bytes: Uint8Array): void {
  if (!tableEndings.test(file)) return;
  const columns = readHeader(bytes);
  if (columns.length === 0) return;
  const named = columns.map((name) => `"${name.slice(0, 60)}"`).join(', ');
  throw new TicketAIError('invalid-input', {
    message: `These look like tickets, by their columns ${named}: \`ticket-ai import ${path.basename(file)}\` reads them as tickets. If it is a table of another kind, rename these columns.`,
    context: { columns },
  });
}

/** A file without a readable header is left to the parser, which says what is wrong with it. */
function readHeader(bytes: Uint8Array): readonly string[] {
  try {
    return ticketColumns(bytes);
  } catch (error) {
    if (TicketAIError.is(error, 'invalid-input')) return [];
    throw error;
  }
}
