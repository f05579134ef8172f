import { spawnSync } from 'node:child_process';
import { inRepository } from './paths.ts';

/** What an example prints when its reader runs it. @throws when it fails */
export function outputOf(example: string): string {
  const file = inRepository(`examples/${example}/${example}.ts`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=@ticket-ai/source', file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The example ${example} failed:\n${stderr}`);
  return stdout.trimEnd();
}
