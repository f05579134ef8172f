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
  { data }: { readonly data?: string | undefined },
  work: (folder: OpenFolder) => Promise<Result>,
  { create = false, ...options }: FolderOptions = {},
): Promise<Result> {
  const config = readConfig({ dataFolder: data });
  if (!create) requireFolder(config);
  const progress = progressLine(terminal);
  const composition = compose(config, { onProgress: progress.update, ...options });
  try {
    return await work({ ...composition, desk: composition.desk.as({ abortSignal }), config, progress });
  } finally {
    progress.end();
    await composition.close();
  }
}

function requireFolder({ store, dataFolder }: Config): void {
  if (store === 'memory' || existsSync(databasePath(dataFolder))) return;
  throw new TicketAIError('not-found', {
    message: `There is no data folder "${dataFolder}" yet. \`ticket-ai import tickets.csv\` makes it; \`--data <folder>\` names another one.`,
  });
}
