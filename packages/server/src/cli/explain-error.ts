import { TicketAIError } from '@ticket-ai/core';
import { explainSystemError } from './system-errors.ts';

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
    const message = explainArticleState(error) ?? error.message;
    return {
      text: advice === undefined ? message : `${message}\n${advice}`,
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

/** The core names every step an article can take; a person can only take those that have a command. */
function explainArticleState({ code, context, message }: TicketAIError): string | undefined {
  const possible = / Possible now: ([\w, -]+)\.$/.exec(message)?.[1]?.split(', ');
  const { action, status } = context;
  if (code !== 'invalid-transition' || possible === undefined || action === undefined) return undefined;
  const commands = new Set(possible.flatMap((move) => commandByAction[move] ?? []));
  const lines = [...commands].map((command) => `\n  ticket-ai articles ${command}`).join('');
  return `An article that is "${String(status)}" cannot ${wordsByAction[String(action)] ?? `take the step "${String(action)}"`}. Possible now:${lines}`;
}

const commandByAction: Readonly<Record<string, string | undefined>> = {
  draft: 'draft <intent>',
  approve: 'publish <article>',
  publish: 'publish <article>',
  'request-changes': 'review <article> --request-changes --note <what to change>',
  reject: 'review <article> --reject',
  withdraw: 'review <article> --withdraw',
};

const wordsByAction: Readonly<Record<string, string | undefined>> = {
  draft: 'be drafted',
  approve: 'be approved',
  publish: 'be published',
  'request-changes': 'be sent back with notes',
  reject: 'be rejected',
  withdraw: 'be withdrawn',
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
