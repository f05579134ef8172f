import type { Records } from '../runtime/store.ts';
import { namesIn } from '../text/names-in-message.ts';
import type { EvidenceSpan } from './article.ts';
import { hidePersonalData } from './personal-data.ts';

/**
 * What stands at a place of a source, personal data of replies masked. `undefined` when the source was erased.
 */
export async function readQuote(
  store: Pick<Records, 'messages' | 'documentVersions'>,
  span: EvidenceSpan,
): Promise<string | undefined> {
  if (span.kind === 'passage') {
    const version = await store.documentVersions.get(span.versionId);
    return version?.text.slice(span.start, span.end) || undefined;
  }
  const message = await store.messages.get(span.messageId);
  const quote = message?.text.slice(span.start, span.end) ?? '';
  return quote === '' ? undefined : hidePersonalData(quote, namesIn(message?.text ?? ''));
}
