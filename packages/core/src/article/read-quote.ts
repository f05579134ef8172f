import type { Document } from '../document/document.ts';
import { mayRead, type Reader } from '../document/may-read.ts';
import type { Records } from '../runtime/store.ts';
import { namesIn } from '../text/names-in-message.ts';
import type { EvidenceSpan } from './article.ts';
import { hidePersonalData } from './personal-data.ts';

type Source = Pick<Records, 'messages' | 'chunks' | 'documents'>;

/** What stands at a place of a source. */
export interface Quote {
  readonly text: string;
  /** The name of the document; replies have none. */
  readonly title?: string;
}

/**
 * What stands at a place of a source, personal data of replies masked. `undefined` when the source was erased.
 */
export async function readQuote(store: Source, span: EvidenceSpan): Promise<string | undefined> {
  return (await readQuotes(store, [span]))[0]?.text;
}

/**
 * What stands at places of sources, in their order, personal data of replies masked. `undefined`: the source was erased, or the reader may not
 * read it. However many places there are, each source is read once, all of a kind together.
 * @param options.reader absent: whoever runs the program, who may read all
 */
export async function readQuotes(
  store: Source,
  spans: readonly EvidenceSpan[],
  { reader }: { readonly reader?: Reader | undefined } = {},
): Promise<readonly (Quote | undefined)[]> {
  const [chunkIds, messageIds] = [
    new Set(spans.flatMap((span) => (span.kind === 'passage' ? [span.chunkId] : []))),
    new Set(spans.flatMap((span) => (span.kind === 'reply' ? [span.messageId] : []))),
  ];
  const chunks = byId(await store.chunks.getMany([...chunkIds]));
  const documentIds = new Set([...chunks.values()].map(({ documentId }) => documentId));
  const documents = byId(await store.documents.getMany([...documentIds]));
  const replies = new Map(
    (await store.messages.getMany([...messageIds])).map(({ id, text }) => [
      id,
      { text, names: namesIn(text) },
    ]),
  );
  const isOpen = (document: Document) => reader === undefined || mayRead(document, reader);
  return spans.map((span) => {
    if (span.kind === 'reply') {
      const reply = replies.get(span.messageId);
      const quote = reply?.text.slice(span.start, span.end) ?? '';
      return quote === '' ? undefined : { text: hidePersonalData(quote, reply?.names ?? []) };
    }
    const chunk = chunks.get(span.chunkId);
    const document = chunk && documents.get(chunk.documentId);
    if (chunk === undefined || document === undefined || !isOpen(document)) return undefined;
    const text = chunk.text.slice(Math.max(0, span.start - chunk.start), span.end - chunk.start);
    return text === '' ? undefined : { text, title: document.title };
  });
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<Row['id'], Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
