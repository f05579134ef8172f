import { expect, test } from 'vitest';
import { registry } from '../../../server/src/cli/registry.ts';
import { commandLinePage } from './command-line-page.ts';
import { commandNotes } from './command-notes.ts';
import { readCommands, rootHelp } from './commands.ts';
import { jsonShapes } from './json-shapes.ts';
import { readVariables } from './server.ts';

test('the page has every command with its help, and every setting', async () => {
  const commands = await readCommands();
  const page = commandLinePage({ commands, rootHelp: rootHelp(), variables: readVariables() });
  for (const word of Object.keys(registry))
    expect(
      commands.some(({ name }) => name.split(' ')[0] === word),
      word,
    ).toBe(true);
  for (const { name, summary, help } of commands) {
    expect(help, name).toContain(summary);
    expect(page, name).toContain(`### ${name}\n\n\`\`\`text\n${help}\n\`\`\``);
  }
  for (const { name } of readVariables()) expect(page).toContain(`| \`${name}\` |`);
});

test('what --json prints is described for the commands that have it, and for no other', async () => {
  const commands = await readCommands();
  expect(Object.keys(jsonShapes).sort()).toEqual(
    commands.flatMap(({ name, hasJson }) => (hasJson ? [name] : [])).sort(),
  );
  expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(commandNotes)));
});
