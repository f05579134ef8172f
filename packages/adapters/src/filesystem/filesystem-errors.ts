import { TicketAIError } from '@ticket-ai/core';

const reasons: Readonly<
  Record<string, { readonly reason: string; readonly advice: string; readonly isOutage?: boolean }>
> = {
  ENOSPC: {
    reason: 'disk-full',
    advice: 'The disk is full. Free some space and try again; nothing half-written remains.',
    isOutage: true,
  },
  EDQUOT: {
    reason: 'disk-full',
    advice: 'The quota is used up. Free some space and try again; nothing half-written remains.',
    isOutage: true,
  },
  EFBIG: {
    reason: 'disk-full',
    advice: 'The file is greater than this process may write. Raise the limit; nothing half-written remains.',
    isOutage: true,
  },
  EACCES: {
    reason: 'read-only',
    advice: 'This process may not read or write there. Give its user permission to the folder.',
  },
  EPERM: {
    reason: 'read-only',
    advice: 'This process may not read or write there. Give its user permission to the folder.',
  },
  EROFS: {
    reason: 'read-only',
    advice: 'The file system is read-only. Choose a folder that can be written to.',
  },
  EMFILE: {
    reason: 'too-many-files',
    advice: 'Too many files are open. Try again, or raise the limit.',
    isOutage: true,
  },
  ELOOP: {
    reason: 'symbolic-link',
    advice: 'A symbolic link stands in the way, and links are refused. Remove it.',
  },
  ENOENT: { reason: 'cannot-create', advice: 'The folder cannot be created. Check its path.' },
  ENOTDIR: { reason: 'not-a-folder', advice: 'A file stands where a folder is needed. Move it away.' },
};

/** Turns an error of `node:fs` into one that says what is wrong, where, and what to do. */
export function filesystemError(error: unknown, path: string): TicketAIError {
  if (TicketAIError.is(error)) return error;
  const code = codeOf(error) ?? '';
  const known = reasons[code];
  return new TicketAIError('adapter-failed', {
    message: `Blobs in ${path}: ${known?.advice ?? (error instanceof Error ? error.message : String(error))}`,
    context: { path, reason: known?.reason ?? 'unknown', code },
    cause: error,
    isOutage: known?.isOutage ?? false,
  });
}

/** The error for a link inside the folder: it could lead anywhere. */
export function symbolicLink(path: string): TicketAIError {
  return filesystemError(Object.assign(new Error('symbolic link'), { code: 'ELOOP' }), path);
}

/** Whether the error only says that something is not there. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

/** Whether the error only says that something is there already. */
export function isPresent(error: unknown): boolean {
  return codeOf(error) === 'EEXIST';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
