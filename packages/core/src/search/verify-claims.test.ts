import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChunkId } from '../ids.ts';
import type { Passage } from './passage.ts';
import { claimFaults, findWholeQuote, verifyClaims } from './verify-claims.ts';

const text =
  'Refunds take 15 business days. You cannot stop a shipped order. Error E47 means a hung update; see https://a.example/e47.';
const passage = {
  chunk: {
    id: 'c1',
    documentId: 'd1',
    versionId: 'v1',
    start: 100,
    end: 100 + text.length,
    text,
    headingPath: [],
  },
  document: { id: 'd1', title: 'Help' },
  score: 1,
  channels: {},
} as unknown as Passage;
const check = (claim: string, quote: string, chunkId = 'c1') =>
  verifyClaims([{ text: claim, citations: [{ chunkId: chunkId as ChunkId, quote }] }], [passage])[0]!;

describe('verifyClaims', () => {
  it('accepts a sentence with its quote and gives exact offsets', () => {
    const { supported, quotes } = check('Refunds take 15 business days.', 'Refunds  take 15 business days.');
    expect(supported).toBe(true);
    expect(quotes[0]).toMatchObject({ start: 100, end: 130, quote: 'Refunds take 15 business days.' });
  });

  it.each([
    ['not-offered', 'Refunds take 15 business days.', 'Refunds take 15 business days.', 'c2'],
    ['quote-not-found', 'Refunds take 15 business days.', 'Refunds take 16 business days.', 'c1'],
    ['quote-not-found', 'It takes 5 business days.', '5 business days', 'c1'],
    ['numbers-differ', 'Refunds take 5 business days.', 'Refunds take 15 business days.', 'c1'],
    ['codes-differ', 'Error E48 means a hung update.', 'Error E47 means a hung update', 'c1'],
    [
      'links-differ',
      'Error E47 means a hung update, see https://b.example/e47.',
      'Error E47 means a hung update; see https://a.example/e47.',
      'c1',
    ],
    ['negation-differs', 'You can stop a shipped order.', 'You cannot stop a shipped order.', 'c1'],
    ['not-supported', 'Batteries charge overnight at home.', 'You cannot stop a shipped order.', 'c1'],
  ])('finds %s', (fault, claim, quote, chunkId) => {
    const checked = check(claim, quote, chunkId);
    expect(checked.supported).toBe(false);
    expect(checked.faults).toContain(fault);
  });

  const shop = [
    ['Carro', 'The Carro costs 79 EUR. It carries 100 kg. Assembly takes a day.'],
    ['Orders', 'You can cancel an order within 24 hours. A bike can be returned within 30 days.'],
    ['Refunds', 'A refund takes 5 business days. We pay it to your card.'],
    ['Prices', 'Model | Weight | Price\nLumo | 19 kg | 69 EUR\nCarro | 30 kg | 79 EUR'],
  ].map(
    ([title, body]) =>
      ({
        chunk: { id: title, start: 0, end: 999, text: body, headingPath: [title] },
        document: { id: title, title },
        score: 1,
        channels: {},
      }) as unknown as Passage,
  );
  type Quote = readonly [chunkId: string, quote: string];
  const judge = (claim: string, ...quotes: readonly Quote[]) =>
    verifyClaims(
      [
        {
          text: claim,
          citations: quotes.map(([chunkId, quote]) => ({ chunkId: chunkId as ChunkId, quote })),
        },
      ],
      shop,
    )[0]!;

  it.each([
    [
      'You get the refund on your card, within 5 business days.',
      ['Refunds', 'A refund takes 5 business days.'],
      ['Refunds', 'We pay it to your card.'],
    ],
    ['The Carro can carry 100 kg.', ['Carro', 'It carries 100 kg.']],
    ['You may send back a bike within 30 days.', ['Orders', 'A bike can be returned within 30 days.']],
    [
      'The Lumo weighs 19 kg and its price is 69 EUR.',
      ['Prices', 'Model | Weight | Price'],
      ['Prices', 'Lumo | 19 kg | 69 EUR'],
    ],
  ] as readonly [string, ...Quote[]][])('accepts %j', (claim: string, ...quotes: Quote[]) => {
    expect(judge(claim, ...quotes)).toMatchObject({ supported: true, faults: [] });
  });

  it.each([
    ['names-differ', 'The Lumo costs 79 EUR.', ['Carro', 'The Carro costs 79 EUR.']],
    [
      'names-differ',
      'A refund to Marta Quill takes 5 business days.',
      ['Refunds', 'A refund takes 5 business days.'],
    ],
    [
      'no-single-proof',
      'You can cancel an order within 30 days.',
      ['Orders', 'You can cancel an order within 24 hours.'],
      ['Orders', 'A bike can be returned within 30 days.'],
    ],
    [
      'no-single-proof',
      'The assembly of a bike that was returned takes a day.',
      ['Carro', 'Assembly takes a day.'],
      ['Orders', 'A bike can be returned within 30 days.'],
    ],
    [
      'not-supported',
      'A refund takes 5 business days and the password is swordfish.',
      ['Refunds', 'A refund takes 5 business days.'],
    ],
    [
      'not-supported',
      'You can cancel an order within 30 days.',
      ['Orders', 'A bike can be returned within 30 days.'],
    ],
  ] as readonly [string, string, ...Quote[]][])(
    'finds %s in %j',
    (fault: string, claim: string, ...quotes: Quote[]) => {
      const { supported, faults } = judge(claim, ...quotes);
      expect(supported).toBe(false);
      expect(faults).toContain(fault);
    },
  );

  it('accepts nothing without a citation', () => {
    expect(verifyClaims([{ text: 'Anything.', citations: [] }], [passage])[0]).toMatchObject({
      supported: false,
      faults: ['no-citation'],
    });
  });

  it('keeps a claim that a second quote proves, and tells of the dropped one', () => {
    const citations = ['nowhere to be found', 'Refunds take 15 business days.'].map((quote) => ({
      chunkId: 'c1' as ChunkId,
      quote,
    }));
    expect(verifyClaims([{ text: 'Refunds take 15 business days.', citations }], [passage])[0]).toMatchObject(
      {
        supported: true,
        faults: ['quote-not-found'],
        quotes: [{ quote: 'Refunds take 15 business days.' }],
      },
    );
  });

  it('gives quotes that are exactly the text at their offsets', () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const { quotes } = check('x', text.slice(from, to));
        for (const { start, end, quote } of quotes) expect(text.slice(start - 100, end - 100)).toBe(quote);
      }),
    );
  });
});

describe('findWholeQuote', () => {
  it('does not begin or end inside a word or a number', () => {
    expect(findWholeQuote('within 15 days', '5 days')).toBeUndefined();
    expect(findWholeQuote('costs 1,500 EUR', '500 EUR')).toBeUndefined();
    expect(findWholeQuote('costs 79.50', 'costs 79')).toBeUndefined();
    expect(findWholeQuote('unlocked', 'lock')).toBeUndefined();
  });

  it('goes on to a later place that is whole', () => {
    expect(findWholeQuote('15 days or 5 days', '5 days')).toEqual({ start: 11, end: 17 });
  });
});

it('takes a quote word for word as proof, however it is built', () => {
  const sentence = 'If a part is not there, report it within 14 days:';
  expect(claimFaults(sentence, [sentence])).toEqual([]);
  expect(claimFaults(sentence.toLowerCase(), [sentence])).toEqual([]);
});
