import { describe, expect, it } from 'vitest';
import type { WorkspaceId } from '../ids.ts';
import type { Principal } from '../runtime/auth-verifier.ts';
import { memoryAuthVerifier } from '../runtime/memory/memory-auth-verifier.ts';
import { memoryNotifier } from '../runtime/memory/memory-notifier.ts';
import { memoryStore } from '../runtime/memory/memory-store.ts';
import { recordLedger } from '../runtime/record-ledger.ts';
import { inlineParallel } from '../text/parallel.ts';
import { type AuthVerifierSubject, authVerifierCases } from './auth-verifier-cases.ts';
import { authVerifierFaults } from './faults/access-faults.ts';
import { brokenLedger } from './faults/broken-ledger.ts';
import { budgetFaults } from './faults/budget-faults.ts';
import { ledgerFaults } from './faults/ledger-faults.ts';
import { notifierFaults } from './faults/notifier-faults.ts';
import { parallelFaults } from './faults/parallel-faults.ts';
import { expectCaught, proveKit } from './faults/prove-kit.ts';
import { ledgerCases } from './ledger-cases.ts';
import { type LedgerSubject, ledgerTimeZone } from './ledger-fixtures.ts';
import { type NotifierSubject, notifierCases } from './notifier-cases.ts';
import { parallelCases } from './parallel-cases.ts';
import { runConformance, type World } from './run-conformance.ts';

const workspaceId = 'w' as WorkspaceId;

async function ledgers({ now, generateId }: World): Promise<LedgerSubject> {
  const system = memoryStore({ now });
  await system.system.workspaces.insert([
    { id: workspaceId, version: 1, name: 'w', timeZone: ledgerTimeZone, catalogueVersion: 0, createdAt: 0 },
  ]);
  const store = system.workspace(workspaceId);
  return { open: (budget = {}) => recordLedger({ store, budget, now, generateId }) };
}

function verifier(): AuthVerifierSubject {
  const principal = (id: string, role: Principal['role'], ...groups: string[]): Principal => ({
    actor: { kind: 'person', id },
    workspaceId,
    role,
    groups,
  });
  const valid = [
    { credential: { kind: 'bearer', value: 'a-first-long-secret' }, principal: principal('ada', 'admin') },
    {
      credential: { kind: 'bearer', value: 'another-long-secret' },
      principal: principal('bo', 'viewer', 'x'),
    },
    { credential: { kind: 'cookie', value: 'session-long-secret' }, principal: principal('cy', 'agent') },
  ] as const;
  const memory = memoryAuthVerifier(
    valid.map(({ credential, principal: whom }) => ({ ...credential, principal: whom })),
  );
  return {
    verifier: memory,
    valid,
    invalid: [
      { kind: 'bearer', value: 'expired-long-secret' },
      { kind: 'cookie', value: 'unknown-long-secret' },
    ],
    revoke: memory.revoke,
  };
}

function notifier(): NotifierSubject {
  let isReachable = true;
  const memory = memoryNotifier({
    async tell() {
      await Promise.resolve();
      if (!isReachable) throw new Error('unreachable');
    },
  });
  return {
    notifier: memory,
    received: async () => memory.delivered().map(({ id }) => id),
    setReachable: (reachable) => {
      isReachable = reachable;
    },
  };
}

describe('recordLedger', () =>
  runConformance(it, ledgerCases, { create: ledgers, capabilities: ['injected-clock'] }));
describe('inlineParallel', () => runConformance(it, parallelCases, { create: () => inlineParallel() }));
describe('memoryAuthVerifier', () =>
  runConformance(it, authVerifierCases, { create: verifier, capabilities: ['revocation'] }));
describe('memoryNotifier', () =>
  runConformance(it, notifierCases, { create: notifier, capabilities: ['outage'] }));

describe('the ledger kit finds that', () => {
  for (const { fault, caughtBy, rules } of [...ledgerFaults, ...budgetFaults])
    it(fault, () => expectCaught(ledgerCases, (world) => brokenLedger(world, rules), caughtBy));
  it('nothing is wrong with a ledger of another make', () =>
    expectCaught(ledgerCases, (world) => brokenLedger(world, {}), []));
});
describe('the parallel kit finds that', () =>
  proveKit(parallelCases, () => inlineParallel(), parallelFaults));
describe('the auth verifier kit finds that', () => proveKit(authVerifierCases, verifier, authVerifierFaults));
describe('the notifier kit finds that', () => proveKit(notifierCases, notifier, notifierFaults));

it('memoryAuthVerifier refuses empty tokens, and the same token twice', () => {
  const { valid } = verifier();
  const principal = valid[0]!.principal;
  expect(() => memoryAuthVerifier([{ value: ' ', principal }])).toThrow(
    'Token 1 of memoryAuthVerifier is empty',
  );
  const token = { value: 'secret', principal };
  expect(() => memoryAuthVerifier([token, { ...token, kind: 'cookie' }, token])).toThrow('Token 3');
});
