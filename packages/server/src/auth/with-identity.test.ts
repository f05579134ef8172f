import { memoryAuthVerifier, type Principal, type WorkspaceId } from '@ticket-ai/core';
import { expect, it } from 'vitest';
import { testServer } from '../testing.ts';

const person = (workspaceId: string): Principal => ({
  actor: { kind: 'person', id: 'ann' },
  workspaceId: workspaceId as WorkspaceId,
  role: 'viewer',
  groups: [],
});
const identity = memoryAuthVerifier([
  { value: 'token-of-this-workspace', principal: person('default') },
  { value: 'token-of-another-workspace', principal: person('other') },
]);

it('lets in people whom somebody else signs in, beside keys and sessions, each with its own role', async () => {
  const server = await testServer({ identity });
  const status = async (key: string, path = '/api/intents') =>
    (await server.ask('GET', path, { key })).status;
  expect(await status('token-of-this-workspace')).toBe(200);
  expect(await status(await server.keyFor('viewer'))).toBe(200);
  expect((await server.ask('GET', '/api/intents', { cookie: await server.signIn() })).status).toBe(200);
  expect(await status('token-of-this-workspace', '/api/keys')).toBe(403);
  expect(await status('token-of-another-workspace')).toBe(401);
  expect(await status('unknown-token')).toBe(401);
});

it('asks nobody else about what looks like a key of ours, or comes as a cookie', async () => {
  const asked: string[] = [];
  const curious = {
    verify: async ({ value }: { readonly value: string }) => {
      asked.push(value);
      return person('default');
    },
  };
  const server = await testServer({ identity: curious });
  const forged = `tai_${'a'.repeat(8)}_${'b'.repeat(43)}_${'c'.repeat(8)}`;
  expect((await server.ask('GET', '/api/intents', { key: forged })).status).toBe(401);
  expect((await server.ask('GET', '/api/intents', { cookie: 'tai=token-of-this-workspace' })).status).toBe(
    401,
  );
  expect(asked).toEqual([]);
});
