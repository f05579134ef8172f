import { describe, expect, it, test } from 'vitest';
import { clustererCases } from '../conformance/clusterer-cases.ts';
import { runConformance } from '../conformance/run-conformance.ts';
import type { TicketId } from '../ids.ts';
import { sampleTickets } from '../testing/sample-tickets.ts';
import type { TicketText } from './clusterer.ts';
import { lexicalClusterer } from './lexical-clusterer.ts';

describe('lexical clusterer', () =>
  runConformance(it, clustererCases, { create: () => lexicalClusterer(), capabilities: [] }));

const ticket = (id: string, text: string, more: Partial<TicketText> = {}): TicketText => ({
  ticketId: id as TicketId,
  text,
  replies: '',
  language: 'en',
  ...more,
});
const samples = sampleTickets.map(({ externalId = '', body = '' }) => ticket(externalId, body));

const groupOf = (plan: Awaited<ReturnType<ReturnType<typeof lexicalClusterer>['discover']>>, id: string) =>
  plan.intents.findIndex(({ members }) => members.some(({ ticketId }) => ticketId === id));

test('replies bring together what customers say in different words', async () => {
  const replies = 'Please order a new ChargeDock in the app under Spare parts, part number KD-44.';
  const odd = [
    ticket('odd-1', 'the brick on the floor is dead', { replies }),
    ticket('odd-2', 'no light at all since the storm', { replies }),
    ticket('odd-3', 'my gadget for the socket broke', { replies }),
  ];
  const plan = await lexicalClusterer().discover({ tickets: [...samples, ...odd] });
  expect(groupOf(plan, 'odd-1')).toBeGreaterThanOrEqual(0);
  expect(new Set(odd.map(({ ticketId }) => groupOf(plan, ticketId))).size).toBe(1);
});

test('languages are grouped apart, and that is said', async () => {
  const german = samples
    .slice(0, 30)
    .map(({ ticketId }, row) =>
      ticket(
        `de-${ticketId}`,
        ['Wo bleibt mein Paket?', 'Mein Paket ist nicht angekommen', 'Das Paket fehlt noch immer'][row % 3] ??
          '',
        { language: 'de' },
      ),
    );
  const plan = await lexicalClusterer().discover({ tickets: [...samples, ...german] });
  expect(plan.notes.map(({ code }) => code)).toContain('languages-apart');
  for (const { members } of plan.intents) {
    expect(new Set(members.map(({ ticketId }) => ticketId.startsWith('de-'))).size).toBe(1);
  }
});

test('the wanted number of intents is kept to', async () => {
  const plan = await lexicalClusterer().discover({ tickets: samples, intentCount: 3 });
  expect(plan.intents).toHaveLength(3);
});

test('words that nobody has used before speak against every intent', async () => {
  const [parcels] = (await lexicalClusterer().discover({ tickets: samples, intentCount: 3 })).intents;
  const exemplars = samples.filter(({ ticketId }) =>
    parcels?.members.some((member) => member.ticketId === ticketId),
  );
  const catalogue = {
    workspaceId: 'w' as never,
    version: 1,
    intents: [{ intentId: 'i' as never, name: parcels?.name ?? '', description: '', terms: [], exemplars }],
  };
  const clusterer = lexicalClusterer();
  const { decisions } = await clusterer.assign({
    tickets: [exemplars[0] ?? ticket('x', ''), ticket('new', 'Do you sell gift vouchers for christmas?')],
    catalogue,
  });
  expect(decisions[0]?.candidates[0]?.score).toBeGreaterThan(0.5);
  expect(decisions[1]?.candidates[0]?.score ?? 0).toBeLessThan(0.5);
  expect(decisions[0]?.reason).toMatch(/nearest tickets are of "/);
});

test('another number of intents than was asked for is told; the number that was asked for is no guess', async () => {
  const notesOf = async (intentCount: number) =>
    (await lexicalClusterer().discover({ tickets: samples, intentCount })).notes.map(({ code }) => code);
  expect(await notesOf(3)).toEqual([]);
  expect(await notesOf(samples.length)).toEqual(['other-number-of-intents']);
});

test('no name and no telling word is the name of somebody a ticket tells of', async () => {
  const tickets = Array.from({ length: 20 }, (_, at) =>
    ticket(`m-${at}`, `please refund the payment that maria lopez's card made ${'twice '.repeat(at % 3)}`, {
      people: ['Maria Lopez', 'Maria', 'Lopez'],
    }),
  );
  const plan = await lexicalClusterer().discover({ tickets: [...samples, ...tickets] });
  const found = plan.intents.filter(({ members }) => members.some(({ ticketId }) => ticketId === 'm-0'));
  expect(found.flatMap(({ terms }) => terms)).toContain('refund');
  expect(found.flatMap(({ name, terms }) => [name, ...terms]).join(' ')).not.toMatch(/maria|lopez/i);
});
