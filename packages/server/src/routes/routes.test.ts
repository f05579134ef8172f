import type { AssignmentId } from '@ticket-ai/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, type TestServer, testServer } from '../testing.ts';

const parcel = [
  'Where is my parcel',
  'My parcel has not arrived',
  'The parcel is late',
  'Parcel still not delivered',
  'My parcel is lost',
];
const refund = [
  'I want my money back',
  'Refund has not arrived',
  'Please refund my order',
  'When do I get the refund',
  'Refund my money please',
];
const help =
  '# Parcels\n\nA parcel takes three working days to arrive. A lost parcel is replaced free of charge.\n\n# Refunds\n\nA refund is paid within five days to the card you paid with.\n';

let server: TestServer;
let key: string;
let ticketIds: readonly string[];

const ask = (method: string, path: string, json?: unknown) =>
  server.ask(method, path, { key, ...(json === undefined ? {} : { json }) });
const read = async (path: string) => bodyOf(await ask('GET', path));
const items = async (path: string) => (await read(path)).items;

beforeAll(async () => {
  server = await testServer();
  key = await server.keyFor('admin');
  const tickets = [...parcel, ...refund].map((subject, index) => ({
    externalId: `T-${index}`,
    subject,
    createdAt: '2026-01-02T10:00:00Z',
  }));
  ticketIds = (await bodyOf(await ask('POST', '/api/tickets', { tickets }))).created as string[];
  await server.desk.documents.add({ source: 'parcels.md', bytes: new TextEncoder().encode(help) });
  await server.desk.settle();
});

afterAll(() => server.desk.close());

describe('tickets', () => {
  it('come in, and the same ones again change nothing', async () => {
    expect(ticketIds).toHaveLength(10);
    const again = await ask('POST', '/api/tickets', {
      tickets: [{ externalId: 'T-0', subject: parcel[0], createdAt: '2026-01-02T10:00:00Z' }],
    });
    expect(await bodyOf(again)).toEqual({ created: [], updated: [], unchanged: 1, rejected: [] });
  });

  it('are stored in the name of the key', async () => {
    const { ticket } = (await read('/api/tickets/T-0')) as { ticket: { ingestedBy: unknown } };
    expect(ticket.ingestedBy).toEqual({ kind: 'key', id: key.slice(4, 12) });
  });

  it('are listed page by page, without what only the library needs', async () => {
    const first = await read('/api/tickets?limit=6');
    const rest = await read(`/api/tickets?limit=6&cursor=${encodeURIComponent(String(first.cursor))}`);
    expect([(first.items as unknown[]).length, (rest.items as unknown[]).length, rest.cursor]).toEqual([
      6,
      4,
      undefined,
    ]);
    expect(JSON.stringify(first)).not.toContain('contentHash');
    expect(JSON.stringify(first)).not.toContain('messages');
  });

  it('are read with their conversation and why, by our id or their own', async () => {
    const byOwn = await read('/api/tickets/T-3');
    expect(byOwn).toMatchObject({
      ticket: { externalId: 'T-3', subject: parcel[3] },
      messages: [],
      why: expect.any(Array),
    });
    expect(await read(`/api/tickets/${ticketIds[3]}`)).toEqual(byOwn);
  });
});

describe('intents', () => {
  it('are found in the background and then listed, filed and counted', async () => {
    const started = await ask('POST', '/api/discoveries', { granularity: 'coarse' });
    expect(started.status).toBe(202);
    const location = started.headers.get('location') ?? '';
    expect(await read(location)).toMatchObject({ status: 'running', granularity: 'coarse' });
    await server.desk.settle();
    expect(await read(location)).toMatchObject({ status: 'done', finishedAt: expect.any(Number) });

    const intents = (await items('/api/intents')) as {
      id: string;
      name: string;
      ticketCount: number;
      path: string[];
    }[];
    expect(intents.length).toBeGreaterThan(0);
    const [largest] = intents;
    expect(await read(`/api/intents/${largest?.id}`)).toEqual(largest);
    expect(((await items(`/api/tickets?intentId=${largest?.id}&limit=500`)) as unknown[]).length).toBe(
      largest?.ticketCount,
    );
    const tree = (await items('/api/taxonomy')) as { ticketCount: number }[];
    const assigned = intents.reduce((sum, { ticketCount }) => sum + ticketCount, 0);
    expect(tree.reduce((sum, { ticketCount }) => sum + ticketCount, 0)).toBe(assigned);
    expect(((await items('/api/tickets?unassigned=true')) as unknown[]).length).toBe(10 - assigned);
  });
});

