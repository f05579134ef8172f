import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findUsageFault } from '../../../server/src/cli/check-usage.ts';
import type { Command } from '../../../server/src/cli/command.ts';
import { registry } from '../../../server/src/cli/registry.ts';
import { commandLines, wordsOf } from './shell-lines.ts';

const guides = fileURLToPath(new URL('../content/docs/guides/', import.meta.url));

async function faultOf(line: string): Promise<string | undefined> {
  const [name = '', ...words] = wordsOf(line);
  const loaded = await registry[name]?.load();
  if (loaded === undefined) return `there is no command ${name}`;
  if (!('commands' in loaded)) return findUsageFault(loaded, name, words);
  const [word = '', ...rest] = words;
  const command: Command | undefined = loaded.commands[word] ?? loaded.commands[loaded.defaultCommand ?? ''];
  if (command === undefined) return `there is no command ${name} ${word}`;
  return findUsageFault(command, `${name} ${word}`, loaded.commands[word] === undefined ? words : rest);
}

test('every command line a guide shows is one that the program takes', async () => {
  const files = globSync('*.{md,mdx}', { cwd: guides });
  const lines = files.flatMap((file) =>
    commandLines(readFileSync(`${guides}${file}`, 'utf8')).map((line) => ({ file, line })),
  );
  expect(lines.length).toBeGreaterThan(5);
  for (const { file, line } of lines)
    expect(await faultOf(line), `${file}: ticket-ai ${line}`).toBeUndefined();
});
