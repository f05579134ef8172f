import { inspect } from 'node:util';
import { modelClient, openModels } from '@ticket-ai/core';
import { serveLoopback } from '@ticket-ai/core/node';
import { simulatedLedger, simulatedProvider, stillClock } from '@ticket-ai/core/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { openaiLanguageModel } from './index.ts';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const letters = (alphabet: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
const lower = 'abcdefghijklmnopqrstuvwxyz';
const any = `${lower}ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789`;

/** A number with the check digit of cards behind it. */
function withLuhn(number: string): string {
  const sum = [...number].reverse().reduce((total, digit, at) => {
    const counted = at % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return `${number}${(10 - (sum % 10)) % 10}`;
}

/** A German IBAN with its check digits. */
function withCheckDigits(account: string): string {
  const check = 98n - (BigInt(`${account}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${account}`;
}

const spaced = (text: string, separator: string) => text.replace(/(.{4})(?=.)/g, `$1${separator}`);

/** What must not leave, and the words around it. */
const secrets = fc.oneof(
  fc
    .tuple(letters(lower, 6), letters(lower, 5))
    .map(([name, host]) => ({ secret: `${name}@${host}.example`, text: '' })),
  digits(7).map((rest) => ({ secret: `+49 30 ${rest}`, text: 'call ' })),
  fc.tuple(digits(14), fc.constantFrom('', ' ', '-')).map(([rest, separator]) => ({
    secret: spaced(withLuhn(`4${rest}`), separator),
    text: 'card ',
  })),
  fc.tuple(digits(18), fc.constantFrom('', ' ')).map(([account, separator]) => ({
    secret: spaced(withCheckDigits(account), separator),
    text: 'IBAN ',
  })),
  fc.tuple(fc.nat(255), fc.nat(255)).map(([one, two]) => ({ secret: `10.${one}.${two}.201`, text: 'host ' })),
  digits(4).map((group) => ({ secret: `2001:db8::${group}:1`, text: 'host ' })),
  letters(any, 24).map((rest) => ({ secret: `sk-${rest}`, text: 'key ' })),
  letters(any, 9).map((rest) => ({ secret: `${rest}7!x`, text: 'my password: ' })),
  letters(lower, 8).map((rest) => ({ secret: `${rest}:${rest}9`, text: 'https://' })),
  letters(lower, 7).map((name) => ({ secret: `Q${name}`, text: 'my name is ' })),
);
const closings = fc.constantFrom(' ', '. ', ', "', ')\n', ' and ');

/** Repeats everything it is shown, so that whatever could come back does. */
const parrot = (messages: readonly { readonly content: string }[]) => {
  const shown = messages.at(-1)?.content ?? '';
  return JSON.stringify({
    items: [
      { id: 't1', is: shown },
      { id: 't2', is: shown },
    ],
  });
};

async function sortTickets(texts: readonly string[], url: string, fetch?: typeof globalThis.fetch) {
  const model = openaiLanguageModel({ url, model: 'parrot', ...(fetch === undefined ? {} : { fetch }) });
  const models = openModels({
    client: modelClient({ model, clock: stillClock() }),
    ledger: await simulatedLedger(),
  });
  const seen: string[] = [];
  const replies = await models.generateItems({
    purpose: 'adjudicate',
    instructions: 'Sort the tickets.',
    items: texts.map((text, at) => ({ handle: `t${at + 1}`, text: `t${at + 1} ${text}` })),
    item: z.object({ is: z.string() }),
    // Repeats what came back in the reason, which goes out again with the repair.
    check: ({ is }) => (seen.push(is) > 2 ? undefined : `unknown: ${is}`),
  });
  const error: unknown = await models
    .generate({
      purpose: 'answer',
      instructions: 'Answer.',
      prompt: texts.join('\n'),
      schema: z.object({
        items: z.array(
          z.object({ is: z.string().refine(() => false, { error: ({ input }) => `no: ${String(input)}` }) }),
        ),
      }),
    })
    .catch((caught: unknown) => caught);
  return { replies, seen, error };
}

test('no personal data arrives at a provider: not with the first request, not with a repair, not in an error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(secrets, closings), { minLength: 1, maxLength: 6 }), async (found) => {
      const provider = simulatedProvider({ respond: parrot });
      const ticket = found
        .map(
          ([{ secret, text }, closing]) =>
            `${text}${secret}${/https/.test(text) ? '@host.example' : ''}${closing}`,
        )
        .join('');
      const repeated = `It was ${found.map(([{ secret }]) => secret).join(' or ')}.`;
      const { seen, error } = await sortTickets(
        [ticket, repeated],
        'https://loopback.example/v1',
        (input, init) => provider.handle(new Request(input, init)),
      );
      expect(provider.received).toHaveLength(4);
      const sent = provider.received.map(({ body }) => String(JSON.stringify(JSON.parse(body)))).join('\n');
      for (const [{ secret }] of found) {
        expect(sent).not.toContain(secret);
        expect(sent.replace(/[ -]/g, '')).not.toContain(secret.replace(/[ -]/g, ''));
        expect(inspect(error, { depth: 9 })).not.toContain(secret);
        // It came back to us, though.
        expect(seen[0]).toContain(secret);
      }
    }),
    { numRuns: 120 },
  );
});

test('over a real connection too', async () => {
  const provider = simulatedProvider({ respond: parrot });
  const server = await serveLoopback(provider.handle);
  const { seen } = await sortTickets(
    ['card 4242 4242 4242 4242', 'Dear Ann,\nring 030 5550 1234'],
    `${server.url}/v1`,
  );
  await server.close();
  expect(provider.received).toHaveLength(4);
  const sent = provider.received.map(({ body, headers }) => body + JSON.stringify(headers)).join('\n');
  for (const secret of ['4242', 'Ann', '5550']) {
    expect(sent).not.toContain(secret);
    expect(seen[0]).toContain(secret);
  }
});
