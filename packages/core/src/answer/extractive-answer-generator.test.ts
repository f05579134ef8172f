import { describe, expect, it } from 'vitest';
import type { ChunkId } from '../ids.ts';
import type { Passage } from '../search/passage.ts';
import { extractiveAnswerGenerator } from './extractive-answer-generator.ts';

const passage = (
  id: string,
  text: string,
  title = 'Guide',
  headingPath: readonly string[] = [title],
): Passage =>
  ({
    chunk: { id: id as ChunkId, start: 0, end: text.length, text, headingPath },
    document: { title, source: id },
    score: 1,
    channels: {},
  }) as unknown as Passage;
const passages = [
  passage(
    'returns',
    'You can return a bike within 30 days of delivery. Accessories must be unused.',
    'Returns policy',
  ),
  passage(
    'cancel',
    'While your order is Received, you can cancel it.\n\n1. Go to My Kestovar > Orders and open the order.\n2. Select Cancel order.\n3. Confirm.\n\nThe money goes back within 5 business days.',
    'Cancelling an order',
  ),
  passage(
    'fees',
    'What you return | Who carries it | Cost\nCarro | Haulwright | 79 EUR\nAccessory | Pipit | 4.90 EUR',
    'Return fees',
  ),
  passage(
    'colour',
    'Every bike comes in Moss or Ember. For more information about colours, see Colours.',
    'Colours',
  ),
];
const answer = (question: string, offered = passages) =>
  extractiveAnswerGenerator().generate({ question, passages: offered });
const textsOf = async (question: string) => (await answer(question)).sentences.map(({ text }) => text);

describe('extractiveAnswerGenerator', () => {
  it('answers with the sentence, word for word', async () => {
    expect(await textsOf('Within how many days of delivery can I return a bike?')).toEqual([
      'You can return a bike within 30 days of delivery.',
    ]);
  });

  it('answers a procedure with the whole list', async () => {
    expect(await textsOf('How do I cancel an order?')).toEqual([
      'Go to My Kestovar > Orders and open the order.',
      'Select Cancel order.',
      'Confirm.',
    ]);
  });

  it('demands a name that was told before where a page knows it, and not where none does', async () => {
    const pages = [
      passage('plus', 'The Nimbus belt weighs 4 kg.', 'Nimbus'),
      passage('other', 'You can return a tent within 30 days of delivery.', 'Returns policy'),
    ];
    const bold = extractiveAnswerGenerator({ leastConfidence: 0.01 });
    const ask = async (question: string) =>
      (await bold.generate({ question, passages: pages })).sentences.map(({ text }) => text);
    expect(await ask('I was in Toledo. Within how many days can I return it?')).toEqual([
      'You can return a tent within 30 days of delivery.',
    ]);
    expect(await ask('I have a Nimbus. Within how many days can I return it?')).toEqual([]);
  });

  it('knows what a passage is about also from what stands further off', async () => {
    const offered = [
      passage('lock', 'Wait ten minutes.\n\nIt is charged by a cable.\n\nKeep it dry.'),
      passage('wheel', 'Wait five minutes.\n\nIt is made of steel.\n\nAfter a puncture, let the foam set.'),
    ];
    const { sentences } = await answer('How many minutes do I wait after a puncture of the foam?', offered);
    expect(sentences.map(({ text }) => text)).toEqual(['Wait five minutes.']);
  });

  it('takes the row of a code for the answer, and not where it has another form', async () => {
    const codes = passage(
      'codes',
      'Code | Meaning | What to do\nE12 | Sensor lost | Switch off and wait\nE47 | Fan stuck | Clean the grille',
    );
    const row = 'Code: E12; Meaning: Sensor lost; What to do: Switch off and wait';
    const bold = extractiveAnswerGenerator({ leastConfidence: 0.1 });
    const ask = async (question: string) =>
      (await bold.generate({ question, passages: [codes, ...passages] })).sentences.map(({ text }) => text);
    expect(await ask('The display says E12. What should I try?')).toEqual([row]);
    expect(await ask('How many kilos does the engine of the E12 weigh?')).toEqual([]);
  });

  it('reads a table row with its head, and cites both', async () => {
    const { sentences } = await answer('What does it cost to return a Carro?');
    expect(sentences.map(({ text }) => text)).toEqual([
      'What you return: Carro; Who carries it: Haulwright; Cost: 79 EUR',
    ]);
    expect(sentences[0]!.citations.map(({ quote }) => quote)).toEqual([
      'Carro | Haulwright | 79 EUR',
      'What you return | Who carries it | Cost',
    ]);
  });

  it('takes the first row of a continued table for a row', async () => {
    const continued = [
      passage('fees', 'Lumo | Haulwright | 69 EUR\nCarro | Haulwright | 79 EUR', 'Return fees', [
        'Return fees',
        'Bike | Carrier | Cost',
      ]),
    ];
    const { sentences } = await answer('What does the return of a Carro cost?', continued);
    expect(sentences.map(({ text }) => text)).toEqual(['Carro | Haulwright | 79 EUR']);
  });

  it.each([
    ['another product is meant', 'Within how many days of delivery can I return a Fjell?'],
    ['another number is meant', 'Can I return a bike 45 days after delivery?'],
    ['the topic is there, the amount is not', 'How much does it cost to cancel an order?'],
    ['the topic is there, the time is not', 'How long does it take to cancel an order?'],
    ['nothing fits', 'Do you sell child seats for the front carrier?'],
    ['only a pointer fits', 'Is there more information about colours?'],
  ])('says what is missing when %s', async (_, question) => {
    const draft = await answer(question);
    expect(draft.sentences).toEqual([]);
    expect(draft.missing).toEqual([question]);
    expect(draft.confidence).toBe(0);
  });

  it('answers what it can of several questions', async () => {
    const draft = await answer('How do I cancel an order? Do you sell child seats for the front carrier?');
    expect(draft.sentences.map(({ text }) => text)).toContain('Select Cancel order.');
    expect(draft.missing).toEqual(['Do you sell child seats for the front carrier?']);
  });

  it('has nothing to say without passages', async () => {
    expect(await answer('How do I cancel an order?', [])).toMatchObject({
      sentences: [],
      missing: ['How do I cancel an order?'],
    });
  });
});
