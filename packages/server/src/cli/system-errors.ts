/** What the operating system's errors mean to a person; `undefined` for errors it does not know. */
export function explainSystemError(error: Error): string | undefined {
  const code = 'code' in error ? String(error.code) : '';
  const where = 'path' in error ? `"${String(error.path)}"` : 'a file';
  return systemErrors[code]?.(where);
}

/** No room: the disk, a quota, or the largest file that is allowed. */
export function isNoRoom(error: unknown): boolean {
  return error instanceof Error && 'code' in error && noRoom.includes(String(error.code));
}

const noRoom = ['ENOSPC', 'EFBIG', 'EDQUOT'];

const diskFull = () =>
  'The disk is full. Make room, then run the same command again: what is done is not done twice.';

const systemErrors: Readonly<Record<string, (where: string) => string>> = {
  ENOENT: (where) => `There is no file or folder ${where}. Check the path.`,
  EISDIR: (where) => `${where} is a folder. Name a file.`,
  EACCES: (where) => `No right to open ${where}. Check its permissions.`,
  EPERM: (where) => `No right to open ${where}. Check its permissions.`,
  EROFS: (where) => `${where} is on a file system that cannot be written. Choose another place.`,
  ENOTDIR: (where) => `${where} cannot be used: part of the path is a file, not a folder.`,
  ENAMETOOLONG: (where) => `${where} is too long a name. Choose a shorter one.`,
  EEXIST: (where) => `${where} cannot be made: something else has that name.`,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  EFBIG: (where) =>
    `The disk is full, or ${where} would be larger than this system allows (\`ulimit -f\` tells). Make room or choose another place, then run the same command again.`,
  EADDRINUSE: () => 'The port is in use. Choose another one: --port <number>.',
};
