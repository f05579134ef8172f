#!/usr/bin/env node
// The installed package runs its build; inside the repository the sources run as they are.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';

const source = new URL('../src/cli/main.ts', import.meta.url);
if (existsSync(source)) {
  const condition = '@ticket-ai/source';
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [condition, ...(context.conditions ?? [])] }),
  });
  await import(source.href);
} else {
  await import('../dist/cli/main.js');
}
