import { describe, expect, it } from 'vitest';
import type { AnswerDraft, AnswerGenerator } from '../answer/answer-generator.ts';
import { extractiveAnswerGenerator } from '../answer/extractive-answer-generator.ts';
import type { ArticleContent, ArticleSentence } from '../article/article.ts';
import type { ArticleDraft, ArticleGenerator } from '../article/article-generator.ts';
import { extractiveArticleGenerator } from '../article/extractive-article-generator.ts';
import type { ParsedDocument } from '../document/document-parser.ts';
import { markdownParser } from '../document/markdown-parser.ts';
import { textParser } from '../document/text-parser.ts';
import { fusionRetriever } from '../search/fusion-retriever.ts';
import { keywordChannel } from '../search/keyword-channel.ts';
import { memoryKeywordIndex } from '../search/memory-keyword-index.ts';
import type { Retriever } from '../search/retriever.ts';
import { answerGeneratorCases } from './answer-generator-cases.ts';
import { articleGeneratorCases } from './article-generator-cases.ts';
import { type DocumentParserSubject, documentParserCases } from './document-parser-cases.ts';
import { type RetrieverSubject, retrieverCases } from './retriever-cases.ts';
import { type ConformanceCase, runCase, runConformance } from './run-conformance.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const unreadable = [new Uint8Array(), bytes('   \n\n'), new Uint8Array([0, 1, 2, 0, 255])];
const markdown = (): DocumentParserSubject => ({
  parser: markdownParser(),
  sample: {
    bytes: bytes(
      '---\ntitle: T\nsecret: hidden\n---\n# Top\n\nFirst *sentence*.\n\n## Sub\n\n1. Open it\n2. Close it\n\n| a | b |\n|---|---|\n| c | d |\n\n<!-- note -->Last words.',
    ),
    sentences: ['First sentence.', 'Open it', 'Last words.'],
    hidden: ['secret', 'note', '*'],
    headings: [
      [1, 'Top'],
      [2, 'Sub'],
    ],
    listItems: ['Open it', 'Close it'],
    tableRow: ['c', 'd'],
  },
  unreadable,
});
const text = (): DocumentParserSubject => ({
  parser: textParser(),
  sample: {
    bytes: bytes('TITLE\n\nFirst sentence.\n\n- item one\n- item two\n\nLast words.'),
    sentences: ['First sentence.', 'item two', 'Last words.'],
  },
  unreadable,
});
const retriever = (): RetrieverSubject => {
  const keywordIndex = memoryKeywordIndex();
  return {
    retriever: fusionRetriever({ channels: [keywordChannel({ keywordIndex })] }),
    index: (collection, entries) => keywordIndex.add({ collection, entries, position: 1 }),
  };
};

describe('markdownParser', () =>
  runConformance(it, documentParserCases, { create: markdown, capabilities: ['structure'] }));
describe('textParser', () => runConformance(it, documentParserCases, { create: text }));
describe('fusionRetriever', () => runConformance(it, retrieverCases, { create: retriever }));
describe('extractiveArticleGenerator', () =>
  runConformance(it, articleGeneratorCases, { create: () => extractiveArticleGenerator() }));
describe('extractiveAnswerGenerator', () =>
  runConformance(it, answerGeneratorCases, { create: () => extractiveAnswerGenerator() }));

/** How many cases a broken port fails. */
async function failures<Port, Capability extends string>(
  cases: readonly ConformanceCase<Port, Capability>[],
  create: () => Port,
): Promise<string[]> {
  const names: string[] = [];
  for (const each of cases) await runCase(each, { create }).catch(() => names.push(each.name));
  return names;
}

describe('the document parser kit finds', () => {
  const broken =
    (change: (parsed: ParsedDocument) => ParsedDocument): (() => DocumentParserSubject) =>
    () => {
      const whole = markdown();
      return {
        ...whole,
        parser: { ...whole.parser, parse: async (options) => change(await whole.parser.parse(options)) },
      };
    };
  it.each<[string, (parsed: ParsedDocument) => ParsedDocument, string]>([
    [
      'shifted offsets',
      (parsed) => ({
        ...parsed,
        blocks: parsed.blocks.map((block) => ({ ...block, start: block.start + 1 })),
      }),
      'every visible character',
    ],
    ['a lost block', (parsed) => ({ ...parsed, blocks: parsed.blocks.slice(1) }), 'every visible character'],
    [
      'overlapping blocks',
      (parsed) => ({
        ...parsed,
        blocks: parsed.blocks.map((block, i) => ({ ...block, start: Math.max(0, block.start - i) })),
      }),
      'blocks are ranges',
    ],
    [
      'success without text',
      (parsed) => (parsed.text === '' ? { ...parsed, status: 'ok' } : parsed),
      'an unreadable file',
    ],
    [
      'unreadable without a reason',
      (parsed) => (parsed.text === '' ? { ...parsed, warnings: [] } : parsed),
      'an unreadable file',
    ],
    [
      'lower-cased text',
      (parsed) => ({ ...parsed, text: parsed.text.toLowerCase() }),
      'gives the visible text',
    ],
    [
      'pages from 0',
      (parsed) => ({ ...parsed, pages: parsed.pages.map((page) => ({ ...page, number: 0 })) }),
      'pages are numbered',
    ],
    [
      'wrong heading levels',
      (parsed) => ({
        ...parsed,
        blocks: parsed.blocks.map((block) => (block.kind === 'heading' ? { ...block, level: 1 } : block)),
      }),
      'headings are blocks',
    ],
    [
      'a silent cut',
      (parsed) => ({ ...parsed, status: parsed.status === 'partial' ? 'ok' : parsed.status }),
      'says so when it cuts',
    ],
  ])('%s', async (_, change, name) => {
    expect(await failures(documentParserCases, broken(change))).toContainEqual(expect.stringContaining(name));
  });
});