describe('taxonomy', () => {
  it('is previewed, changed and refused as a whole; suggestions are settled once', async () => {
    const create = { operations: [{ type: 'create', path: ['Fleet', 'Bills'] }] };
    expect(await bodyOf(await ask('POST', '/api/taxonomy/preview', create))).toMatchObject({
      changes: [
        { type: 'added', path: ['Fleet'] },
        { type: 'added', path: ['Fleet', 'Bills'] },
      ],
      tickets: 0,
      refused: [],
    });
    const [intent] = (await items('/api/intents')) as { id: string }[];
    const place = { type: 'place', intentId: intent?.id, path: ['Fleet', 'Bills', 'Monthly bill'] };
    const changed = await ask('POST', '/api/taxonomy/changes', { operations: [place] });
    expect([changed.status, JSON.stringify(await bodyOf(changed))]).toEqual([
      200,
      expect.stringContaining('Monthly bill'),
    ]);
    const half = {
      operations: [
        { type: 'create', path: ['Half'] },
        { type: 'remove', categoryId: 'gone' },
      ],
    };
    expect((await ask('POST', '/api/taxonomy/changes', half)).status).toBe(400);
    expect(JSON.stringify(await items('/api/taxonomy'))).not.toContain('Half');
    const store = await server.desk.store();
    const operation = {
      ...place,
      path: ['Fleet', 'Bills', 'Yearly bill'],
      source: 'model',
      reason: 'It fits.',
    };
    await store.transaction((transaction) =>
      transaction.suggestions.insert([
        {
          id: 'suggestion',
          version: 1,
          kind: 'taxonomy-place',
          key: 'k',
          operation: JSON.stringify({ version: 1, operation }),
          status: 'open',
          raisedAt: 0,
          raisedBy: { kind: 'model', id: 'm' },
        },
      ]),
    );
    expect(await items('/api/suggestions')).toMatchObject([
      { sentence: expect.stringContaining('Yearly bill') },
    ]);
    expect((await ask('POST', '/api/suggestions/suggestion/accept')).status).toBe(200);
    expect((await ask('POST', '/api/suggestions/suggestion/reject')).status).toBe(409);
    expect(JSON.stringify(await items('/api/taxonomy'))).toContain('Yearly bill');
  });
});

describe('changes of intents', () => {
  it('are previewed, made, explained and taken back', async () => {
    const [first] = (await items('/api/intents')) as { id: string; name: string }[];
    const change = { type: 'rename', intentId: first?.id, name: 'By hand' };
    const seen = await ask('POST', '/api/intents/preview', { change });
    expect(await bodyOf(seen)).toMatchObject({ intents: [{ name: first?.name, nameAfter: 'By hand' }] });
    const made = await ask('POST', '/api/intents/changes', { change, reason: 'clearer' });
    expect(await bodyOf(made)).toMatchObject({ intents: [{ id: first?.id, name: 'By hand', pinned: true }] });
    const { history } = await read(`/api/intents/${first?.id}/lineage`);
    expect((history as unknown[]).at(-1)).toMatchObject({
      type: 'intent-renamed',
      reason: 'clearer',
      undone: false,
    });
    expect(await bodyOf(await ask('POST', '/api/intents/undo', {}))).toMatchObject({
      type: 'intent-renamed',
    });
    expect(await read(`/api/intents/${first?.id}`)).toMatchObject({ name: first?.name });
    expect((await ask('POST', '/api/intents/changes', { change: { type: 'retire' } })).status).toBe(400);
    expect(await items('/api/alerts')).toEqual([]);
  });
});

describe('runs', () => {
  it('look at all tickets anew, are compared, promoted, rolled back and dropped', async () => {
    const started = await ask('POST', '/api/runs', { seed: 2 });
    expect(started.status).toBe(202);
    await server.desk.settle();
    const location = started.headers.get('location') ?? '';
    expect(await read(location)).toMatchObject({ kind: 'recluster', status: 'candidate' });
    expect(await read(`${location}/diff`)).toMatchObject({ change: { released: 0 }, cost: { calls: 0 } });
    expect((await ask('POST', `${location}/promote`)).status).toBe(200);
    const { activeRunId } = await read('/api/runs');
    expect(location.endsWith(String(activeRunId))).toBe(true);
    expect((await ask('POST', '/api/runs/rollback')).status).toBe(200);
    expect((await ask('POST', `${location}/drop`)).status).toBe(200);
    expect((await ask('POST', `${location}/promote`)).status).toBe(409);
  });
});

