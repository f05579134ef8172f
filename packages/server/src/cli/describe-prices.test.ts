import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { describePrices } from './describe-prices.ts';

const read = (variables: Readonly<Record<string, string>>) =>
  describePrices(readConfig({}, variables).model!);

test('says of when a list price is and where it was found, and which one is set or unknown', () => {
  const openai = { TICKET_AI_MODEL_URL: 'https://api.openai.com/v1', TICKET_AI_MODEL: 'gpt-4.1-mini' };
  const embedding = { ...openai, TICKET_AI_EMBEDDING_MODEL: 'text-embedding-3-small' };
  expect(read(embedding)).toMatch(
    /^gpt-4\.1-mini: 0\.4\/1\.6 USD a million tokens, list of 2026-06-21 \(https:.*\); text-embedding-3-small: 0\.02 USD/,
  );
  expect(read({ ...openai, TICKET_AI_MODEL_PRICE: '1/2' })).toBe(
    'gpt-4.1-mini: 1/2 USD a million tokens, as set',
  );
});

test('a model without a known price is said to be one', () => {
  const router = { TICKET_AI_MODEL_URL: 'https://openrouter.ai/api/v1', TICKET_AI_MODEL: 'maker/small' };
  expect(read(router)).toBe(
    'maker/small: price unknown, no money is counted (TICKET_AI_MODEL_PRICE); what OpenRouter says a reply cost is counted',
  );
});
