import { TicketAIError } from '../errors.ts';

const segment = /^[A-Za-z0-9._-]+$/;
const longestKey = 700;
const longestSegment = 200;

/** Refuses every key that is not plain segments joined by `/`, before a store touches anything. @throws `invalid-input` */
export function checkBlobKey(key: string): void {
  const segments = key.split('/');
  if (key.length <= longestKey && segments.every(isSegment)) return;
  throw new TicketAIError('invalid-input', {
    message: `A blob key is segments of A-Z a-z 0-9 . _ - joined by /, at most ${longestKey} characters in all and ${longestSegment} each; no segment is . or ..`,
    context: { key: key.slice(0, 100) },
  });
}

/** As {@link checkBlobKey} for what `list` takes: the beginning of a key, perhaps empty or ending inside a segment. @throws `invalid-input` */
export function checkBlobPrefix(prefix: string): void {
  checkBlobKey(prefix === '' || prefix.endsWith('/') ? `${prefix}a` : prefix);
}

function isSegment(text: string): boolean {
  return text !== '.' && text !== '..' && text.length <= longestSegment && segment.test(text);
}
