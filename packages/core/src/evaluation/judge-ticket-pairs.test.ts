import { expect, it } from 'vitest';
import type { TicketId } from '../ids.ts';
import { type SeenRequest, scriptedModel } from '../testing/scripted-model.ts';
import { simulatedModels } from '../testing/simulated-models.ts';
import { judgeTicketPairs } from './judge-ticket-pairs.ts';

const ticket = (id: number, text: string) => ({ ticketId: `t${id}` as TicketId, text });
const pairs = Array.from({ length: 24 }, (_, at) => ({
  a: ticket(2 * at, `where is my card ${at}`),
  b: ticket(2 * at + 1, at % 2 === 0 ? `card not here ${at}` : `close my account ${at}`),
}));

/** Reads the pairs of a prompt and says of each what `judge` says. */
function judging(judge: (a: string, b: string) => string | undefined) {
  return scriptedModel(({ prompt }: SeenRequest) => {
    const shown = [...prompt.matchAll(/^(p\d+)\na: (.*)\nb: (.*)$/gm)];
    const items = shown.flatMap(([, id, a = '', b = '']) => {
      const is = judge(a, b);
      return is === undefined ? [] : [{ id, is }];
    });
    return JSON.stringify({ entries: [], items });
  });
}

const isCard = (text: string) => text.includes('card');

it('asks for each pair in both orders and keeps what holds in both', async () => {
  const { model, seen } = judging((a, b) => (isCard(a) && isCard(b) ? 'same' : 'different'));
  const progress: number[] = [];
  const judged = await judgeTicketPairs({
    models: await simulatedModels({ model }),
    pairs,
    onJudged: (verdicts) => progress.push(verdicts.length),
  });
  expect(judged.verdicts).toEqual(pairs.map((_, at) => (at % 2 === 0 ? 'same' : 'different')));
  expect(judged).toMatchObject({ kappa: 1, clear: 24 });
  expect(seen).toHaveLength(4);
  expect(progress).toEqual([20, 24]);
});

it('finds out a judge that looks at the place and not at the ticket', async () => {
  const { model } = judging((a) => (isCard(a) ? 'same' : 'different'));
  const { verdicts, kappa } = await judgeTicketPairs({ models: await simulatedModels({ model }), pairs });
  expect(verdicts.filter((verdict) => verdict === 'unsure')).toHaveLength(12);
  expect(kappa).toBeLessThan(0.1);
});

it('gives no verdict where the model leaves a pair out or says it in no form', async () => {
  const { model } = judging((_, b) => (b.endsWith(' 0') ? undefined : b.endsWith(' 2') ? 'maybe' : 'same'));
  const { verdicts } = await judgeTicketPairs({
    models: await simulatedModels({ model }),
    pairs: pairs.slice(0, 4),
  });
  expect(verdicts).toEqual([undefined, 'same', undefined, 'same']);
});

it('hands out what was judged before a later call fails', async () => {
  let calls = 0;
  const { model } = judging(() => 'same');
  const kept: unknown[] = [];
  const models = await simulatedModels({ model });
  const failing: typeof models = {
    ...models,
    generateItems: (request) => {
      calls += 1;
      return calls > 2 ? Promise.reject(new Error('no money left')) : models.generateItems(request);
    },
  };
  const judged = judgeTicketPairs({
    models: failing,
    pairs,
    onJudged: async (verdicts) => {
      kept.push(...verdicts);
    },
  });
  await expect(judged).rejects.toThrow('no money left');
  expect(kept).toEqual(new Array(20).fill('same'));
});
