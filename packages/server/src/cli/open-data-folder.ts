import { existsSync } from 'node:fs';
import { TicketAIError } from '@ticket-ai/core';
import { type ComposeOptions, type Composition, compose, databasePath } from '../compose.ts';
import { type Config, readConfig } from '../config.ts';
import type { Session } from './command.ts';
import { type ProgressLine, progressLine } from './output/progress.ts';

/** An open data folder, and how to show progress on it. */
export interface OpenFolder extends Composition {
  readonly config: Config;
  readonly progress: ProgressLine;
}

/** Where a command finds its data, as the command line gives it: values of `dataArgs`. */
export interface DataPlace {
  readonly data?: string | undefined;
  readonly store?: string | undefined;
  readonly queue?: string | undefined;
  readonly vectors?: string | undefined;
}

/** The configuration with the options of the command line above it. */
export function readPlace({ data, store, queue, vectors }: DataPlace): Config {
  const options = [
    { variable: 'TICKET_AI_STORE', option: '--store', value: store },
    { variable: 'TICKET_AI_QUEUE', option: '--queue', value: queue },
    { variable: 'TICKET_AI_VECTORS', option: '--vectors', value: vectors },
  ] as const;
  return readConfig(
    { dataFolder: data },
    process.env,
    options.filter(({ value }) => value !== undefined),
  );
}

/** How a command opens the data folder. */
export interface FolderOptions extends ComposeOptions {
  /** Make the folder when it is not there; else that is an error. */
  readonly create?: boolean;
}

/**
 * Opens the data folder, does the work on it and closes it, whatever happens.
 * @throws `not-found` when there is no data folder and the command does not make one
 */
export async function withDataFolder<Result>(
  { terminal, abortSignal }: Session,
  place: DataPlace,
  work: (folder: OpenFolder) => Promise<Result>,
  { create = false, ...options }: FolderOptions = {},
): Promise<Result> {
  const config = readPlace(place);
  if (!create) requireFolder(config);
  const progress = progressLine(terminal);
  const composition = await compose(config, { onProgress: progress.update, ...options });
  try {
    return await work({ ...composition, desk: composition.desk.as({ abortSignal }), config, progress });
  } finally {
    progress.end();
    await composition.close();
  }
}

/** @throws `not-found` when there is no data folder */
export function requireFolder({ store, dataFolder }: Config): void {
  if (store !== 'sqlite' || existsSync(databasePath(dataFolder))) return;
  throw new TicketAIError('not-found', {
    message: `There is no data folder "${dataFolder}" yet. \`ticket-ai import tickets.csv\` makes it; \`--data <folder>\` names another one.`,
  });
}
