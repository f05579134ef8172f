import type { ParseInput, ParserFactory } from '../document/document-parser.ts';

/** First message to a guarded process: which parsers to make. */
export interface LoadOrder {
  readonly factories: readonly ParserFactory[];
  readonly maxMemoryBytes: number;
}

/** Each further message: one file. */
export interface FileOrder {
  /** Index of the factory. */
  readonly parser: number;
  readonly input: Omit<ParseInput, 'abortSignal'>;
  readonly maxOutputBytes: number;
}

/** An error as it travels. */
export interface Failure {
  readonly name: string;
  readonly message: string;
}

/** What a guarded process says. It may have been taken over by a file: nothing in it is believed unchecked. */
export type ChildReply =
  | { readonly kind: 'loaded'; readonly failures: readonly (Failure | undefined)[] }
  | { readonly kind: 'done'; readonly output: unknown; readonly memoryBytes: number }
  | { readonly kind: 'output' }
  | ({ readonly kind: 'failed' } & Failure);

/** With this signal a process ends itself when it is beyond its memory. Windows knows only one way to end a process. */
export const memorySignal = process.platform === 'win32' ? 'SIGKILL' : 'SIGUSR2';
