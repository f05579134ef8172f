import { join } from 'node:path';
import { checkBlobKey } from '@ticket-ai/core';

/*
 * The key `a/b` is the file `<folder>/a/b~blob`. A tilde cannot stand in a key, so the file of `a` never meets the folder of `a/b`, and no
 * key can name a file that is still being written.
 */
const ending = '~blob';

/** Where files are written before they get their names; on the same disk, so that renaming is one step. */
export const unfinishedFolder = '~unfinished';

/** Folder and file of a key. @throws `invalid-input` */
export function pathOf(folder: string, key: string): { readonly folder: string; readonly file: string } {
  checkBlobKey(key);
  const segments = key.split('/');
  const name = segments.pop() ?? '';
  const parent = join(folder, ...segments);
  return { folder: parent, file: join(parent, `${name}${ending}`) };
}

/** The last segment of the key that a file belongs to; `undefined` for other files. */
export function segmentOf(fileName: string): string | undefined {
  return fileName.endsWith(ending) ? fileName.slice(0, -ending.length) : undefined;
}
