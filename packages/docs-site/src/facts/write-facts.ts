// Writes what the pages take from the code: the command line page, conformance kits, routes, settings, and what the examples print.
// Runs before every build; nothing of it is committed.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { commandLinePage } from './command-line-page.ts';
import { readCommands, rootHelp } from './commands.ts';
import { outputOf } from './examples.ts';
import { readKits } from './kits.ts';
import { inSite } from './paths.ts';
import { readRoutes, readVariables } from './server.ts';

const facts = {
  kits: readKits(),
  routes: await readRoutes(),
  variables: readVariables(),
  outputs: Object.fromEntries(
    ['quickstart', 'custom-clusterer', 'embed-in-hono'].map((example) => [example, outputOf(example)]),
  ),
};

// TypeDoc writes this folder anew in the build; pages of what is gone would stay.
rmSync(inSite('src/content/docs/api'), { recursive: true, force: true });
mkdirSync(inSite('src/generated'), { recursive: true });
writeFileSync(inSite('src/generated/facts.json'), `${JSON.stringify(facts, null, 2)}\n`);
writeFileSync(
  inSite('src/content/docs/guides/command-line.md'),
  commandLinePage({ commands: await readCommands(), rootHelp: rootHelp(), variables: facts.variables }),
);
