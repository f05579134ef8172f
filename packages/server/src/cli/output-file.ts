import { constants, existsSync, realpathSync, statSync } from 'node:fs';
import { access, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { usageError } from './usage-error.ts';

/**
 * Writes a whole file or none: into `<name>.part` first, then into place, so that a full disk leaves neither half a file nor a damaged old one.
 * Devices and pipes are written as they are; a symbolic link stays one. @throws the system's error, with the path that was meant
 */
export async function writeOutput(file: string, content: string): Promise<void> {
  const existing = await stat(file).catch(() => undefined);
  if (existing !== undefined && !existing.isFile()) return naming(file, writeFile(file, content));
  const target = existing === undefined ? file : realpathSync(file);
  const part = existsSync(`${target}.part`) ? `${target}.${process.pid}.part` : `${target}.part`;
  try {
    if (existing !== undefined) await access(target, constants.W_OK);
    await writeFile(part, content, existing === undefined ? {} : { mode: existing.mode });
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw withPath(error, file);
  }
}

/** Awaits work on a file; the system's error then names the file, which it does not always do by itself. */
export async function naming<Result>(file: string, work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    throw withPath(error, file);
  });
}

function withPath(error: unknown, file: string): unknown {
  return error instanceof Error && 'code' in error ? Object.assign(error, { path: file }) : error;
}

/** A file that a command reads or writes, and what the command line calls it. */
export interface NamedFile {
  readonly name: string;
  /** `-` is a standard stream and never the same file. */
  readonly file: string | undefined;
}

/** Refuses command lines in which two names mean one file, also through links. @throws a usage error */
export function refuseSameFile(files: readonly NamedFile[]): void {
  const taken = new Map<string, string>();
  for (const { name, file } of files) {
    if (file === undefined || file === '-') continue;
    for (const key of keysOf(file)) {
      const other = taken.get(key);
      if (other !== undefined && other !== name)
        throw usageError(
          `${name} and ${other} are the same file, "${file}": one would overwrite the other. Name another file.`,
        );
      taken.set(key, name);
    }
  }
}

/** Its real path and, for hard links, its place on the disk; nothing for devices, which hold nothing that could be lost. */
function keysOf(file: string): string[] {
  const found = attempt(() => statSync(file, { bigint: true }));
  if (found === undefined) {
    const folder = path.dirname(path.resolve(file));
    return [path.join(attempt(() => realpathSync(folder)) ?? folder, path.basename(file))];
  }
  return found.isFile() ? [realpathSync(file), `${found.dev} ${found.ino}`] : [];
}

/** What cannot be looked at is not there yet; reading or writing it tells what is wrong. */
function attempt<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
