import { memoryStore, type Store, TicketAIError, type WorkspaceId } from '@ticket-ai/core';
import { describe, expect, it, vi } from 'vitest';
import { type LocalAuth, localAuth } from './local-auth.ts';
import { digestOf } from './secrets.ts';

const workspaceId = 'default' as WorkspaceId;
const hour = 3_600_000;

interface Clock {
  now: number;
}

function open(
  store: Store = memoryStore(),
  id = workspaceId,
): { auth: LocalAuth; store: Store; clock: Clock } {
  const clock = { now: 1_000_000 };
  return { auth: localAuth({ system: store.system, workspaceId: id, now: () => clock.now }), store, clock };
}

const refused = (work: Promise<unknown>) =>
  expect(
    work.then(
      () => undefined,
      (error: unknown) => (TicketAIError.is(error) ? `${error.code}: ${error.message}` : error),
    ),
  ).resolves.toMatch(/^unauthorized: A valid credential is needed/);

describe('API keys', () => {
  it('have the announced shape and open the door in the name of the key', async () => {
    const { auth } = open();
    const { key, record } = await auth.keys.create({ name: 'Zammad', role: 'agent' });
    expect(key).toMatch(/^tai_[0-9a-z]{8}_[\w-]{43}_[0-9a-f]{8}$/);
    expect(await auth.verify({ kind: 'bearer', value: key })).toEqual({
      actor: { kind: 'key', id: record.id },
      workspaceId,
      role: 'agent',
      groups: [],
    });
  });

  it('are stored as a digest only', async () => {
    const { auth, store } = open();
    const { key, record } = await auth.keys.create({ name: 'Zammad', role: 'agent' });
    const rows = JSON.stringify((await store.system.apiKeys.find()).items);
    expect(rows).toContain(digestOf(key));
    expect(rows).not.toContain(key.slice(4 + record.id.length + 1, -9));
  });

  it('are refused in the same words when forged, mistyped, expired, revoked or of another workspace', async () => {
    const { auth, store, clock } = open();
    const live = await auth.keys.create({ name: 'a', role: 'admin' });
    const dated = await auth.keys.create({ name: 'b', role: 'admin', expiresAt: clock.now + hour });
    const revoked = await auth.keys.create({ name: 'c', role: 'admin' });
    await auth.keys.revoke(revoked.record.id);
    const foreign = await open(store, 'other' as WorkspaceId).auth.keys.create({ name: 'd', role: 'admin' });
    await auth.verify({ kind: 'bearer', value: dated.key });
    clock.now += hour;
    const otherSecret = (await open().auth.keys.create({ name: 'e', role: 'admin' })).key;
    const values = [
      dated.key,
      revoked.key,
      foreign.key,
      otherSecret,
      `${live.key}0`,
      live.key.slice(0, -1),
      swapCharacter(live.key),
      '',
      'x',
    ];
    for (const value of values) await refused(auth.verify({ kind: 'bearer', value }));
    await expect(auth.verify({ kind: 'bearer', value: live.key })).resolves.toMatchObject({ role: 'admin' });
  });

  it('that are mistyped are not even looked up', async () => {
    const { auth, store } = open();
    const { key } = await auth.keys.create({ name: 'a', role: 'admin' });
    const lookUp = vi.spyOn(store.system.apiKeys, 'get');
    await refused(auth.verify({ kind: 'bearer', value: swapCharacter(key) }));
    expect(lookUp).not.toHaveBeenCalled();
    await auth.verify({ kind: 'bearer', value: key });
    expect(lookUp).toHaveBeenCalledOnce();
  });

  it('with a right id and checksum but another secret are refused', async () => {
    const { auth, store } = open();
    const { key, record } = await auth.keys.create({ name: 'a', role: 'admin' });
    await store.system.apiKeys.update(record.id, 1, { digest: digestOf('another secret') });
    await refused(auth.verify({ kind: 'bearer', value: key }));
  });

  it('of another workspace cannot be revoked, in the words for unknown ones', async () => {
    const { auth, store } = open();
    const foreign = open(store, 'other' as WorkspaceId).auth;
    const { key, record } = await foreign.keys.create({ name: 'd', role: 'admin' });
    await expect(auth.keys.revoke(record.id)).rejects.toThrow(`There is no API key ${record.id}.`);
    await expect(auth.keys.revoke('nothing')).rejects.toThrow('There is no API key nothing.');
    await expect(foreign.verify({ kind: 'bearer', value: key })).resolves.toBeDefined();
    expect(await auth.keys.list()).toEqual([]);
  });
});

