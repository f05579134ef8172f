import { expect, test } from 'vitest';
import { listPriceOf, listPrices } from './list-prices.ts';

const openai = 'https://api.openai.com/v1';
const google = 'https://generativelanguage.googleapis.com/v1beta/openai/';

test('every price says of when it is and where it was found; none stands twice', () => {
  for (const { asOf, source, input, output, cachedInput = input } of listPrices) {
    expect(new Date(asOf).toISOString().slice(0, 10)).toBe(asOf);
    expect(Date.parse(asOf)).toBeLessThan(Date.now());
    expect(new URL(source).protocol).toBe('https:');
    expect(cachedInput).toBeLessThanOrEqual(input);
    expect(output === 0 || output >= input).toBe(true);
  }
  const names = listPrices.map(({ host, model }) => `${host} ${model}`);
  expect(new Set(names).size).toBe(names.length);
});

test('a price is one of its endpoint: the same name elsewhere, or a name that is like it, has none', () => {
  expect(listPriceOf({ url: openai, model: 'gpt-4.1-mini' })).toMatchObject({ input: 0.4, output: 1.6 });
  expect(listPriceOf({ url: 'http://localhost:11434/v1', model: 'gpt-4.1-mini' })).toBeUndefined();
  expect(listPriceOf({ url: 'https://api.openai.com.example/v1', model: 'gpt-4.1-mini' })).toBeUndefined();
  expect(listPriceOf({ url: openai, model: 'gpt-4.1-mini-tuned' })).toBeUndefined();
  expect(listPriceOf({ url: 'no url', model: 'gpt-4.1-mini' })).toBeUndefined();
});

test('a price that its list ends on a day is unknown from the next one on', () => {
  const model = { url: google, model: 'gemini-3.8-flash' };
  expect(listPriceOf(model, Date.UTC(2026, 11, 31, 23))).toMatchObject({ input: 0.75 });
  expect(listPriceOf(model, Date.UTC(2027, 0, 1))).toBeUndefined();
});
