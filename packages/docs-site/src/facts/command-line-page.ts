import { commandNotes } from './command-notes.ts';
import type { CommandFact } from './commands.ts';
import { jsonShapes } from './json-shapes.ts';
import type { VariableFact } from './server.ts';

/** What the page is made of. */
export interface CommandLineFacts {
  readonly commands: readonly CommandFact[];
  readonly rootHelp: string;
  readonly variables: readonly VariableFact[];
}

/** The page on the command line, as Markdown: the help of every command, and what stands around it. */
export function commandLinePage({ commands, rootHelp, variables }: CommandLineFacts): string {
  const sections = [...Map.groupBy(commands, ({ section }) => section)];
  return `${head}${fence(rootHelp)}\n\n${always}\n${settings(variables)}\n${sections.map(([title, own]) => `## ${title}\n\n${own.map(describe).join('\n\n')}`).join('\n\n')}\n`;
}

const head = `---
title: Command line
description: Every command with its options, exit codes and JSON.
editUrl: false
tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 }
---

Inside the repository: \`npx ticket-ai <command>\`. Elsewhere: \`npx @ticket-ai/server <command>\`, or install \`@ticket-ai/server\` and use
\`ticket-ai\`. This page is made from the commands themselves.

`;

const always = `## What holds for every command

- **Results go to stdout**, progress, hints and faults to stderr. \`--quiet\` leaves out all but results and faults.
- **\`--json\`** prints exactly one JSON document on stdout. Times are UTC epoch milliseconds. Fields may be added, so read those you know.
- **Exit codes**

  | code | meaning |
  |---|---|
  | 0 | done; also when tickets stayed unassigned, an answer abstained, or a score is low |
  | 1 | failed; the message says what is wrong and what to do |
  | 2 | wrong usage: an unknown command or option, a missing argument |
  | 3 | done, but input rows or files were rejected |
  | 130 | stopped by Ctrl-C (143 by a termination signal) |

- **Ctrl-C** stops at the next safe point and says how to go on. A second one ends at once; what was saved is not lost.
- **Misspelt** commands, options and values are refused with the nearest right one.
- **Ids** may be cut to a part that only one record has. Names and titles do as well.
- **\`NO_COLOR\`** switches colours off; they are off anyway when the output is not a terminal.
- **The data folder** is \`--data\`, else \`TICKET_AI_DATA\`, else \`.ticket-ai\`. It is made for its owner only, and kept out of git.
`;

function settings(variables: readonly VariableFact[]): string {
  const rows = variables.map(
    ({ name, standard, description }) => `| \`${name}\` | \`${standard}\` | ${description} |`,
  );
  return `## Settings

Options win over environment variables. A variable whose name is nearly one of these is refused.

| variable | default | meaning |
|---|---|---|
${rows.join('\n')}
`;
}

function describe({ name, help, hasJson }: CommandFact): string {
  const notes = commandNotes[name];
  const shape = hasJson ? jsonShapes[name] : undefined;
  return [
    `### ${name}`,
    fence(help),
    ...(notes === undefined ? [] : [notes]),
    ...(shape === undefined ? [] : ['`--json` prints', fence(shape, 'ts')]),
  ].join('\n\n');
}

function fence(text: string, language = 'text'): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
