import { describe, expect, it } from 'vitest';
import { clusterMembers, clusterTerms } from './cluster-terms.ts';
import { nameClusters } from './phrases.ts';

const clusters = {
  arrived: [
    'Why has my card not arrived?',
    'My new card still has not arrived',
    'card not arrived yet',
    'the card I ordered has not arrived',
    'when will it arrive, my card is late',
  ],
  pin: [
    'How do I change my PIN?',
    'I want to change the PIN',
    'can you change my PIN please',
    'where can I change PIN',
    'PIN change',
  ],
  refund: [
    'I want a refund for my order',
    'when will I get my refund',
    'please refund the order',
    'refund status?',
    'the refund is missing',
  ],
};
const texts = Object.values(clusters).flat();
const labels = Int32Array.from(texts, (_, i) => Math.floor(i / 5));

describe('nameClusters', () => {
  it('names clusters in their own words, like a headline', () => {
    const [arrived, pin, refund] = nameClusters({ texts }, labels).map(({ name }) => name);
    expect(arrived).toBe('Card not arrived');
    expect(pin).toBe('Change PIN');
    expect(refund?.toLowerCase()).toContain('refund');
  });

  it('tells the share of texts that have the words of the name', () => {
    expect(nameClusters({ texts }, labels)[1]?.coverage).toBeGreaterThan(0.9);
  });

  it('never gives two clusters one name', () => {
    const doubled = [...texts, ...clusters.pin];
    const names = nameClusters(
      { texts: doubled },
      Int32Array.from(doubled, (_, i) => Math.floor(i / 5)),
    ).map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  const named = (groups: readonly (readonly string[])[], answers?: readonly (readonly string[])[]) =>
    nameClusters(
      { texts: groups.flat(), ...(answers === undefined ? {} : { answers: answers.flat() }) },
      Int32Array.from(groups.flatMap((group, at) => group.map(() => at))),
    ).map(({ name }) => name);

  it.each([
    [
      'How long transfer takes',
      [
        'How long does it take for a transfer?',
        'how long will my transfer take',
        'how long do transfers take',
      ],
    ],
    [
      'Transfer declined',
      ['My transfer was declined', 'why has the transfer been declined?', 'transfer declined again'],
    ],
    [
      'Make payment',
      [
        'I have trouble making a payment',
        'I cannot make a payment',
        'how to make a payment',
        'making payments',
      ],
    ],
    [
      'Shipping address',
      ['set my shipping address', 'where is the shipping address', 'shipping address please'],
    ],
    ['Red light', ['the light is red', 'why is my light red?', 'its light is red again', 'light red']],
    ['Card not working', ['my card does not work', "card doesn't work", 'the card does not work at all']],
    [
      'Invoice not received',
      [
        'I have not received the invoice',
        'not received my invoice yet',
        'I did not get an invoice, invoice not received',
      ],
    ],
    ['Top up', ['how can I top up', 'top up with cash', 'I would like to top up by cheque', 'topping up']],
    [
      'Lost phone',
      ['I lost my phone', 'lost phone, what now', 'my phone is lost', 'lost my phone yesterday'],
    ],
  ])('%s', (name, group) => {
    const other = [
      'Where are you located?',
      'opening hours on Sunday',
      'which hours are you open',
      'opening hours',
    ];
    expect(named([group, other])[0]).toBe(name);
  });

  it('puts no name of a person, address or number into a name', () => {
    const replies = ['Hi Jo, open the app. Cheers, Callum', 'Done. Cheers, Callum', 'No. Regards, Callum'];
    const groups = [
      ['refund 4711 please jo@example.com', 'refund 4711\nJo Doe', 'my refund 4711?'],
      ['parcel late', 'parcel is late', 'late parcel'],
    ];
    const names = named(groups, [replies, ['', '', '']]);
    expect(names.join(' ')).not.toMatch(/callum|jo|4711|example/i);
  });

  it('keeps a verb and the particle it is mostly written with together', () => {
    const group = ['Unlock timed out', 'unlock timed out again', 'the unlock timed out', 'unlock timed out?'];
    expect(named([group, ['refund please', 'my refund', 'refund?']])[0]).toBe('Unlock timed out');
  });

  it('does not name many by the product or company of a few', () => {
    const few = [
      'Fees from Convergent, that Convergent charges',
      'what are Convergent fees',
      'my Convergent fees',
    ];
    const many = [
      'fees?',
      'which fees',
      'fees are high',
      'hidden fees',
      'fees for what',
      'more fees',
      'fees again',
      'no fees',
    ];
    expect(
      named([
        [...few, ...many],
        ['parcel late', 'late parcel', 'the parcel is late'],
      ])[0],
    ).toBe('Fees');
  });

  it('takes names from customers before those from agents', () => {
    const customers = ['My bike is stuck at the depot', 'bike stuck', 'still stuck, my bike'];
    const agents = customers.map(() => 'The carrier moves its hub. Open the tracking page.');
    expect(named([customers, ['refund', 'a refund', 'refund?']], [agents, ['', '', '']])[0]).toBe(
      'Bike stuck',
    );
  });

  it('gives siblings names that differ in more than one word of many', () => {
    const groups = [
      [
        'card payment pending',
        'my card payment is pending',
        'pending card payment',
        'card payment pending again',
      ],
      ['card payment declined', 'card payment was declined', 'declined card payment'],
    ];
    const [one = '', two = ''] = named(groups);
    expect(one).not.toBe(two);
    expect(`${one} ${two}`).toMatch(/pending/i);
    expect(`${one} ${two}`).toMatch(/declined/i);
  });

  it('names alike whatever the order of the texts', () => {
    const groups = Object.values(clusters);
    expect(named(groups.map((group) => group.toReversed()))).toEqual(named(groups));
  });

  it('works for German and Spanish', () => {
    const german = [
      'Wie kann ich meine PIN ändern?',
      'Ich möchte die PIN ändern',
      'PIN ändern',
      'Karte ist nicht angekommen',
      'Meine Karte ist noch nicht angekommen',
      'Karte nicht angekommen',
    ];
    const names = nameClusters({ texts: german }, Int32Array.of(0, 0, 0, 1, 1, 1), { language: 'de' }).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['PIN ändern', 'Karte nicht angekommen']);
  });

  it('bears texts without words and unclustered texts', () => {
    expect(nameClusters({ texts: ['', '???', 'x'] }, Int32Array.of(0, 0, -1))).toHaveLength(1);
    expect(nameClusters({ texts: [] }, new Int32Array())).toEqual([]);
  });
});

describe('clusterTerms', () => {
  it('ranks what tells a cluster apart, with its usual form', () => {
    const [, pin] = clusterTerms(texts, labels);
    expect(pin?.slice(0, 2).map(({ surface, coverage }) => [surface, coverage])).toEqual([
      ['change', 1],
      ['pin', 1],
    ]);
    expect(pin?.map((term) => term.stem)).not.toContain('the');
  });

  it('leaves out redactions, numbers and placeholders', () => {
    const [terms] = clusterTerms(['XXXX 123 <date> loan', 'xxxx loan'], Int32Array.of(0, 0));
    expect(terms?.map((term) => term.surface)).toEqual(['loan']);
  });
});

it('clusterMembers lists positions and skips -1', () => {
  expect(clusterMembers(Int32Array.of(1, -1, 0, 1)).map((members) => [...members])).toEqual([[2], [0, 3]]);
});
