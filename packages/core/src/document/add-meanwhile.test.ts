import { describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import type { DocumentId } from '../ids.ts';
import { stageContext } from '../testing/stage-context.ts';
import { addDocument } from './add-document.ts';
import { eraseDocument, requestErasure } from './erase-document.ts';
import { textParser } from './text-parser.ts';

/** A context whose parser does something while it reads, and the files that are kept. */
async function open() {
  let meanwhile = async () => {};
  const plain = textParser();
  const parser: typeof plain = {
    ...plain,
    async parse(file) {
      await meanwhile();
      return plain.parse(file);
    },
  };
  const context = await stageContext({ documentParsers: [parser] });
  const files = async () => {
    const keys: string[] = [];
    for await (const { key } of context.blobs.list('')) keys.push(key);
    return keys;
  };
  const add = (text: string) =>
    addDocument(context, { bytes: new TextEncoder().encode(text), source: 'a.txt' });
  const during = (work: () => Promise<void>) => {
    meanwhile = work;
  };
  return { context, files, add, during };
}

async function erase(context: Context, documentId: DocumentId): Promise<void> {
  await requestErasure(context, { documentId });
  await eraseDocument(context, { documentId });
}

describe('the file of a document', () => {
  it('is kept with what is added, also when the texts before were erased while it was read', async () => {
    const { context, files, add, during } = await open();
    const { document } = await add('The first text.');
    during(() => erase(context, document.id));
    const { version } = await add('Another text.');
    expect(await files()).toEqual([version.blobKey]);
  });

  it('is not left behind when it cannot be read', async () => {
    const { files, add, during } = await open();
    during(() => Promise.reject(new Error('stopped')));
    await expect(add('A text.')).rejects.toThrow('stopped');
    expect(await files()).toEqual([]);
  });

  it('is not left behind when its document is being erased and the files are gone already', async () => {
    const { context, files, add, during } = await open();
    const { document } = await add('The first text.');
    const dying: Context = { ...context, transaction: () => Promise.reject(new Error('slow')) };
    during(async () => {
      await requestErasure(context, { documentId: document.id });
      await expect(eraseDocument(dying, { documentId: document.id })).rejects.toThrow('slow');
    });
    await expect(add('Another text.')).rejects.toMatchObject({ code: 'conflict' });
    expect(await files()).toEqual([]);
  });

  it('of a new document is not left behind when it cannot be recorded', async () => {
    const { context, files } = await open();
    const away: Context = { ...context, transaction: () => Promise.reject(new Error('away')) };
    const file = { bytes: new TextEncoder().encode('A text.'), source: 'a.txt' };
    await expect(addDocument(away, file)).rejects.toThrow('away');
    expect(await files()).toEqual([]);
  });
});
