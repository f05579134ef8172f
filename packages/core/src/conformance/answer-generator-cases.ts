import assert from 'node:assert/strict';
import type { AnswerGenerator } from '../answer/answer-generator.ts';
import type { Passage } from '../search/passage.ts';
import { verifyClaims } from '../search/verify-claims.ts';
import type { ConformanceCase } from './run-conformance.ts';

const passage = (id: string, title: string, text: string, score: number): Passage => ({
  chunk: {
    id: id as never,
    documentId: `document-${id}` as never,
    versionId: `version-${id}` as never,
    ordinal: 0,
    start: 0,
    end: text.length,
    pageFrom: 1,
    pageTo: 1,
    headingPath: [title],
    text,
    textHash: id,
  },
  document: {
    id: `document-${id}` as never,
    version: 1,
    source: `${id}.md`,
    title,
    collection: 'documents',
    access: [],
    currentVersionId: `version-${id}` as never,
    addedAt: 0,
    addedBy: { kind: 'system', id: 'kit' },
  },
  score,
  channels: { keyword: 1 },
});

const passages: readonly Passage[] = [
  passage(
    'returns',
    'Returns policy',
    'You can return a bike within 30 days of delivery. Helmets cannot be returned once the seal is broken.',
    9,
  ),
  passage(
    'refunds',
    'Refund times',
    'A refund takes 5 business days after the inspection. The money goes back to the original payment method.',
    6,
  ),
];
const ask = (generator: AnswerGenerator, question: string, offered = passages) =>
  generator.generate({ question, passages: offered });

/** What every answer generator promises. The questions are answered, or plainly not answered, by two short passages. */
export const answerGeneratorCases: readonly ConformanceCase<AnswerGenerator>[] = [
  {
    name: 'names itself',
    async run(generator) {
      assert.notEqual(generator.name.trim(), '');
    },
  },
  {
    name: 'answers from the passage that holds the answer',
    async run(generator) {
      const { sentences } = await ask(generator, 'Within how many days of delivery can I return a bike?');
      assert.ok(sentences.some(({ text }) => text.includes('30')));
      assert.ok(sentences.some(({ citations }) => citations.some(({ chunkId }) => chunkId === 'returns')));
    },
  },
  {
    name: 'every sentence passes the check by code: offered chunks, quotes that stand in them, equal numbers and negations',
    async run(generator) {
      for (const question of [
        'Within how many days of delivery can I return a bike?',
        'Can helmets be returned once the seal is broken?',
      ]) {
        const { sentences } = await ask(generator, question);
        for (const checked of verifyClaims(sentences, passages))
          assert.ok(checked.supported, `"${checked.text}": ${checked.faults.join(', ')}`);
      }
    },
  },
  {
    name: 'says what is missing instead of answering something else',
    async run(generator) {
      for (const question of [
        'What is the interest rate for instalments with Splitwell?',
        'Which colours does the child trailer come in?',
      ]) {
        const { sentences, missing } = await ask(generator, question);
        assert.deepEqual(sentences, [], `"${question}" has no answer in the passages`);
        assert.ok(missing.length > 0);
      }
    },
  },
  {
    name: 'without passages there is no answer',
    async run(generator) {
      const { sentences, missing } = await ask(generator, 'Within how many days can I return a bike?', []);
      assert.deepEqual(sentences, []);
      assert.ok(missing.length > 0);
    },
  },
  {
    name: 'its confidence is between 0 and 1',
    async run(generator) {
      for (const offered of [passages, []]) {
        const { confidence } = await ask(
          generator,
          'Within how many days of delivery can I return a bike?',
          offered,
        );
        assert.ok(confidence >= 0 && confidence <= 1);
      }
    },
  },
];
