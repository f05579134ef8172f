import { hash } from 'node:crypto';

/** One digest of many texts, in whatever order they come. */
export function digestOf(texts: Iterable<string>): string {
  const digests = Array.from(texts, (text) => hash('sha256', text, 'base64'));
  return hash('sha256', digests.sort().join('\n'), 'hex');
}
