import { createHmac, timingSafeEqual } from 'node:crypto';
import { TicketAIError } from '@ticket-ai/core';

/** How far the time of a request may be from ours, in milliseconds. */
export const signatureWindowMs = 300_000;

/** A request as it came. */
export interface SignedRequest {
  /** `X-Slack-Request-Timestamp`: epoch seconds. */
  readonly timestamp: string | undefined;
  /** `X-Slack-Signature`. */
  readonly signature: string | undefined;
  /** Byte for byte. */
  readonly body: string;
}

/**
 * Whether Slack has sent this, and lately: the HMAC-SHA256 of time and body by the app's signing secret. Compared in a time that does not depend on
 * where they differ. The same request may come again within the window: whoever acts on it remembers the signature.
 * @throws `unauthorized`, in the same words whatever is wrong
 */
export function verifySlackSignature(
  { timestamp = '', signature = '', body }: SignedRequest,
  { signingSecret, now = Date.now }: { readonly signingSecret: string; readonly now?: () => number },
): void {
  const sentAt = /^\d{1,12}$/.test(timestamp) ? 1000 * Number(timestamp) : Number.NaN;
  const isRecent = Math.abs(now() - sentAt) <= signatureWindowMs;
  const expected = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  if (!isSame(expected, signature) || !isRecent)
    throw new TicketAIError('unauthorized', {
      message: 'This request is not signed by Slack, or is too old. Check the signing secret, and the clock.',
    });
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
