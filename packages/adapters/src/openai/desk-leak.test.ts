import {
  createTicketAI,
  modelAnswerGenerator,
  modelClusterer,
  modelTaxonomy,
  type TicketDraft,
} from '@ticket-ai/core';
import { type ChatMessage, simulatedOracle, simulatedProvider } from '@ticket-ai/core/testing';
import { expect, test } from 'vitest';
import { openaiEmbeddingModel, openaiLanguageModel } from './index.ts';

/** Rare words, so that finding one in what was sent can mean nothing else. */
const people = ['Quillon Brackwater', 'Ysolde Farnsworthy', 'Zebulon Hartigrave'] as const;
const secrets = [
  'q.brackwater@quagmire.example',
  'sk-Zq7Kp2Lm9Xw4Rt6Yb1Nc8Vd3',
  'hunter2!zx',
  '198.51.100.77',
  '4242 4242 4242 4242',
  'DE89 3704 0044 0532 0130 00',
  '+49 30 5550 1234',
] as const;

const matters = {
  parcel: [
    'Where is the parcel',
    'has my parcel been lost',
    'the parcel is late again',
    'no parcel came today',
  ],
  refund: [
    'When is the refund paid',
    'is the refund on its way',
    'a refund is still missing',
    'no refund was paid',
  ],
  login: ['I cannot log in', 'the login is rejected', 'the login page is broken', 'my login does not work'],
} as const;

/** The same customer writes about the same matter again and again: the name becomes a telling word of it. */
const drafts: readonly (TicketDraft & { readonly matter: string })[] = Object.entries(matters).flatMap(
  ([matter, sentences], at) => {
    const name = people[at] ?? '';
    const [given = '', family = ''] = name.split(' ');
    return Array.from({ length: 12 }, (_, row) => ({
      matter,
      externalId: `${matter}-${row}`,
      requester: row % 2 === 0 ? name : `${given}.${family}@quagmire.example`.toLowerCase(),
      subject: `${family}: ${sentences[row % 4] ?? ''}`,
      messages: [
        {
          role: 'customer' as const,
          text: `Hello,\n${sentences[(row + 1) % 4] ?? ''}, ${given} here, number ${row}. I am ${secrets[row % secrets.length] ?? ''}; my password: ${secrets[2]}.\nThe ${matter} of ${given} ${family} matters.\n\nRegards,\n${given}`,
        },
        { role: 'agent' as const, text: `Dear ${given},\nwe look after the ${matter} of ${family}.` },
      ],
    }));
  },
);

const oracle = simulatedOracle({
  gold: drafts.map(({ subject = '', messages = [], matter }) => ({
    text: `${subject}\n${messages[0]?.text ?? ''}`,
    label: matter,
  })),
});

/** Every second reply is refused, and repeats all it was shown, so that repairs go out too. */
function provider() {
  let calls = 0;
  return simulatedProvider({
    respond(messages: readonly ChatMessage[]) {
      calls += 1;
      const shown = messages.at(-1)?.content ?? '';
      if (calls % 2 === 0) return oracle.respond(messages);
      const item = { id: 'g1', is: shown, odd: [], quote: shown, name: shown, in: shown };
      const entry = { key: shown, name: shown, description: shown, nearest: '', differs: shown };
      return JSON.stringify({ entries: [entry], items: [item], sentences: shown, categories: shown });
    },
    embed: (text) => [1, ...[...matters.parcel[0]].map((_, at) => (text.charCodeAt(at) % 7) / 7)],
  });
}

function expectNoLeak(received: readonly { readonly body: string }[]) {
  const sent = received.map(({ body }) => JSON.stringify(JSON.parse(body)).toLowerCase()).join('\n');
  const words = people.flatMap((name) => name.split(' '));
  const found = [...words, ...secrets].filter((secret) => sent.includes(secret.toLowerCase()));
  expect(found).toEqual([]);
}

const isRepair = ({ body }: { readonly body: string }) => /Your last reply/.test(body);

/** A desk all of whose models are that provider. */
function openDesk() {
  const simulated = provider();
  const endpoint = {
    url: 'https://loopback.example/v1',
    fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) =>
      simulated.handle(new Request(input, init)),
  };
  const desk = createTicketAI({
    model: openaiLanguageModel({ ...endpoint, model: 'parrot' }),
    embeddingModel: openaiEmbeddingModel({ ...endpoint, model: 'embedder' }),
    clusterer: modelClusterer(),
    taxonomy: modelTaxonomy({ fewestIntents: 1 }),
    answerGenerator: modelAnswerGenerator(),
  });
  return { desk, received: simulated.received };
}

test('a discovery sends no name and no secret, neither in prompts nor in their repairs nor to be embedded', async () => {
  const { desk, received } = openDesk();
  await desk.ingest(drafts.map(({ matter: _, ...draft }) => draft));
  await desk.discover();
  expect(received.some(({ path }) => path.endsWith('/embeddings'))).toBe(true);
  expect(received.some(isRepair)).toBe(true);
  expect(received.some(({ body }) => /12 tickets|tickets: /.test(body))).toBe(true);
  expectNoLeak(received);
});

test('intents found without a model are called by nobody’s name, so none is sent with the catalogue', async () => {
  const desk = createTicketAI();
  await desk.ingest(drafts.map(({ matter: _, ...draft }) => draft));
  await desk.discover();
  const intents = await desk.intents.list();
  expect(intents.length).toBeGreaterThan(1);
  expectNoLeak(intents.map(({ name, description }) => ({ body: JSON.stringify({ name, description }) })));
});

test('nor do a stream that a model decides, and answers', async () => {
  const { desk, received } = openDesk();
  await desk.discover();
  await desk.ingest(drafts.map(({ matter: _, ...draft }) => draft));
  await desk.settle();
  await desk.discover();
  const before = received.length;
  await desk.documents.add({
    bytes: new TextEncoder().encode('# Parcels\n\nA parcel that is late is looked for after five days.\n'),
    source: 'parcels.md',
  });
  const asking = { requester: people[0], body: 'How long is the late parcel of Brackwater looked for?' };
  await desk.ingest([{ ...asking, externalId: 'asking' }]);
  await desk.answer({ ticketId: (await desk.tickets.get('asking')).ticket.id });
  expect(received.length).toBeGreaterThan(before);
  expect(received.some(isRepair)).toBe(true);
  expectNoLeak(received);
});
