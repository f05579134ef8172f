import assert from 'node:assert/strict';
import type { ArticleContent } from '../article/article.ts';
import type { ArticleGenerator, Evidence } from '../article/article-generator.ts';
import type { IntentId, RunId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import type { ConformanceCase } from './run-conformance.ts';

const intent: Intent = {
  id: 'intent-1' as IntentId,
  version: 1,
  name: 'Cancel the Care plan',
  nameSource: 'person',
  nameKey: 'cancel the care plan',
  description: '',
  status: 'active',
  terms: ['cancel', 'plan'],
  exemplars: [],
  pins: [],
  createdAt: 0,
  createdBy: { kind: 'system', id: 'kit' },
  createdInRun: 'run-1' as RunId,
};

const reply = (number: number, text: string): Evidence => ({
  kind: 'reply',
  ticketId: `ticket-${number}` as never,
  messageId: `message-${number}` as never,
  text,
  resolved: true,
  language: 'en',
});
const guide =
  '1. Open the app and tap Care.\n2. Tap Manage plan.\n3. Tap Cancel plan and confirm with your PIN.';
const evidence: readonly Evidence[] = [
  reply(
    1,
    'Hi Gwen,\n\nOpen the app and tap Care. Then tap Manage plan and choose Cancel plan.\n\nBest, Ines',
  ),
  reply(
    2,
    'Hello Omar,\n\nplease open the app and tap Care. Tap Manage plan, then choose Cancel plan. I have refunded 9 EUR.\n\nCheers, Tobias',
  ),
  reply(
    3,
    'Open the app and tap Care. You get a confirmation by e-mail within one hour. Write to omar.haddad@example.com.',
  ),
  {
    kind: 'passage',
    versionId: 'version-1' as never,
    chunkId: 'chunk-1' as never,
    title: 'Cancelling the Care plan',
    text: guide,
    start: 40,
    page: 1,
    language: 'en',
  },
];
const questions = ['Omar Haddad here, my unicorn plan must end. How?'];

async function draft(
  generator: ArticleGenerator,
  options: Partial<Parameters<ArticleGenerator['generate']>[0]> = {},
): Promise<ArticleContent> {
  const result = await generator.generate({ intent, questions, evidence, ...options });
  assert.equal(result.status, 'drafted');
  return result.status === 'drafted' ? result.content : assert.fail();
}

const sentencesOf = (content: ArticleContent) => content.sections.flatMap(({ sentences }) => sentences);

/** What every article generator promises. */
export const articleGeneratorCases: readonly ConformanceCase<ArticleGenerator>[] = [
  {
    name: 'names itself with a version',
    async run(generator) {
      assert.match(generator.name, /^\S+@\S+$/u);
    },
  },
  {
    name: 'drafts steps, and a title for the intent',
    async run(generator) {
      const content = await draft(generator);
      assert.match(content.title, /cancel/iu);
      const steps = content.sections.find(({ key }) => key === 'steps');
      assert.ok(steps !== undefined && steps.sentences.length >= 2);
      const keys = content.sections.map(({ key }) => key);
      assert.equal(new Set(keys).size, keys.length, 'a section comes twice');
    },
  },
  {
    name: 'every sentence names places inside the evidence it was given',
    async run(generator) {
      for (const { text, evidence: spans } of sentencesOf(await draft(generator))) {
        assert.ok(spans.length > 0, `"${text}" has no evidence`);
        for (const span of spans) {
          const source = evidence.find((one) =>
            one.kind === 'reply'
              ? span.kind === 'reply' && one.messageId === span.messageId
              : span.kind === 'passage' && one.chunkId === span.chunkId,
          );
          const offset = source?.kind === 'passage' ? source.start : 0;
          assert.ok(source !== undefined, `"${text}" names a source that was not offered`);
          assert.ok(
            span.start >= offset && span.start < span.end && span.end <= offset + source.text.length,
            `"${text}" names a place outside its source`,
          );
        }
      }
    },
  },
  {
    name: 'copies nothing from the customers, and no names or addresses',
    async run(generator) {
      assert.doesNotMatch(
        JSON.stringify(await draft(generator)),
        /unicorn|omar|haddad|gwen|ines|tobias|@example/iu,
      );
    },
  },
  {
    name: 'says that there is too little evidence instead of writing',
    async run(generator) {
      const nothing = [reply(1, 'Thank you for your patience!'), reply(2, 'Hello, we are looking into it.')];
      const result = await generator.generate({ intent, questions, evidence: nothing });
      assert.equal(result.status, 'needs-evidence');
      if (result.status === 'needs-evidence') assert.notEqual(result.reason.trim(), '');
    },
  },
  {
    name: 'does not take replies that solved nothing for evidence',
    async run(generator) {
      const unresolved = evidence.flatMap((one) =>
        one.kind === 'reply' ? [{ ...one, resolved: false }] : [],
      );
      assert.equal(
        (await generator.generate({ intent, questions, evidence: unresolved })).status,
        'needs-evidence',
      );
    },
  },
  {
    name: 'with feedback on one section, revises the text before',
    async run(generator) {
      const previous = await draft(generator);
      const revised = await draft(generator, {
        previous,
        feedback: [{ section: 'steps', note: 'Please remove step 1.' }],
      });
      const steps = (content: ArticleContent) =>
        content.sections.find(({ key }) => key === 'steps')?.sentences.map(({ text }) => text) ?? [];
      assert.notDeepEqual(steps(revised), steps(previous));
    },
  },
  {
    name: 'changes nothing that it was given',
    async run(generator) {
      const given = structuredClone({ intent, questions, evidence });
      await draft(generator);
      assert.deepEqual({ intent, questions, evidence }, given);
    },
  },
];
