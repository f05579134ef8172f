import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from './paths.ts';

/** The interfaces that core marks as ports: `PORT.` at the head of their comment. */
export function readPorts(): readonly string[] {
  const folder = inRepository('packages/core/src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  return files.flatMap((file) => portsOf(readFileSync(join(folder, file), 'utf8'))).sort();
}

function portsOf(source: string): string[] {
  return [...source.matchAll(/\/\*\*\s*\*?\s*PORT[.:](?:(?!\*\/)[\s\S])*\*\/\s*export interface (\w+)/g)].map(
    ([, name = '']) => name,
  );
}
