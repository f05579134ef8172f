import { describe, expect, it } from 'vitest';
import type { DocumentVersionId } from '../ids.ts';
import { stageContext } from '../testing/stage-context.ts';
import { addDocument } from './add-document.ts';
import type { DocumentParser } from './document-parser.ts';
import { indexDocument } from './index-document.ts';
import { removeDocument } from './remove-document.ts';

const file = (text: string) => new TextEncoder().encode(text);

/** Adds and indexes, as the pipeline does. */
async function publish(context: Awaited<ReturnType<typeof stageContext>>, text: string, source = 'guide.md') {
  const added = await addDocument(context, { bytes: file(text), source });
  const indexed = await indexDocument(context, { versionId: added.version.id });
  return { ...added, indexed };
}

describe('addDocument', () => {
  it('stores bytes, text and an event', async () => {
    const context = await stageContext();
    const { document, version, changed } = await addDocument(context, {
      bytes: file('# Keys\n\nLost keys.'),
      source: 'keys.md',
      access: ['staff'],
    });
    expect(changed).toBe(true);
    expect(document).toMatchObject({
      source: 'keys.md',
      title: 'Keys',
      collection: 'documents',
      access: ['staff'],
      latestVersionId: version.id,
    });
    expect(document.currentVersionId).toBeUndefined();
    expect(version).toMatchObject({
      number: 1,
      status: 'ok',
      mediaType: 'text/markdown',
      text: 'Keys\n\nLost keys.',
    });
    expect((await context.blobs.get(version.blobKey!))?.bytes).toEqual(file('# Keys\n\nLost keys.'));
    const events = (await context.store.events.find()).items.map(({ event }) => event);
    expect(events).toEqual([{ type: 'document-added', documentId: document.id, versionId: version.id }]);
  });

  it('does nothing for the same file again', async () => {
    const context = await stageContext();
    const first = await publish(context, 'Same words.');
    const second = await addDocument(context, { bytes: file('Same words.'), source: 'guide.md' });
    expect(second.changed).toBe(false);
    expect(second.version.id).toBe(first.version.id);
    expect(await context.store.documentVersions.count()).toBe(1);
    expect(await context.store.events.count({ type: 'document-added' })).toBe(1);
  });

  it('does not open again what was restricted while the file was read', async () => {
    let restrict = async () => {};
    const slow: DocumentParser = {
      name: 'slow@1',
      mediaTypes: ['text/markdown'],
      async parse({ bytes }) {
        await restrict();
        const text = new TextDecoder().decode(bytes);
        return { status: 'ok', text, pages: [], blocks: [], warnings: [] };
      },
    };
    const context = await stageContext({ documentParsers: [slow] });
    const { document } = await addDocument(context, { bytes: file('Old words.'), source: 'plan.md' });
    restrict = async () => {
      restrict = async () => {};
      await addDocument(context, { bytes: file('Old words.'), source: 'plan.md', access: ['board'] });
    };
    await addDocument(context, { bytes: file('New words.'), source: 'plan.md' });
    expect((await context.store.documents.get(document.id))?.access).toEqual(['board']);
  });

  it('makes a second document of the same file under another source', async () => {
    const context = await stageContext();
    const one = await addDocument(context, { bytes: file('Words.'), source: 'a.md' });
    const two = await addDocument(context, { bytes: file('Words.'), source: 'b.md' });
    expect(two.changed).toBe(true);
    expect(two.document.id).not.toBe(one.document.id);
    expect(two.version.blobKey).not.toBe(one.version.blobKey);
  });

  it('keeps an unreadable file as a visible state, and shows the version before', async () => {
    const context = await stageContext();
    const good = await publish(context, 'Readable words.');
    const bad = await publish(context, '<!-- nothing to see -->');
    expect(bad.version).toMatchObject({ status: 'invalid', text: '', number: 2 });
    expect(bad.version.warnings).toHaveLength(1);
    expect(bad.indexed.status).toBe('skipped');
    expect((await context.store.documents.get(good.document.id))?.currentVersionId).toBe(good.version.id);
  });

  it('reads a file again that could not be read, and keeps one version as long as nothing changes', async () => {
    let isReadable = false;
    const moody: DocumentParser = {
      name: 'moody@1',
      mediaTypes: ['text/markdown'],
      parse: async () => ({
        status: isReadable ? 'ok' : 'encrypted',
        text: isReadable ? 'Now it reads.' : '',
        pages: [],
        blocks: [],
        warnings: [],
      }),
    };
    const context = await stageContext({ documentParsers: [moody] });
    const locked = await addDocument(context, { bytes: file('x'), source: 'a.md' });
    expect(await addDocument(context, { bytes: file('x'), source: 'a.md' })).toMatchObject({
      changed: false,
      version: { id: locked.version.id, status: 'encrypted' },
    });
    isReadable = true;
    expect(await addDocument(context, { bytes: file('x'), source: 'a.md' })).toMatchObject({
      changed: true,
      version: { number: 2, status: 'ok', text: 'Now it reads.' },
    });
    isReadable = false;
    expect(await addDocument(context, { bytes: file('x'), source: 'a.md' })).toMatchObject({
      changed: false,
      version: { number: 2 },
    });
  });

  it('reads a file again whose text was erased', async () => {
    const context = await stageContext();
    const { document, version } = await publish(context, 'Secret words.', 'plan.md');
    await context.store.erase({ documentIds: [document.id] });
    const again = await publish(context, 'Secret words.', 'plan.md');
    expect(again).toMatchObject({
      changed: true,
      document: { id: document.id, title: 'plan.md', latestVersionId: again.version.id },
      version: { number: 2, text: 'Secret words.' },
      indexed: { status: 'indexed' },
    });
    expect((await context.store.documentVersions.get(version.id))?.text).toBe('');
  });

  it('refuses what it cannot name, read or hold', async () => {
    const context = await stageContext();
    await expect(addDocument(context, { bytes: file('x') })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(addDocument(context, { bytes: file('x'), source: 'article:1' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(addDocument(context, { bytes: file('%PDF-1.7'), source: 'a.pdf' })).rejects.toMatchObject({
      code: 'invalid-input',
      context: { mediaType: 'application/pdf' },
    });
    await expect(
      addDocument(context, { bytes: file('too long'), source: 'a.md', limits: { bytes: 3 } }),
    ).rejects.toMatchObject({ code: 'limit-exceeded' });
    expect(await context.store.documents.count()).toBe(0);
  });

  it('prefers a parser that was added over the built-in one', async () => {
    const own = {
      name: 'own@1',
      mediaTypes: ['text/markdown'],
      parse: async () => ({
        status: 'ok' as const,
        text: 'mine',
        pages: [{ number: 1, start: 0, end: 4, quality: 'ok' as const }],
        blocks: [],
        warnings: [],
      }),
    };
    const context = await stageContext({ documentParsers: [own] });
    const { version } = await addDocument(context, { bytes: file('# Title'), source: 'a.md' });
    expect(version).toMatchObject({ parser: 'own@1', text: 'mine' });
  });
});

describe('indexDocument', () => {
  it('stores chunks that are exact ranges of the text, and shows the version', async () => {
    const context = await stageContext();
    const { document, version, indexed } = await publish(
      context,
      '# A\n\nFirst part.\n\n## B\n\n1. One step\n2. Two steps',
    );
    expect(indexed).toEqual({ status: 'indexed', chunks: 2 });
    const { items } = await context.store.chunks.find({
      where: { versionId: version.id },
      orderBy: { field: 'ordinal' },
    });
    for (const chunk of items) expect(version.text.slice(chunk.start, chunk.end)).toBe(chunk.text);
    expect(items.map(({ headingPath }) => headingPath)).toEqual([['A'], ['A', 'B']]);
    expect((await context.store.documents.get(document.id))?.currentVersionId).toBe(version.id);
  });

  it('is done twice without a trace', async () => {
    const context = await stageContext();
    const { version } = await publish(context, 'Some words.');
    const before = await context.store.chunks.count();
    await indexDocument(context, { versionId: version.id });
    expect(await context.store.chunks.count()).toBe(before);
  });

  it('lets a late job of an old version change nothing', async () => {
    const context = await stageContext();
    const one = await addDocument(context, { bytes: file('Old words.'), source: 'guide.md' });
    const two = await publish(context, 'New words.');
    expect(await indexDocument(context, { versionId: one.version.id })).toEqual({
      status: 'skipped',
      chunks: 0,
    });
    expect((await context.store.documents.get(one.document.id))?.currentVersionId).toBe(two.version.id);
  });

  it('goes back to an earlier version when its file comes again', async () => {
    const context = await stageContext();
    const one = await publish(context, 'Words A.');
    const two = await publish(context, 'Words B.');
    const again = await publish(context, 'Words A.');
    expect(again.version.id).toBe(one.version.id);
    expect(await context.store.documentVersions.count()).toBe(2);
    expect((await context.store.documents.get(one.document.id))?.currentVersionId).toBe(one.version.id);
    const events = (await context.store.events.find({ where: { type: 'document-indexed' } })).items.map(
      ({ event }) => event,
    );
    expect(events.at(-1)).toMatchObject({ versionId: one.version.id, replaced: two.version.id });
  });

  it('does not know versions nobody added', async () => {
    const context = await stageContext();
    await expect(indexDocument(context, { versionId: 'none' as DocumentVersionId })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('removeDocument', () => {
  it('removes once, and the same file brings it back', async () => {
    const context = await stageContext();
    const { document, version } = await publish(context, 'Some words.');
    await removeDocument(context, { documentId: document.id });
    await removeDocument(context, { documentId: document.id });
    expect(await context.store.events.count({ type: 'document-removed' })).toBe(1);
    expect(await indexDocument(context, { versionId: version.id })).toMatchObject({ status: 'skipped' });
    const again = await publish(context, 'Some words.');
    expect(again).toMatchObject({ changed: true, indexed: { status: 'indexed' } });
    expect((await context.store.documents.get(document.id))?.deletedAt).toBeUndefined();
  });
});