describe('the first login', () => {
  it('is offered once, also when two servers start at once', async () => {
    const { auth, store } = open();
    const tokens = await Promise.all([auth.firstLogin(), open(store).auth.firstLogin()]);
    expect(tokens.filter((token) => token !== undefined)).toHaveLength(1);
    expect(await auth.firstLogin()).toBeUndefined();
  });

  it('makes one admin session of a token, also when two try at once', async () => {
    const { auth } = open();
    const token = (await auth.firstLogin()) ?? '';
    const tries = await Promise.allSettled([auth.signIn(token), auth.signIn(token), auth.signIn(token)]);
    const [session] = tries.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await auth.verify({ kind: 'cookie', value: session ?? '' })).toMatchObject({
      role: 'admin',
      actor: { kind: 'person', id: 'owner:default' },
    });
    await refused(auth.signIn(token));
  });

  it('is worthless after a day, and void once a new one was asked for', async () => {
    const { auth, clock } = open();
    const first = (await auth.firstLogin()) ?? '';
    const second = await auth.newLogin();
    await refused(auth.signIn(first));
    clock.now += 24 * hour;
    await refused(auth.signIn(second));
    await auth.signIn(await auth.newLogin());
  });

  it('works for a data folder in which nobody signed in yet', async () => {
    const { auth } = open();
    await expect(auth.signIn(await auth.newLogin())).resolves.toMatch(/^[\w-]{43}$/);
    expect(await auth.firstLogin()).toBeUndefined();
  });
});

describe('sessions', () => {
  async function signedIn() {
    const opened = open();
    return { ...opened, value: await opened.auth.signIn(await opened.auth.newLogin()) };
  }

  it('are stored as a digest only; login tokens too', async () => {
    const { auth, store, value } = await signedIn();
    const token = await auth.newLogin();
    const rows = JSON.stringify((await store.system.sessions.find()).items);
    expect(rows).toContain(digestOf(value));
    expect(rows).toContain(digestOf(token));
    expect(rows).not.toContain(value);
    expect(rows).not.toContain(token);
  });

  it('end after 12 idle hours', async () => {
    const { auth, clock, value } = await signedIn();
    clock.now += 12 * hour;
    await refused(auth.verify({ kind: 'cookie', value }));
  });

  it('go on with use, but not beyond 7 days', async () => {
    const { auth, clock, value } = await signedIn();
    for (let hours = 0; hours < 7 * 24 - 11; hours += 11) {
      clock.now += 11 * hour;
      await auth.verify({ kind: 'cookie', value });
    }
    clock.now += 11 * hour;
    await refused(auth.verify({ kind: 'cookie', value }));
  });

  it('end with signing out, suspension and the loss of the member', async () => {
    const { auth, store, value } = await signedIn();
    const other = await auth.signIn(await auth.newLogin());
    await auth.signOut(value);
    await refused(auth.verify({ kind: 'cookie', value }));
    const owner = await store.system.members.update('owner:default', 1, { suspendedAt: 1 });
    await refused(auth.verify({ kind: 'cookie', value: other }));
    await refused(auth.newLogin().then((token) => auth.signIn(token)));
    await store.system.members.update(owner.id, owner.version, { suspendedAt: undefined, role: 'viewer' });
    await expect(auth.verify({ kind: 'cookie', value: other })).resolves.toMatchObject({ role: 'viewer' });
    await store.system.members.delete([owner.id]);
    await refused(auth.verify({ kind: 'cookie', value: other }));
  });

  it('and login tokens do not stand for each other, nor for keys', async () => {
    const { auth, value } = await signedIn();
    const token = await auth.newLogin();
    const { key } = await auth.keys.create({ name: 'a', role: 'admin' });
    await refused(auth.verify({ kind: 'cookie', value: token }));
    await refused(auth.signIn(value));
    await refused(auth.verify({ kind: 'bearer', value }));
    await refused(auth.verify({ kind: 'cookie', value: key }));
  });

  it('that are over are swept away, live ones stay', async () => {
    const { auth, store, clock } = await signedIn();
    clock.now += 13 * hour;
    const value = await auth.signIn(await auth.newLogin());
    await auth.sweep();
    expect((await store.system.sessions.find()).items).toHaveLength(1);
    await auth.verify({ kind: 'cookie', value });
  });
});

function swapCharacter(key: string): string {
  return key.slice(0, 20) + (key[20] === 'A' ? 'B' : 'A') + key.slice(21);
}
