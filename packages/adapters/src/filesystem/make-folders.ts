import { lstat, mkdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { isMissing, isPresent, symbolicLink } from './filesystem-errors.ts';

/** Makes a root folder and folders below it. Each step below the root must be a real folder: nothing is made behind a link. */
export async function makeFolders(root: string, ...folders: readonly string[]): Promise<void> {
  await makeRoot(root);
  for (const folder of folders) {
    let path = root;
    for (const name of relative(root, folder)
      .split(sep)
      .filter((part) => part !== '')) {
      path = join(path, name);
      await makeOne(path);
      if ((await lstat(path)).isSymbolicLink()) throw symbolicLink(path);
    }
  }
}

/** Node's own recursive `mkdir` never ends where a folder exists but none can be made in it, as in `/proc`. */
async function makeRoot(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw error;
    await makeRoot(dirname(path));
    await makeOne(path);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (!isPresent(error)) throw error;
  }
}
