import type { Context } from '../context.ts';
import type { Document, DocumentVersion } from '../document/document.ts';
import { everyone, mayRead } from '../document/may-read.ts';
import type { DocumentVersionId, MessageId } from '../ids.ts';
import { findQuote } from '../text/find-quote.ts';
import type { EvidenceSpan, Revision } from './article.ts';
import { evidenceSpans } from './evidence-spans.ts';

type ReplySpan = Extract<EvidenceSpan, { readonly kind: 'reply' }>;
type PassageSpan = Extract<EvidenceSpan, { readonly kind: 'passage' }>;

/**
 * Looks up every place that revisions rest on and says in words what is not there any more: a document that was changed, removed or erased, a
 * reply that was erased, a document that is for some groups only by now, while articles are for everyone. `undefined`: all of it still stands,
 * wherever else its documents have changed.
 */
export async function lostGround(
  { store }: Pick<Context, 'store'>,
  revisions: readonly Pick<Revision, 'content'>[],
): Promise<string | undefined> {
  const spans = revisions.flatMap(evidenceSpans);
  const reasons = [
    ...(await lostPassages(
      store,
      spans.filter((span) => span.kind === 'passage'),
    )),
    ...(await lostReplies(
      store,
      spans.filter((span) => span.kind === 'reply'),
    )),
  ];
  return reasons.length === 0 ? undefined : reasons.join(' ');
}

async function lostPassages(store: Context['store'], spans: readonly PassageSpan[]): Promise<string[]> {
  const cited = await versionsOf(
    store,
    spans.map(({ versionId }) => versionId),
  );
  const documents = await store.documents.getMany([
    ...new Set([...cited.values()].map(({ documentId }) => documentId)),
  ]);
  const shown = documents.flatMap(({ deletedAt, currentVersionId }) =>
    deletedAt === undefined && currentVersionId !== undefined ? [currentVersionId] : [],
  );
  const current = await versionsOf(
    store,
    shown.filter((id) => !cited.has(id)),
  );
  const byDocument = Map.groupBy(spans, ({ versionId }) => cited.get(versionId)?.documentId);
  return [...byDocument].flatMap(([documentId, places]) => {
    const document = documents.find(({ id }) => id === documentId);
    if (document !== undefined && !mayRead(document, everyone)) return [restrictedReason(places.length)];
    const now = currentText(document, cited, current);
    const gone = places.filter((place) => !stands(place, cited.get(place.versionId), document, now)).length;
    return gone === 0 ? [] : [passageReason(document, now, gone, places.length)];
  });
}

async function versionsOf(
  store: Context['store'],
  ids: readonly DocumentVersionId[],
): Promise<ReadonlyMap<DocumentVersionId, DocumentVersion>> {
  const versions = await store.documentVersions.getMany([...new Set(ids)]);
  return new Map(versions.map((version) => [version.id, version]));
}

/** What readers of the document see; empty when it was removed or erased. */
function currentText(
  document: Document | undefined,
  ...versions: readonly ReadonlyMap<DocumentVersionId, DocumentVersion>[]
): string {
  const id = document?.deletedAt === undefined ? document?.currentVersionId : undefined;
  if (id === undefined) return '';
  return versions.map((known) => known.get(id)?.text).find((text) => text !== undefined) ?? '';
}

/** Nobody can look up a place whose text was erased: it counts as gone, whatever the document says today. */
function stands(
  { versionId, start, end }: PassageSpan,
  version: DocumentVersion | undefined,
  document: Document | undefined,
  now: string,
): boolean {
  const quote = version?.text.slice(start, end) ?? '';
  if (quote === '' || now === '') return false;
  return document?.currentVersionId === versionId || findQuote(now, quote) !== undefined;
}

const quotedPlaces = (all: number): string =>
  `${all} ${all === 1 ? 'place was' : 'places were'} quoted from it.`;

/** Without its title, which is for the same groups as its text. */
const restrictedReason = (all: number): string =>
  `A document is for some groups only now: ${quotedPlaces(all)}`;

function passageReason(document: Document | undefined, now: string, gone: number, all: number): string {
  const places = quotedPlaces(all);
  if (document?.deletedAt !== undefined && document.title !== '')
    return `"${document.title}" was removed: ${places}`;
  if (document === undefined || document.title === '' || now === '')
    return `A document was erased: ${places}`;
  return `"${document.title}" has changed: ${gone} of ${all} places quoted from it are not there any more.`;
}

async function lostReplies(store: Context['store'], spans: readonly ReplySpan[]): Promise<string[]> {
  const ids: readonly MessageId[] = [...new Set(spans.map(({ messageId }) => messageId))];
  const texts = new Map((await store.messages.getMany(ids)).map(({ id, text }) => [id, text]));
  const erased = ids.filter((id) => (texts.get(id) ?? '') === '').length;
  if (erased === 0) return [];
  return [`${erased} of ${ids.length} replies it rests on ${erased === 1 ? 'was' : 'were'} erased.`];
}
