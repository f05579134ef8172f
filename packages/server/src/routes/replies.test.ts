import { memoryAuthVerifier, type Role, type WorkspaceId } from '@ticket-ai/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../client.ts';
import { onLoopback, type TestServer, testServer } from '../testing.ts';

let server: TestServer;
let loopback: Awaited<ReturnType<typeof onLoopback>>;
let agent: Client;
let member: Client;
let ticketId = '';
const refusal = (status: number) => expect.objectContaining({ status });

beforeAll(async () => {
  const principal = {
    actor: { kind: 'person' as const, id: 'eve' },
    workspaceId: 'default' as WorkspaceId,
    role: 'agent' as Role,
    groups: ['board'],
  };
  server = await testServer({
    work: 'inline',
    identity: memoryAuthVerifier([{ value: 'token-of-eve', principal }]),
  });
  loopback = await onLoopback(server);
  agent = await loopback.clientFor('agent');
  member = loopback.clientWith('token-of-eve');
  const bytes = (text: string) => new TextEncoder().encode(text);
  await server.desk.documents.add({
    source: 'refunds.md',
    bytes: bytes('# Refunds\n\nA refund takes five working days.\n'),
  });
  await server.desk.documents.add({
    source: 'plan.md',
    bytes: bytes('# Vouchers\n\nA canary voucher is worth nine euros.\n'),
    access: ['board'],
  });
  const { created } = await server.desk.ingest([
    { externalId: 'r-1', subject: 'How long does a refund take?' },
    { externalId: 'v-1', subject: 'What is a canary voucher worth?' },
  ]);
  ticketId = created[0] ?? '';
});
afterAll(async () => {
  await loopback.close();
  await server.desk.close();
});

describe('suggested replies over HTTP', () => {
  it('are suggested, sent, and come back', async () => {
    const { id } = await agent.replies.suggest(ticketId);
    expect((await agent.replies.list('r-1')).items).toMatchObject([
      { answer: { id, ticketId }, standing: 'open', withheld: 0, outcomes: [] },
    ]);
    expect(await agent.replies.record(id, { verdict: 'sent' })).toMatchObject({
      answerId: id,
      verdict: 'sent',
      actor: { kind: 'key' },
    });
    await expect(agent.replies.record(id, { verdict: 'rejected', reason: 'No' })).rejects.toMatchObject({
      status: 409,
      code: 'invalid-transition',
    });
    await agent.replies.record(id, { verdict: 'reopened', reason: 'Still waiting' });
    expect((await agent.replies.list(ticketId)).items[0]).toMatchObject({
      standing: 'reopened',
      outcomes: [{ verdict: 'sent' }, { verdict: 'reopened', note: 'Still waiting' }],
    });
  });

  it('are counted', async () => {
    const from = Date.now();
    const [first, second] = [await agent.replies.suggest(ticketId), await agent.replies.suggest(ticketId)];
    await agent.replies.record(first.id, { verdict: 'edited', text: 'A refund takes five working weeks.' });
    await agent.replies.record(second.id, { verdict: 'rejected', reason: 'Weeks, not days' });
    expect(await agent.replies.counts({ from })).toMatchObject({
      sent: 0,
      edited: 1,
      rejected: 1,
      sentUnchanged: 0,
      assisted: 0.5,
    });
    expect(await agent.replies.counts({ below: 1 })).toEqual({
      sent: 0,
      edited: 0,
      rejected: 0,
      reopened: 0,
    });
  });

  it('want a reason, a text, a verdict that there is, and an answer', async () => {
    const { id } = await agent.replies.suggest(ticketId);
    const key = await server.keyFor('agent');
    for (const json of [
      { verdict: 'rejected' },
      { verdict: 'rejected', reason: ' ' },
      { verdict: 'edited' },
      { verdict: 'helpful' },
      { verdict: 'sent', distance: 0 },
      {},
    ]) {
      const reply = await server.ask('POST', `/api/answers/${id}/outcomes`, { key, json });
      expect([JSON.stringify(json), reply.status]).toEqual([JSON.stringify(json), 400]);
    }
    await expect(agent.replies.record('nothing', { verdict: 'sent' })).rejects.toEqual(refusal(404));
    await expect(agent.replies.list('nothing')).rejects.toEqual(refusal(404));
    const other = await agent.answer({ question: 'How long does a refund take?' });
    await expect(agent.replies.record(other.id, { verdict: 'sent' })).rejects.toEqual(refusal(400));
  });

  it('show nobody what rests on documents for others', async () => {
    const [ticket] = (await server.desk.tickets.list()).items.filter(
      ({ ticket: { externalId } }) => externalId === 'v-1',
    );
    const suggested = await member.replies.suggest(ticket?.ticket.id ?? '');
    expect(JSON.stringify(suggested)).toContain('nine euros');
    expect(JSON.stringify(await member.replies.list('v-1'))).toContain('nine euros');
    const seen = await agent.replies.list('v-1');
    expect(seen.items).toMatchObject([{ answer: { id: suggested.id, sentences: [] }, withheld: 1 }]);
    expect(JSON.stringify(seen)).not.toContain('nine euros');
  });

  it('are read by all, and settled by agents', async () => {
    const viewer = await loopback.clientFor('viewer');
    const { id } = await agent.replies.suggest(ticketId);
    await expect(viewer.replies.record(id, { verdict: 'sent' })).rejects.toEqual(refusal(403));
    await expect(viewer.replies.suggest(ticketId)).rejects.toEqual(refusal(403));
    expect((await viewer.replies.list(ticketId)).items[0]?.standing).toBe('open');
    expect((await viewer.replies.counts()).rejected).toBeGreaterThan(0);
  });

  it('lose their reasons with the ticket', async () => {
    const admin = await loopback.clientFor('admin');
    await admin.tickets.erase(ticketId);
    await server.desk.settle();
    const { items } = await agent.replies.list(ticketId);
    expect(items.length).toBeGreaterThan(2);
    expect(JSON.stringify(items)).not.toMatch(/refund|Weeks|waiting/i);
  });
});
