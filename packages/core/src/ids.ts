declare const brand: unique symbol;

/** A string id that TypeScript keeps apart from the ids of other records. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type WorkspaceId = Id<'workspace'>;
export type TicketId = Id<'ticket'>;
export type MessageId = Id<'message'>;
export type ImportId = Id<'import'>;
export type IntentId = Id<'intent'>;
export type RunId = Id<'run'>;
export type AssignmentId = Id<'assignment'>;
export type CategoryId = Id<'category'>;
export type DocumentId = Id<'document'>;
export type DocumentVersionId = Id<'document-version'>;
export type ChunkId = Id<'chunk'>;
export type GenerationId = Id<'generation'>;
export type ArticleId = Id<'article'>;
export type RevisionId = Id<'revision'>;
export type AnswerId = Id<'answer'>;
export type JobId = Id<'job'>;
export type WorkflowRunId = Id<'workflow-run'>;

/** Makes a new id; every call gives another one. */
export type GenerateId = () => string;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLength = 10;
const randomLength = 16;

/**
 * ULIDs: 26 characters that sort by the time of their making; within one millisecond each is greater than the one before.
 * Clock and randomness are injected, so that a run can be repeated byte for byte.
 * @param now epoch milliseconds
 * @param random numbers from 0 (included) to 1 (excluded)
 * @see https://github.com/ulid/spec
 */
export function ulidGenerator(now: () => number, random: () => number): GenerateId {
  let lastTime = -1;
  let digits: readonly number[] = [];
  let prefix = '';
  return () => {
    const time = Math.max(now(), lastTime);
    const next = time === lastTime ? increment(digits) : undefined;
    if (time !== lastTime || next === undefined) {
      // The digits of one millisecond are used up once in 2^80 ids: then the next millisecond begins early.
      lastTime = time === lastTime ? time + 1 : time;
      prefix = encodeTime(lastTime);
    }
    digits = next ?? Array.from({ length: randomLength }, () => Math.floor(random() * 32));
    // One join: a concatenation would stay two strings in memory for as long as the id lives.
    return [prefix, ...digits.map((digit) => alphabet[digit])].join('');
  };
}

function encodeTime(time: number): string {
  let rest = time;
  let text = '';
  for (let position = 0; position < timeLength; position += 1) {
    text = alphabet[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** Adds one in base 32; nothing when all digits are at their highest. */
function increment(digits: readonly number[]): number[] | undefined {
  const next = [...digits];
  for (let position = next.length - 1; position >= 0; position -= 1) {
    if (next[position] !== 31) {
      next[position] = (next[position] ?? 0) + 1;
      return next;
    }
    next[position] = 0;
  }
  return undefined;
}
