import type { Command, CommandGroup } from '../../../server/src/cli/command.ts';
import { renderCommandHelp, renderRootHelp } from '../../../server/src/cli/help.ts';
import type { Terminal } from '../../../server/src/cli/output/terminal.ts';
import { registry } from '../../../server/src/cli/registry.ts';

/** One command as it describes itself. */
export interface CommandFact {
  /** As typed: `cluster`, `tickets list`; the default command of a group by the group's word alone. */
  readonly name: string;
  readonly section: string;
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  readonly hasJson: boolean;
}

/** A terminal without colours that shows nothing. */
const plain: Terminal = {
  out: () => {},
  note: () => {},
  fault: () => {},
  paint: (_format, text) => text,
  paintNote: (_format, text) => text,
  width: 100,
  quiet: true,
  noteStream: process.stderr,
};

/** What `ticket-ai --help` prints. */
export function rootHelp(): string {
  return renderRootHelp(plain);
}

/** Every command of the command line, in the order of its help. */
export async function readCommands(): Promise<readonly CommandFact[]> {
  const groups = await Promise.all(
    Object.entries(registry).map(async ([word, { section, load }]) =>
      namesOf(word, await load()).map(([name, command]) => factOf(name, section, command)),
    ),
  );
  return groups.flat();
}

function namesOf(word: string, loaded: Command | CommandGroup): (readonly [string, Command])[] {
  if (!('commands' in loaded)) return [[word, loaded]];
  const { commands, defaultCommand } = loaded;
  return Object.entries(commands).map(
    ([own, command]) => [own === defaultCommand ? word : `${word} ${own}`, command] as const,
  );
}

function factOf(name: string, section: string, command: Command): CommandFact {
  return {
    name,
    section,
    summary: command.summary,
    help: renderCommandHelp(name, command, plain),
    hasJson: 'json' in command.args,
  };
}
