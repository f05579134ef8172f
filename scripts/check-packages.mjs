// Packs each published package and has publint and are-the-types-wrong look at the tarball. Needs `npm run build` before.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { published, root } from './packages.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-pack-'));
const run = (command, args) =>
  execFileSync('npm', ['exec', '--', command, ...args], { cwd: root, stdio: 'inherit' });
try {
  for (const name of published) {
    const [{ filename, files }] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
        cwd: join(root, 'packages', name),
        encoding: 'utf8',
      }),
    );
    const foreign = files
      .map(({ path }) => path)
      .filter((path) => !/^(dist\/|bin\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(path));
    if (foreign.length > 0) throw new Error(`@ticket-ai/${name} would publish ${foreign.join(', ')}`);
    console.log(`@ticket-ai/${name}: ${files.length} files`);
    run('publint', ['run', join(folder, filename), '--strict']);
    run('attw', [join(folder, filename), '--profile', 'esm-only']);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
