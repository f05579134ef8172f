import { type ArgsDef, defineCommand as defineCittyCommand, type ParsedArgs, runCommand } from 'citty';
import type { Terminal } from './output/terminal.ts';

/** What every command gets besides its arguments. */
export interface Session {
  readonly terminal: Terminal;
  /** Fires on Ctrl-C: work stops at the next safe point. */
  readonly abortSignal: AbortSignal;
  /** What to tell a person who stopped the command: how to go on. The last word holds. */
  sayOnStop(text: string): void;
}

/** Options of every command. */
export const commonArgs = {
  quiet: { type: 'boolean', alias: 'q', description: 'Only results and faults; no progress, no hints' },
  debug: { type: 'boolean', description: 'Show the stack of a fault' },
  help: { type: 'boolean', alias: 'h', description: 'Show this help' },
} as const satisfies ArgsDef;

/** The option of commands that work on a data folder. */
export const dataArgs = {
  data: {
    type: 'string',
    valueHint: 'folder',
    description: 'Data folder (default .ticket-ai, or TICKET_AI_DATA)',
  },
  store: {
    type: 'string',
    valueHint: 'sqlite|url',
    description: 'Where records live (default sqlite in the data folder, or TICKET_AI_STORE)',
  },
  queue: { type: 'string', valueHint: 'url', description: 'Redis that wakes workers (or TICKET_AI_QUEUE)' },
  vectors: { type: 'string', valueHint: 'url', description: 'Chroma for embeddings (or TICKET_AI_VECTORS)' },
} as const satisfies ArgsDef;

/** The option of commands whose result a program may want to read. */
export const jsonArgs = {
  json: { type: 'boolean', description: 'Print one JSON document instead of text' },
} as const satisfies ArgsDef;

/** What a command file says of itself. */
export interface CommandSpec<Args extends ArgsDef> {
  /** One sentence, no full stop. */
  readonly summary: string;
  /** What else a person should know; shown in the help. */
  readonly details?: string;
  readonly args: Args;
  readonly examples?: readonly string[];
  /** The last positional argument may be repeated. */
  readonly variadic?: boolean;
  /** Gives the exit code; whatever is no number means 0. */
  run(
    session: Session,
    args: ParsedArgs<Args & typeof commonArgs>,
    rawArgs: readonly string[],
  ): Promise<unknown>;
}

/** A command, ready for dispatch. */
export interface Command {
  readonly summary: string;
  readonly details?: string;
  readonly args: ArgsDef;
  readonly examples: readonly string[];
  readonly variadic: boolean;
  /** Parses the arguments and runs it. Gives the exit code. */
  run(session: Session, rawArgs: readonly string[]): Promise<number>;
}

/** Commands under one word. */
export interface CommandGroup {
  readonly commands: Readonly<Record<string, Command>>;
  /** Runs when the first argument is none of the commands. */
  readonly defaultCommand?: string;
}

/** Defines a command; citty parses its arguments and types them. */
export function defineCommand<const Args extends ArgsDef>(spec: CommandSpec<Args>): Command {
  const args = { ...spec.args, ...commonArgs };
  return {
    summary: spec.summary,
    ...(spec.details === undefined ? {} : { details: spec.details }),
    args,
    examples: spec.examples ?? [],
    variadic: spec.variadic ?? false,
    async run(session, rawArgs) {
      const command = defineCittyCommand({
        args,
        run: ({ args: parsed }) => spec.run(session, parsed, rawArgs),
      });
      const { result } = await runCommand(command, { rawArgs: [...rawArgs] });
      return typeof result === 'number' ? result : 0;
    },
  };
}
