import { expect, test, vi } from 'vitest';
import { addDocument } from '../document/add-document.ts';
import { indexDocument } from '../document/index-document.ts';
import { stageContext } from '../testing/stage-context.ts';
import type { EvidenceSpan } from './article.ts';
import { replies, seed } from './articles.fixture.ts';
import { readQuotes } from './read-quote.ts';

const reply = replies[0]!;
const start = reply.indexOf('Hi Gwen');
const ofReply = { kind: 'reply', ticketId: 't0' as never, messageId: 'm0' as never } as const;

async function prepare(access: readonly string[]) {
  const context = await stageContext();
  await seed(context, replies);
  const { version } = await addDocument(context, {
    source: 'care.md',
    bytes: new TextEncoder().encode('# Care\n\nThe plan costs 9 EUR a month.\n'),
    access,
  });
  await indexDocument(context, { versionId: version.id });
  const [chunk] = (await context.store.chunks.find({ where: { versionId: version.id } })).items;
  const at = version.text.indexOf('The plan');
  const ofPassage: EvidenceSpan = {
    kind: 'passage',
    versionId: version.id,
    chunkId: chunk!.id,
    page: 1,
    start: at,
    end: at + 'The plan costs 9 EUR'.length,
  };
  return { context, ofPassage };
}

test('quotes are what stands there, in the order that was asked for, without the names in replies', async () => {
  const { context, ofPassage } = await prepare([]);
  const spans: EvidenceSpan[] = [{ ...ofReply, start, end: start + 'Hi Gwen,'.length }, ofPassage];
  const [first, second] = await readQuotes(context.store, spans);
  expect(second).toEqual({ text: 'The plan costs 9 EUR', title: 'Care' });
  expect(first?.text).toMatch(/^Hi /u);
  expect(first?.text).not.toContain('Gwen');
});

test('each kind of source is read once, however many places are asked for', async () => {
  const { context, ofPassage } = await prepare([]);
  const { messages, chunks, documents } = context.store;
  const reads = [messages, chunks, documents].map((records) => vi.spyOn(records, 'getMany'));
  const many = Array.from({ length: 50 }, (_, index) => [
    ofPassage,
    { ...ofReply, start: index, end: index + 9 },
  ]);
  expect(await readQuotes(context.store, many.flat())).toHaveLength(100);
  expect(reads.map((read) => read.mock.calls.length)).toEqual([1, 1, 1]);
});

test('words of a document that is for others, or was erased, are not given', async () => {
  const { context, ofPassage } = await prepare(['board']);
  const read = async (groups?: readonly string[]) =>
    (await readQuotes(context.store, [ofPassage], groups === undefined ? {} : { reader: { groups } }))[0]
      ?.text;
  expect(await read([])).toBeUndefined();
  expect(await read(['sales'])).toBeUndefined();
  expect(await read(['board'])).toBe('The plan costs 9 EUR');
  expect(await read()).toBe('The plan costs 9 EUR');
  const [document] = (await context.store.documents.find()).items;
  await context.store.erase({ documentIds: [document!.id] });
  expect(await read()).toBeUndefined();
});
