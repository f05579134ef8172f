import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { addDocument } from '../document/add-document.ts';
import { indexDocument } from '../document/index-document.ts';
import { scriptedModel } from '../testing/scripted-model.ts';
import { simulatedModels } from '../testing/simulated-models.ts';
import { stageContext } from '../testing/stage-context.ts';
import { answerTicket } from './answer-ticket.ts';
import { modelAnswerGenerator } from './model-answer-generator.ts';

const groups = ['sales', 'board', 'legal', 'night shift'];
const topics = ['refund', 'parcel', 'invoice', 'voucher'];
const world = fc.record({
  documents: fc.array(
    fc.record({
      topic: fc.constantFrom(...topics),
      days: fc.integer({ min: 2, max: 60 }),
      access: fc.subarray(groups),
    }),
    { minLength: 1, maxLength: 7 },
  ),
  asker: fc.subarray(groups),
  topic: fc.constantFrom(...topics),
});
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

/** A word of its own for each document, so that finding it anywhere means that this document was read. */
const markOf = (index: number) => `mark${String.fromCharCode(97 + index).repeat(4)}`;

/** Everything that somebody with these groups is given: search results, answers of both generators, and what a model was told. */
async function givenTo({ documents, asker, topic }: World, spoil: (context: Context) => Context) {
  const context = spoil(await stageContext());
  for (const [index, { topic: about, days, access }] of documents.entries()) {
    const text = `# ${about} ${markOf(index)}\n\nThe ${about} takes ${days} days, says ${markOf(index)}.\n`;
    const { version } = await addDocument(context, {
      bytes: new TextEncoder().encode(text),
      source: `${index}.md`,
      access,
    });
    await indexDocument(context, { versionId: version.id });
  }
  const { model, seen } = scriptedModel(({ prompt }) =>
    JSON.stringify({
      sentences: [...prompt.matchAll(/<source handle="(s\d+)" title="[^"]*">\n([\s\S]*?)\n<\/source>/gu)].map(
        ([, source, text]) => ({ text, citations: [{ source, quote: text }] }),
      ),
      missing: [],
      confidence: 1,
    }),
  );
  const filter = { groups: asker };
  const question = `How many days does the ${topic} take?`;
  const modelled = {
    ...context,
    answerGenerator: modelAnswerGenerator(),
    models: await simulatedModels({ model }),
  };
  const given = [
    await context.search({ query: question, topK: 20, filter }),
    await answerTicket(context, { question, filter }),
    await answerTicket(modelled, { question, filter }),
    seen,
  ];
  return JSON.stringify(given);
}

const holds = (spoil: (context: Context) => Context = (context) => context) =>
  fc.assert(
    fc.asyncProperty(world, async (drawn) => {
      const given = await givenTo(drawn, spoil);
      for (const [index, { access }] of drawn.documents.entries()) {
        const mayRead = access.length === 0 || access.some((group) => drawn.asker.includes(group));
        if (!mayRead) expect(given).not.toContain(markOf(index));
      }
    }),
    { numRuns: 40 },
  );

test('nobody is given text of a document outside of their groups, by search, answers or what a model is told', () =>
  holds());

test('SABOTAGE: a search that forgets who asks is found out', async () => {
  const forgetful = (context: Context): Context => ({
    ...context,
    search: (options) => context.search({ ...options, filter: { groups } }),
  });
  await expect(holds(forgetful)).rejects.toMatchObject({ cause: { message: expect.stringMatching(/mark/) } });
});
