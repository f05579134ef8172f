import { TicketAIError } from '@ticket-ai/core';

/** What to tell a person about an error, and the exit code it means. */
export interface Explanation {
  readonly text: string;
  readonly exitCode: number;
}

/** What is wrong, where, what to do next. */
export function explainError(error: unknown): Explanation {
  if (TicketAIError.is(error)) {
    const { exitCode, reason } = error.context;
    const advice = adviceByReason[String(reason)];
    return {
      text: advice === undefined ? error.message : `${error.message}\n${advice}`,
      exitCode: typeof exitCode === 'number' ? exitCode : 1,
    };
  }
  const text = causesOf(error)
    .map(explainSystemError)
    .find((found) => found !== undefined);
  return { text: text ?? unexpected(error), exitCode: 1 };
}

/** What the storage adapter cannot know: which words of the command line help. */
const adviceByReason: Readonly<Record<string, string | undefined>> = {
  corrupt: '`ticket-ai doctor` tells more. `--data <folder>` works on another folder.',
  'not-a-database': '`ticket-ai doctor` tells more. `--data <folder>` works on another folder.',
  locked: '`--data <folder>` works on another folder.',
  'disk-full': 'Then run the same command again: what is done is not done twice.',
};

function unexpected(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${message}\nThis should not happen. Run it again with --debug and report what it prints.`;
}

/** The error and the errors behind it. */
function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let current = error; current instanceof Error && chain.length < 10; current = current.cause)
    chain.push(current);
  return chain;
}

function explainSystemError(error: Error): string | undefined {
  const code = 'code' in error ? String(error.code) : '';
  const where = 'path' in error ? `"${String(error.path)}"` : 'a file';
  return systemErrors[code]?.(where);
}

const systemErrors: Readonly<Record<string, (where: string) => string>> = {
  ENOENT: (where) => `There is no file or folder ${where}. Check the path.`,
  EISDIR: (where) => `${where} is a folder. Name a file.`,
  EACCES: (where) => `No right to open ${where}. Check its permissions.`,
  EPERM: (where) => `No right to open ${where}. Check its permissions.`,
  EROFS: (where) => `${where} is on a file system that cannot be written. Choose another place.`,
  ENOTDIR: (where) => `${where} cannot be used: part of the path is a file, not a folder.`,
  EEXIST: (where) => `${where} cannot be made: something else has that name.`,
  ENOSPC: () =>
    'The disk is full. Make room, then run the same command again: what is done is not done twice.',
  EADDRINUSE: () => 'The port is in use. Choose another one: --port <number>.',
};
