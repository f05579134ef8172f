import { sha256 as digestOf } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * SHA-256 of a short text (as UTF-8), in lower-case hex, at once: the platform's own digest is a job of its own for each call, which costs some times
 * more than hashing a ticket does.
 */
export const shortTextHash = (text: string): string => bytesToHex(digestOf(utf8ToBytes(text)));

/** SHA-256 of a text (as UTF-8) or bytes, in lower-case hex. Runs beside other work, however much it is. */
export async function sha256(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === 'string' ? utf8ToBytes(content) : new Uint8Array(content);
  const digest = await globalThis.crypto.subtle.digest('SHA-256', bytes);
  return bytesToHex(new Uint8Array(digest));
}