describe('what models cost', () => {
  it('is for admins: not in runs, tickets and previews of others', async () => {
    const store = await server.desk.store();
    const [ticket] = (await server.desk.tickets.list()).items;
    const [made] = (await store.assignments.find({ where: { ticketId: ticket!.ticket.id } })).items;
    const paid = { id: 'paid' as AssignmentId, sequence: 99, trace: { ...made!.trace, costUsd: 0.25 } };
    await store.transaction((transaction) => transaction.assignments.insert([{ ...made!, ...paid }]));
    const run = (await ask('POST', '/api/runs', { seed: 3 })).headers.get('location') ?? '';
    await server.desk.settle();
    const paths = [`/api/tickets/${ticket!.ticket.id}`, `${run}/diff`];
    const seenBy = async (role: 'admin' | 'editor') => {
      const own = await server.keyFor(role);
      const replies = await Promise.all(paths.map((path) => server.ask('GET', path, { key: own })));
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
      return Promise.all(replies.map((reply) => reply.text()));
    };
    expect(await seenBy('admin')).toEqual([
      expect.stringContaining('"costUsd":0.25'),
      expect.stringContaining('"usd":'),
    ]);
    for (const text of await seenBy('editor')) expect(text).not.toMatch(/usd/i);
    const viewer = await server.keyFor('viewer');
    for (const path of ['/api/intents/preview', '/api/taxonomy/preview'])
      expect((await server.ask('POST', path, { key: viewer, json: {} })).status).toBe(403);
  });
});

describe('a ticket that is erased', () => {
  it('loses its texts, in the name of an admin only', async () => {
    const editor = await server.keyFor('editor');
    expect((await server.ask('DELETE', '/api/tickets/T-9/texts', { key: editor })).status).toBe(403);
    const reply = await ask('DELETE', '/api/tickets/T-9/texts');
    expect([reply.status, await bodyOf(reply)]).toEqual([202, { ticketIds: [ticketIds[9]] }]);
    await server.desk.settle();
    expect((await read('/api/tickets/T-9')).ticket).toMatchObject({ subject: '' });
    expect((await ask('DELETE', '/api/tickets/nothing/texts')).status).toBe(404);
  });
});

describe('answers', () => {
  it('carry quotes with their place', async () => {
    const answer = await bodyOf(
      await ask('POST', '/api/answers', { question: 'How long does a parcel take to arrive?' }),
    );
    expect(answer).toMatchObject({ status: 'answered', createdAt: expect.any(Number) });
    const [{ citations }] = answer.sentences as [
      { citations: [{ quote: string; source: string; start: number; end: number }] },
    ];
    expect(citations[0]).toMatchObject({ source: 'parcels.md', page: 1 });
    expect(help).toContain(citations[0].quote);
  });

  it('are not known when the documents do not say', async () => {
    expect(
      await bodyOf(await ask('POST', '/api/answers', { question: 'Do you sell bicycles in Norway?' })),
    ).toMatchObject({ status: 'abstained', sentences: [] });
  });

  it('use only documents the asker may read', async () => {
    const bytes = new TextEncoder().encode(
      '# Salaries\n\nThe salary of the managing director is nine thousand crowns.\n',
    );
    await server.desk.documents.add({ source: 'salaries.md', bytes, access: ['board'] });
    await server.desk.settle();
    const asked = await ask('POST', '/api/answers', {
      question: 'What is the salary of the managing director?',
    });
    expect(await asked.text()).not.toContain('nine thousand');
  });

  it('need one of question and ticket', async () => {
    for (const json of [
      {},
      { question: '' },
      { question: 'a', ticketId: 'b' },
      { question: 'a', groups: ['board'] },
    ]) {
      expect((await ask('POST', '/api/answers', json)).status).toBe(400);
    }
    expect(await bodyOf(await ask('POST', '/api/answers', { ticketId: ticketIds[1] }))).toMatchObject({
      ticketId: ticketIds[1],
    });
  });
});

describe('jobs', () => {
  it('are listed and read, without their payload', async () => {
    const [first] = (await items('/api/jobs?status=done&limit=1')) as { id: string }[];
    expect(first).toMatchObject({ status: 'done', attempts: expect.any(Number) });
    expect(first).not.toHaveProperty('payload');
    expect(await read(`/api/jobs/${first?.id}`)).toEqual(first);
  });
});