describe('the retriever kit finds', () => {
  type Retrieve = Retriever['retrieve'];
  const broken =
    (change: (retrieve: Retrieve) => Retrieve): (() => RetrieverSubject) =>
    () => {
      const whole = retriever();
      return { ...whole, retriever: { ...whole.retriever, retrieve: change(whole.retriever.retrieve) } };
    };
  it.each<[string, (retrieve: Retrieve) => Retrieve, string]>([
    [
      'a worst-first order',
      (retrieve) => async (options) => {
        const found = await retrieve(options);
        return { ...found, hits: found.hits.toReversed() };
      },
      'gives at most topK',
    ],
    ['too many hits', (retrieve) => (options) => retrieve({ ...options, topK: 99 }), 'gives at most topK'],
    [
      'ranks from 0',
      (retrieve) => async (options) => {
        const found = await retrieve(options);
        return { ...found, hits: found.hits.map((hit) => ({ ...hit, channels: { keyword: 0 } })) };
      },
      'names the channels',
    ],
    [
      'silent channels',
      (retrieve) => async (options) => ({ ...(await retrieve(options)), channels: {} }),
      'names the channels',
    ],
    [
      'one collection for all',
      (retrieve) => async (options) => {
        const own = await retrieve(options);
        const other = await retrieve({ ...options, collection: 'other' });
        return { ...own, hits: [...own.hits, ...other.hits] };
      },
      'finds nothing of another',
    ],
    [
      'an error for nothing',
      (retrieve) => async (options) => {
        const found = await retrieve(options);
        if (found.hits.length === 0) throw new Error('nothing');
        return found;
      },
      'an empty question',
    ],
  ])('%s', async (_, change, name) => {
    expect(await failures(retrieverCases, broken(change))).toContainEqual(expect.stringContaining(name));
  });
});

describe('the article generator kit finds', () => {
  const broken =
    (
      change: (draft: ArticleDraft, options: Parameters<ArticleGenerator['generate']>[0]) => ArticleDraft,
    ): (() => ArticleGenerator) =>
    () => {
      const whole = extractiveArticleGenerator();
      return { ...whole, generate: async (options) => change(await whole.generate(options), options) };
    };
  const sentences =
    (change: (sentence: ArticleSentence) => ArticleSentence) =>
    (draft: ArticleDraft): ArticleDraft =>
      draft.status === 'drafted'
        ? {
            ...draft,
            content: {
              ...draft.content,
              sections: draft.content.sections.map((section) => ({
                ...section,
                sentences: section.sentences.map(change),
              })),
            },
          }
        : draft;
  const empty: ArticleContent = { title: 'T', summary: '', sections: [], method: 'model', language: 'en' };
  it.each<[string, Parameters<typeof broken>[0], string]>([
    [
      'sentences without evidence',
      sentences((sentence) => ({ ...sentence, evidence: [] })),
      'every sentence names places',
    ],
    [
      'invented places',
      sentences((sentence) => ({
        ...sentence,
        evidence: sentence.evidence.map((span) => ({ ...span, end: span.end + 9999 })),
      })),
      'every sentence names places',
    ],
    [
      'invented sources',
      sentences((sentence) => ({
        ...sentence,
        evidence: sentence.evidence.map((span) =>
          span.kind === 'reply' ? { ...span, messageId: 'x' as never } : { ...span, chunkId: 'x' as never },
        ),
      })),
      'every sentence names places',
    ],
    ['a name', sentences((sentence) => ({ ...sentence, text: `Omar, ${sentence.text}` })), 'copies nothing'],
    [
      'writing without evidence',
      (draft) => (draft.status === 'drafted' ? draft : { status: 'drafted', content: empty }),
      'says that there is too little',
    ],
    [
      'deafness to feedback',
      (draft, { previous }) => (previous === undefined ? draft : { status: 'drafted', content: previous }),
      'with feedback on one section',
    ],
  ])('%s', async (_, change, name) => {
    expect(await failures(articleGeneratorCases, broken(change))).toContainEqual(
      expect.stringContaining(name),
    );
  });
});

describe('the answer generator kit finds', () => {
  const broken =
    (change: (draft: AnswerDraft) => AnswerDraft): (() => AnswerGenerator) =>
    () => {
      const whole = extractiveAnswerGenerator();
      return { ...whole, generate: async (options) => change(await whole.generate(options)) };
    };
  const made = {
    text: 'You can return it within 60 days.',
    citations: [{ chunkId: 'returns' as never, quote: 'You can return a bike within 30 days of delivery.' }],
  };
  it.each<[string, (draft: AnswerDraft) => AnswerDraft, string]>([
    [
      'a changed number',
      (draft) => ({ ...draft, sentences: draft.sentences.length > 0 ? [...draft.sentences, made] : [] }),
      'every sentence passes',
    ],
    ['an answer to everything', (draft) => ({ ...draft, sentences: [made] }), 'says what is missing'],
    ['silence about what is missing', (draft) => ({ ...draft, missing: [] }), 'says what is missing'],
    ['silence', (draft) => ({ ...draft, sentences: [] }), 'answers from the passage'],
    ['a boast', (draft) => ({ ...draft, confidence: 1.2 }), 'its confidence'],
  ])('%s', async (_, change, name) => {
    expect(await failures(answerGeneratorCases, broken(change))).toContainEqual(
      expect.stringContaining(name),
    );
  });
});
