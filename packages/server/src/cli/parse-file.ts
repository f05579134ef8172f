import { type ParseStatus, TicketAIError } from '@ticket-ai/core';
import { compose } from '../compose.ts';
import { readConfig } from '../config.ts';

/** How well a document could be read: the fixed shape of `parse --json`. */
export interface ParseReport {
  readonly status: ParseStatus;
  readonly pages: readonly {
    readonly number: number;
    readonly quality: string;
    readonly characters: number;
  }[];
  readonly characters: number;
  readonly blocks: number;
  readonly warnings: readonly string[];
}

/** Reads a document the way `documents add` does, but keeps nothing. */
export async function parseFile({
  bytes,
  fileName,
  abortSignal,
}: {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly abortSignal: AbortSignal;
}): Promise<ParseReport> {
  const { desk, close } = await compose(readConfig({ store: 'memory', threads: 0 }));
  try {
    const { version } = await desk.as({ abortSignal }).documents.add({ source: fileName, bytes });
    const { status, pages, text, blocks, warnings } = version;
    return {
      status,
      pages: pages.map(({ number, quality, start, end }) => ({ number, quality, characters: end - start })),
      characters: text.length,
      blocks: blocks.length,
      warnings,
    };
  } catch (error) {
    const refused = TicketAIError.is(error, 'invalid-input') || TicketAIError.is(error, 'limit-exceeded');
    if (!refused) throw error;
    return noReport(error.message);
  } finally {
    await close();
  }
}

/** The report on a file of which nothing could be read. */
export function noReport(warning: string): ParseReport {
  return { status: 'invalid', pages: [], characters: 0, blocks: 0, warnings: [warning] };
}
