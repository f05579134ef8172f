import { createHash } from 'node:crypto';

/** One digest of many texts, in whatever order they come. */
export function digestOf(texts: Iterable<string>): string {
  const digests = Array.from(texts, (text) => createHash('sha256').update(text).digest('base64'));
  return createHash('sha256').update(digests.sort().join('\n')).digest('hex');
}
