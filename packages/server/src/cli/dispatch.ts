import { suggest } from '../suggest.ts';
import { findUsageFault } from './check-usage.ts';
import type { Command, CommandGroup, Session } from './command.ts';
import { renderCommandHelp, renderGroupHelp, renderRootHelp } from './help.ts';
import { openTerminal, type Terminal } from './output/terminal.ts';
import { registry } from './registry.ts';
import { watchSignals } from './watch-signals.ts';

/** Runs one command line and gives its exit code. */
export async function dispatch(argv: readonly string[]): Promise<number> {
  const terminal = openTerminal({ quiet: has(argv, '--quiet', '-q') });
  const signals = watchSignals(terminal);
  try {
    const code = await route(argv, terminal, signals);
    return signals.abortSignal.aborted && code !== 0 ? signals.exitCode() : code;
  } catch (error) {
    if (signals.abortSignal.aborted) return signals.exitCode();
    return await report(error, terminal, has(argv, '--debug'));
  } finally {
    signals.close();
  }
}

async function route(
  argv: readonly string[],
  terminal: Terminal,
  session: Pick<Session, 'abortSignal' | 'sayOnStop'>,
): Promise<number> {
  const [name, ...rawArgs] = commandFirst(argv);
  if (name === 'help' && rawArgs.some((word) => !word.startsWith('-')))
    return route([...rawArgs, '--help'], terminal, session);
  if (name === undefined || name.startsWith('-') || name === 'help') {
    terminal.out(has(argv, '--version', '-v') ? await version() : renderRootHelp(terminal));
    return checkNoCommand(argv);
  }
  const entry = Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (entry === undefined)
    throw await unknownWord('command', name, Object.keys(registry), 'ticket-ai --help');
  const loaded = await entry.load();
  const asksHelp = has(rawArgs, '--help', '-h');
  if (!('commands' in loaded)) return runOne(name, loaded, rawArgs, asksHelp, { terminal, ...session });
  const chosen = await choose(name, loaded, rawArgs);
  if (chosen === undefined) {
    const show = asksHelp ? terminal.out : terminal.fault;
    show(renderGroupHelp(name, loaded, terminal));
    return asksHelp ? 0 : 2;
  }
  return runOne(chosen.name, chosen.command, chosen.rawArgs, asksHelp, { terminal, ...session });
}

async function runOne(
  name: string,
  command: Command,
  rawArgs: readonly string[],
  asksHelp: boolean,
  session: Session,
): Promise<number> {
  if (asksHelp) {
    session.terminal.out(renderCommandHelp(name, command, session.terminal));
    return 0;
  }
  const fault = findUsageFault(command, name, rawArgs);
  if (fault !== undefined) throw await usageFault(fault);
  return command.run(session, rawArgs);
}

interface Choice {
  readonly name: string;
  readonly command: Command;
  readonly rawArgs: readonly string[];
}

/** The command of a group that the first argument names, else the group's default one. */
async function choose(
  name: string,
  group: CommandGroup,
  rawArgs: readonly string[],
): Promise<Choice | undefined> {
  const [word, ...rest] = commandFirst(rawArgs);
  const named = word !== undefined && Object.hasOwn(group.commands, word) ? group.commands[word] : undefined;
  if (word !== undefined && named !== undefined)
    return { name: `${name} ${word}`, command: named, rawArgs: rest };
  const { defaultCommand } = group;
  const standard = defaultCommand === undefined ? undefined : group.commands[defaultCommand];
  const takesWord =
    standard !== undefined && Object.values(standard.args).some(({ type }) => type === 'positional');
  if (word !== undefined && !word.startsWith('-') && !takesWord) {
    throw await unknownWord(`${name} command`, word, Object.keys(group.commands), `ticket-ai ${name} --help`);
  }
  if (standard === undefined || has(rawArgs, '--help', '-h')) return undefined;
  return { name, command: standard, rawArgs };
}

/** Options may stand before the command's word: `--data folder tickets list`. */
function commandFirst(argv: readonly string[]): readonly string[] {
  const valueOptions = ['--data'];
  let at = 0;
  while (argv[at]?.startsWith('-') === true && argv[at] !== '-' && argv[at] !== '--')
    at += valueOptions.includes(argv[at] ?? '') ? 2 : 1;
  const word = argv[at];
  return word === undefined ? argv : [word, ...argv.slice(0, at), ...argv.slice(at + 1)];
}

function checkNoCommand(argv: readonly string[]): number {
  const known = ['--help', '-h', '--version', '-v', '--quiet', '-q', '--debug', 'help'];
  return argv.every((word) => known.includes(word)) ? 0 : 2;
}

async function unknownWord(
  kind: string,
  word: string,
  known: readonly string[],
  help: string,
): Promise<Error> {
  const near = suggest(word, known);
  return usageFault(
    `There is no ${kind} "${word}".${near === undefined ? '' : ` Did you mean "${near}"?`} \`${help}\` lists them.`,
  );
}

/** Loaded only when something is wrong: the core library behind it is what makes a start slow. */
async function usageFault(message: string): Promise<Error> {
  return (await import('./usage-error.ts')).usageError(message);
}

async function report(error: unknown, terminal: Terminal, debug: boolean): Promise<number> {
  const { explainError } = await import('./explain-error.ts');
  const { text, exitCode } = explainError(error);
  terminal.fault(`${terminal.paintNote(['red', 'bold'], 'Error:')} ${text}`);
  if (debug) terminal.fault(error instanceof Error ? describeChain(error) : String(error));
  return exitCode;
}

function describeChain(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${describeChain(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}

async function version(): Promise<string> {
  return (await import('./version.ts')).version;
}

function has(argv: readonly string[], ...words: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => words.includes(word));
}
