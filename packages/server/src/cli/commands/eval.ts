import type { CommandGroup } from '../command.ts';
import { evalIntents } from '../evaluation/eval-intents.ts';
import { evalRetrieval } from '../evaluation/eval-retrieval.ts';

/** `ticket-ai eval` */
export const evaluate: CommandGroup = { commands: { intents: evalIntents, retrieval: evalRetrieval } };
