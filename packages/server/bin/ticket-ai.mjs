#!/usr/bin/env node
// The installed package runs its build; inside the repository the sources run as they are.
// Only syntax and imports that old versions of Node have, so that they reach the sentence below.
import { existsSync } from 'node:fs';
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `ticket-ai needs Node 22.18 or newer; this is ${process.version}.\n` +
      'Inside the repository run it as "npx ticket-ai ..." (npm brings Node 24 along). Elsewhere install Node 24: https://nodejs.org',
  );
  process.exitCode = 1;
} else {
  await run();
}

async function run() {
  module.enableCompileCache(); // a start takes half the time
  const source = new URL('../src/cli/main.ts', import.meta.url);
  if (!existsSync(source)) return import('../dist/cli/main.js');
  module.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, {
        ...context,
        conditions: ['@ticket-ai/source'].concat(context.conditions || []),
      }),
  });
  return import(source.href);
}
