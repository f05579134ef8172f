import { generateText } from 'ai';
import { expect, test } from 'vitest';
import { adjudicateInstructions } from '../../intent/model/adjudicate.ts';
import { personalDataMask } from '../../model/mask-personal-data.ts';
import { type GoldTicket, goldLabels } from './gold-labels.ts';
import { shiftGranularity } from './shift-granularity.ts';
import { type SimulatedOracleOptions, simulatedOracle } from './simulated-oracle.ts';

const words = ['card', 'parcel', 'refund', 'password', 'invoice'];
const gold: readonly GoldTicket[] = Array.from({ length: 400 }, (_, at) => ({
  text: `${words[at % 5]} matter ${'abcdefghij'[at % 10]}${'klmnopqrst'[Math.floor(at / 10) % 10]}${'uvwxyz'[Math.floor(at / 100)]} ${at % 2 === 0 ? 'please' : 'thanks'}`,
  label: `handle ${words[at % 5]}`,
}));

function promptOf(tickets: readonly GoldTicket[], intents = words): string {
  const catalogue = intents.map((word, at) => `i${at + 1} Handle ${word}`).join('\n');
  const lines = tickets.map(({ text }, at) => `t${at + 1} ${text}`).join('\n');
  return `<catalogue>\n${catalogue}\n</catalogue>\n${lines}`;
}

function replyTo(options: Partial<SimulatedOracleOptions>, intents = words): string {
  return simulatedOracle({ gold, ...options }).respond([
    { role: 'system', content: `You are helpful.\n${adjudicateInstructions}` },
    { role: 'user', content: promptOf(gold, intents) },
  ]);
}

function handlesOf(reply: string): string[] {
  const { items }: { items: { is?: string[] }[] } = JSON.parse(reply);
  return items.map(({ is = [] }) => is[0] ?? '');
}

const right = gold.map((_, at) => `i${(at % 5) + 1}`);
const wrongShare = (handles: readonly string[]) =>
  handles.filter((handle, at) => handle !== right[at]).length / right.length;

test('answers from the gold labels, the same again every time', () => {
  expect(handlesOf(replyTo({}))).toEqual(right);
  expect(replyTo({ errorRate: 0.3, seed: 7 })).toBe(replyTo({ errorRate: 0.3, seed: 7 }));
  expect(replyTo({ errorRate: 0.3, seed: 7 })).not.toBe(replyTo({ errorRate: 0.3, seed: 8 }));
});

test('errs as often as told', () => {
  const close = (share: number) => expect(Math.abs(share - 0.2)).toBeLessThan(0.08);
  close(wrongShare(handlesOf(replyTo({ errorRate: 0.2 }))));
  close(handlesOf(replyTo({ unknownHandles: 0.2 })).filter((handle) => handle === 'i99999').length / 400);
  close(wrongShare(handlesOf(replyTo({ positionBias: 0.25 }))));
  close(handlesOf(replyTo({ falseNew: 0.2 })).filter((handle) => handle.startsWith('n')).length / 400);
  close(handlesOf(replyTo({ malformedItems: 0.2 })).filter((handle) => handle === '').length / 400);
  expect(replyTo({ falseQuotes: 1 })).toContain('as the customer never said');
});

test('refuses and breaks off whole replies', () => {
  expect(replyTo({ refusals: 1 })).toContain('sorry');
  expect(() => JSON.parse(replyTo({ malformedReplies: 1 }))).toThrow();
});

test('an error is one of the intents that can be seen; what is missing is proposed once', () => {
  const wrong = handlesOf(replyTo({ errorRate: 1, stubbornness: 1 }));
  expect(wrong.filter((handle, at) => handle === right[at])).toEqual([]);
  expect(new Set(wrong).isSubsetOf(new Set(right))).toBe(true);
  const { entries } = JSON.parse(replyTo({}, words.slice(0, 3)));
  expect(entries.map(({ name }: { name: string }) => name)).toEqual([
    'Ask about handle password',
    'Ask about handle invoice',
  ]);
});

test('knows a ticket again that was masked or clipped', () => {
  const text =
    'Please send the refund to ann@example.com. I wrote three times already. My parcel came back to your warehouse in June.';
  const labels = goldLabels([...gold, { text, label: 'refund' }]);
  expect(labels.find(personalDataMask().mask(text))?.label).toBe('refund');
  expect(labels.find('Please send the refund to ⟦EMAIL_1⟧. … My parcel came back')?.label).toBe('refund');
  expect(labels.find('Nothing of this kind')).toBeUndefined();
});

test('draws its lines between classes elsewhere when told', () => {
  const classes = (merge: number, split: number) =>
    new Set(shiftGranularity(gold, { merge, split }, 1).map(({ label }) => label)).size;
  expect(classes(0.4, 0)).toBe(3);
  expect(classes(0, 0.4)).toBe(7);
});

test('counts calls and tokens, with the prefix a provider would have cached', async () => {
  const oracle = simulatedOracle({ gold });
  const intents = Array.from({ length: 400 }, (_, at) => `thing ${at}`);
  for (const ticket of gold.slice(0, 2))
    await generateText({
      model: oracle.model,
      instructions: adjudicateInstructions,
      prompt: promptOf([ticket], intents),
    });
  const { calls, inputTokens, cachedInputTokens } = oracle.usage();
  expect(calls).toBe(2);
  expect(cachedInputTokens).toBeGreaterThan(inputTokens * 0.45);
});
