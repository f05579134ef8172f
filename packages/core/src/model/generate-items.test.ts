import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import {
  type ScriptedReply,
  type SeenRequest,
  scriptedModel,
  simulatedLedger,
  stillClock,
} from '../testing/index.ts';
import { modelClient } from './model-client.ts';
import { openModels } from './models.ts';

const texts = ['card lost', 'refund for eve@example.com', 'password forgotten'];
const items = texts.map((text, at) => ({ handle: `t${at + 1}`, text: `t${at + 1} ${text}` }));
const item = z.object({ is: z.string() });
const entry = z.object({ key: z.string(), name: z.string() });

type Script = (string | ScriptedReply | ((request: SeenRequest) => string))[];

async function open(script: Script, budget = {}) {
  const { model, seen } = scriptedModel(...script);
  const ledger = await simulatedLedger(budget);
  const models = openModels({ client: modelClient({ model, clock: stillClock() }), ledger });
  const ask = () =>
    models.generateItems({
      purpose: 'adjudicate',
      instructions: 'Sort.',
      prefix: 'i1 Lost card',
      items,
      item,
      entry,
      check: ({ is }, { entries }) =>
        is === 'i1' || entries.some(({ key }) => key === is) ? undefined : `${is} was not offered`,
    });
  return { ask, seen, ledger };
}

const reply = (said: Readonly<Record<string, string>>, entries: readonly unknown[] = []) =>
  JSON.stringify({ entries, items: Object.entries(said).map(([id, is]) => ({ id, is })) });

const values = (replies: Awaited<ReturnType<Awaited<ReturnType<typeof open>>['ask']>>) =>
  [...replies].map(([handle, given]) => [handle, 'value' in given ? given.value.is : 'abstained']);

test('gives every item its reply, in the order of the items, with the entries it may refer to', async () => {
  const refund = { key: 'n1', name: 'Refund' };
  const { ask, seen } = await open([reply({ t3: 'i1', t1: 'i1', t2: 'n1' }, [refund, { key: 'n2' }])]);
  const replies = await ask();
  expect(values(replies)).toEqual([
    ['t1', 'i1'],
    ['t2', 'n1'],
    ['t3', 'i1'],
  ]);
  expect(replies.get('t2')).toEqual({ value: { is: 'n1' }, entries: [refund] });
  expect(seen).toHaveLength(1);
  expect(seen[0]?.prompt.startsWith('i1 Lost card\n\nt1 card lost\n')).toBe(true);
});

test('asks again for the items that failed only, each with its reason, and keeps the others', async () => {
  const broken = JSON.stringify({ items: [{ id: 't1', is: 'i1' }, { id: 't2', is: 'i7' }, { id: 't3' }] });
  const { ask, seen } = await open([broken, reply({ t2: 'i1' })]);
  expect(values(await ask())).toEqual([
    ['t1', 'i1'],
    ['t2', 'i1'],
    ['t3', 'abstained'],
  ]);
  const [, repair] = seen.map(({ prompt }) => prompt);
  expect(repair).toContain('i1 Lost card\n\nt2 refund');
  expect(repair).toContain('- t2: i7 was not offered');
  expect(repair).toContain('- t3: ');
  expect(repair).not.toContain('card lost');
});

test.each<[string, Script[number]]>([
  ['a refusal', 'I am sorry, but I cannot help with that.'],
  ['an empty reply', { text: '', finish: 'content-filter' }],
  ['a reply of another form', '[1, 2]'],
  ['items that nobody asked about', reply({ t9: 'i1', __proto__: 'i1' })],
])('%s makes every item an abstention, and no error', async (_name, said) => {
  const { ask, seen } = await open([said]);
  expect(values(await ask())).toEqual(items.map(({ handle }) => [handle, 'abstained']));
  expect(seen).toHaveLength(2);
});

test('a reply that was cut off counts as far as it goes: what stands last may not be whole', async () => {
  const whole = reply({ t1: 'i1', t2: 'i1', t3: 'i1' });
  const { ask, seen } = await open([
    { text: whole.slice(0, whole.lastIndexOf('i1') + 1), finish: 'length' },
    reply({ t3: 'i1' }),
  ]);
  expect(values(await ask())).toEqual(items.map(({ handle }) => [handle, 'i1']));
  expect(seen[1]?.prompt).not.toContain('t2 refund');
});

test('JSON in a fence, with words around it, is read as well', async () => {
  const { ask, seen } = await open([
    `Here you are:\n\`\`\`json\n${reply({ t1: 'i1', t2: 'i1', t3: 'i1' })}\n\`\`\`\nAnything else?`,
  ]);
  expect(values(await ask())).toEqual(items.map(({ handle }) => [handle, 'i1']));
  expect(seen).toHaveLength(1);
});

test('two different replies to one item are no reply', async () => {
  const twice = JSON.stringify({ items: ['i1', 'n1', 'i1'].map((is) => ({ id: 't1', is })) });
  const { ask } = await open([twice]);
  expect((await ask()).get('t1')).toEqual({ abstained: 'the reply says two things of it' });
});

test('when nothing is left for the repair, what was answered stays', async () => {
  const { ask, seen } = await open([reply({ t1: 'i1' })], { perDay: { calls: 1 } });
  expect(values(await ask())[0]).toEqual(['t1', 'i1']);
  expect(seen).toHaveLength(1);
});

test('a first call that does not fit the budget is an error: nothing is known', async () => {
  const { ask } = await open([''], { perDay: { calls: 0 } });
  await expect(ask()).rejects.toMatchObject({ code: 'budget-exhausted' });
});

test('asked again, the same items cost nothing, repair included', async () => {
  const { ask, seen, ledger } = await open([reply({ t1: 'i1', t2: 'i7' }), reply({ t2: 'i1', t3: 'i1' })]);
  const first = await ask();
  expect(await ask()).toEqual(first);
  expect(seen).toHaveLength(2);
  expect(await ledger.spent('workspace')).toMatchObject({ calls: 2 });
});

test('personal data leaves neither with the items nor with the reasons of a repair', async () => {
  const { ask, seen } = await open([reply({ t1: 'i1', t2: '⟦EMAIL_1⟧', t3: 'i1' })]);
  expect((await ask()).get('t2')).toEqual({ abstained: 'eve@example.com was not offered' });
  expect(seen).toHaveLength(2);
  expect(JSON.stringify(seen)).not.toContain('eve@');
});

test('whatever comes back, every item is answered or abstained, and never by what was not offered', async () => {
  const garbage = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .tuple(
        fc.array(fc.record({ id: fc.constantFrom('t1', 't2', 't9'), is: fc.constantFrom('i1', 'i2', 3) })),
        fc.nat(200),
      )
      .map(([said, cut]) => JSON.stringify({ items: said }).slice(0, cut)),
  );
  await fc.assert(
    fc.asyncProperty(garbage, garbage, async (first, second) => {
      const { ask } = await open([first, second]);
      const replies = await ask();
      expect([...replies.keys()]).toEqual(['t1', 't2', 't3']);
      for (const given of replies.values()) if ('value' in given) expect(given.value).toEqual({ is: 'i1' });
    }),
    { numRuns: 60 },
  );
});

test('an entry is for everybody: personal data of one ticket is left out of it', async () => {
  const named = { key: 'n1', name: 'Refund ⟦EMAIL_1⟧ at once' };
  const { ask } = await open([reply({ t1: 'i1', t2: 'n1', t3: 'i1' }, [named])]);
  expect((await ask()).get('t2')).toEqual({
    value: { is: 'n1' },
    entries: [{ key: 'n1', name: 'Refund at once' }],
  });
});
