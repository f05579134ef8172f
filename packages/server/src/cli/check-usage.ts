import { parseArgs } from 'node:util';
import type { ArgDef } from 'citty';
import { suggest } from '../suggest.ts';
import type { Command } from './command.ts';

/** Values of an option that may be given several times, in order: `--column a=b --column c=d`. */
export function repeatedOption(rawArgs: readonly string[], name: string): string[] {
  const { values } = parseArgs({
    args: [...rawArgs],
    options: { [name]: { type: 'string', multiple: true } },
    allowPositionals: true,
    strict: false,
  });
  const given = values[name];
  return Array.isArray(given) ? given.filter((value) => typeof value === 'string') : [];
}

/**
 * Checks the arguments against what the command takes. citty lets unknown options pass; a misspelt option that does nothing is a trap.
 * @returns what is wrong and what was probably meant; nothing when all is well
 */
export function findUsageFault(
  command: Command,
  name: string,
  rawArgs: readonly string[],
): string | undefined {
  const options = optionsOf(command);
  const { tokens } = parseArgs({
    args: [...rawArgs],
    options: Object.fromEntries(
      [...options].map(([option, { type, short }]) => [
        option,
        { type, ...(short === undefined ? {} : { short }) },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    const fault = token.kind === 'option' ? optionFault(options, name, token) : undefined;
    if (fault !== undefined) return fault;
  }
  const missing = Object.entries(command.args).find(
    ([option, { type, required }]) =>
      type !== 'positional' &&
      required === true &&
      !tokens.some((token) => token.kind === 'option' && token.name === option),
  );
  if (missing !== undefined)
    return `--${missing[0]} is missing. \`ticket-ai ${name} --help\` shows how it is used.`;
  const given = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  return positionalFault(command, name, given);
}

interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly choices?: readonly string[];
}

function optionsOf({ args }: Command): Map<string, Option> {
  const named = Object.entries(args).filter(([, argument]) => argument.type !== 'positional');
  return new Map(named.map(([name, argument]) => [name, optionOf(argument)]));
}

function optionOf(argument: ArgDef): Option {
  const short = 'alias' in argument && typeof argument.alias === 'string' ? { short: argument.alias } : {};
  const choices =
    'options' in argument && argument.options !== undefined ? { choices: argument.options } : {};
  return { type: argument.type === 'boolean' ? 'boolean' : 'string', ...short, ...choices };
}

function optionFault(
  options: ReadonlyMap<string, Option>,
  name: string,
  {
    name: option,
    rawName,
    value,
    inlineValue,
  }: {
    readonly name: string;
    readonly rawName: string;
    readonly value: string | undefined;
    readonly inlineValue: boolean | undefined;
  },
): string | undefined {
  const known = options.get(option);
  if (known === undefined) {
    const near = suggest(option, [...options.keys()]);
    const help = `\`ticket-ai ${name} --help\` lists the options.`;
    return `There is no option ${rawName}. ${near === undefined ? help : `Did you mean --${near}? ${help}`}`;
  }
  if (known.type === 'boolean') {
    return value === undefined ? undefined : `${rawName} takes no value.`;
  }
  const swallowedOption = inlineValue === false && value?.startsWith('--') === true;
  if (value === undefined || value === '' || swallowedOption) return `${rawName} needs a value.`;
  if (known.choices !== undefined && !known.choices.includes(value)) {
    const near = suggest(value, known.choices);
    return `${rawName} must be one of ${known.choices.join(', ')}, not "${value}".${near === undefined ? '' : ` Did you mean ${near}?`}`;
  }
  return undefined;
}

function positionalFault(
  { args, variadic }: Command,
  name: string,
  given: readonly string[],
): string | undefined {
  const positionals = Object.entries(args).filter(([, argument]) => argument.type === 'positional');
  const missing = positionals[given.length];
  if (missing !== undefined && missing[1].required !== false && missing[1].default === undefined) {
    return `<${missing[0]}> is missing. \`ticket-ai ${name} --help\` shows how it is used.`;
  }
  const extra = given[positionals.length];
  return extra === undefined || variadic
    ? undefined
    : `Unexpected argument "${extra}". Put a text with spaces in quotes.`;
}
