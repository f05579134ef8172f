import { TicketAIError } from '../errors.ts';
import { checkBlobKey } from './blob-key.ts';
import type { BlobLinkOptions } from './blob-store.ts';

/** What signatures of object stores allow. */
const longestMs = 7 * 86_400_000;

/** Refuses what no store can sign: a key that is none, or a time outside of 1 second to 7 days. @throws `invalid-input` */
export function checkBlobLink(key: string, { expiresInMs }: BlobLinkOptions): void {
  checkBlobKey(key);
  if (expiresInMs >= 1000 && expiresInMs <= longestMs) return;
  throw new TicketAIError('invalid-input', {
    message: `A link opens for 1 second to 7 days, not for ${expiresInMs} milliseconds.`,
    context: { expiresInMs },
  });
}

/** The `Content-Disposition` that saves a file under a name of any letters (RFC 6266, RFC 8187). */
export function saveAs(fileName: string): string {
  const plain = fileName.replace(/[^\w .-]/g, '_');
  const exact = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
