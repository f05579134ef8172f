import type { ArgDef, ArgsDef } from 'citty';
import { type Command, type CommandGroup, commonArgs } from './command.ts';
import type { Terminal } from './output/terminal.ts';
import { pad } from './output/width.ts';
import { registry } from './registry.ts';

/** Help for the whole program. */
export function renderRootHelp({ paint }: Terminal): string {
  const sections = Map.groupBy(Object.entries(registry), ([, { section }]) => section);
  const blocks = [...sections].map(([section, entries]) =>
    [
      paint('bold', section),
      ...rows(
        entries.map(([name, { summary }]) => [name, summary]),
        (text) => paint('cyan', text),
      ),
    ].join('\n'),
  );
  return [
    `${paint('bold', 'ticket-ai')} finds what your customers ask for, and answers it. It needs no key and no service.`,
    '',
    `${paint('bold', 'Usage')}\n  ticket-ai <command> [options]`,
    '',
    blocks.join('\n\n'),
    '',
    'ticket-ai <command> --help shows its options. Results go to stdout, everything else to stderr.',
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 some input was rejected, 130 stopped.',
  ].join('\n');
}

/** Help for the commands under one word; the one that needs no word comes with its options. */
export function renderGroupHelp(
  name: string,
  { commands, defaultCommand }: CommandGroup,
  terminal: Terminal,
): string {
  const { paint } = terminal;
  const standard = defaultCommand === undefined ? undefined : commands[defaultCommand];
  const named = Object.entries(commands).filter(([, command]) => command !== standard);
  const entries = named.map(([word, command]): readonly [string, string] => [
    `${standard === undefined ? '' : `${name} `}${word} ${positionalsOf(command)}`.trim(),
    command.summary,
  ]);
  const list = [
    paint('bold', standard === undefined ? 'Commands' : 'Besides'),
    ...rows(entries, (text) => paint('cyan', text)),
  ].join('\n');
  const more = `ticket-ai ${name} <command> --help shows its options.`;
  if (standard !== undefined) return [renderCommandHelp(name, standard, terminal), list, more].join('\n\n');
  const usage = `${paint('bold', 'Usage')}\n  ticket-ai ${name} <command> [options]`;
  return [registry[name]?.summary ?? '', usage, list, more].join('\n\n');
}

/** Help for one command. */
export function renderCommandHelp(name: string, command: Command, { paint }: Terminal): string {
  const own = Object.entries(command.args).filter(([key]) => !(key in commonArgs));
  const block = (title: string, entries: readonly (readonly [string, string])[]) =>
    entries.length === 0
      ? []
      : ['', [paint('bold', title), ...rows(entries, (text) => paint('cyan', text))].join('\n')];
  return [
    command.summary,
    '',
    `${paint('bold', 'Usage')}\n  ticket-ai ${[name, positionalsOf(command), '[options]'].filter(Boolean).join(' ')}`,
    ...block(
      'Arguments',
      own
        .filter(([, { type }]) => type === 'positional')
        .map(([key, argument]) => [`<${key}>`, describe(argument)]),
    ),
    ...block('Options', optionRows(Object.fromEntries(own))),
    ...block('Always', optionRows(commonArgs)),
    ...(command.details === undefined ? [] : ['', command.details]),
    ...(command.examples.length === 0
      ? []
      : ['', `${paint('bold', 'Examples')}\n${command.examples.map((line) => `  ${line}`).join('\n')}`]),
  ].join('\n');
}

function optionRows(args: ArgsDef): (readonly [string, string])[] {
  return Object.entries(args)
    .filter(([, { type }]) => type !== 'positional')
    .map(([key, argument]) => [optionName(key, argument), describe(argument)]);
}

function optionName(key: string, argument: ArgDef): string {
  const short = 'alias' in argument && typeof argument.alias === 'string' ? `-${argument.alias}, ` : '';
  if (argument.type === 'boolean') return `${short}--${key}`;
  const choices = 'options' in argument ? argument.options : undefined;
  return `${short}--${key} <${choices?.join('|') ?? argument.valueHint ?? 'text'}>`;
}

function describe(argument: ArgDef): string {
  const standard = argument.default === undefined ? '' : ` (default ${String(argument.default)})`;
  return `${argument.description ?? ''}${standard}`;
}

function positionalsOf({ args, variadic }: Command): string {
  const names = Object.entries(args).filter(([, { type }]) => type === 'positional');
  return names
    .map(([key, { required }], index) => {
      const shown = variadic && index === names.length - 1 ? `${key}...` : key;
      return required === false ? `[${shown}]` : `<${shown}>`;
    })
    .join(' ');
}

function rows(
  entries: readonly (readonly [string, string])[],
  paintName: (text: string) => string,
): string[] {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, text]) => `  ${paintName(pad(name, width))}  ${text}`);
}
