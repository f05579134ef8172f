import { memoryRateLimiter } from '@ticket-ai/core';
import { Hono } from 'hono';
import { describe, expect, it, test } from 'vitest';
import { testServer } from '../testing.ts';
import { clientAddress, isAddressRange, networkOf } from './client-address.ts';

const socket = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

async function addressOf(from: string, forwarded: string | undefined, trusted: readonly string[]) {
  const app = new Hono();
  app.get('/', (c) => c.text(clientAddress(trusted)(c)));
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return (await app.request('/', { headers }, socket(from))).text();
}

describe('the address of who asks', () => {
  it.each([
    ['nobody is believed by default', '9.9.9.9', '1.1.1.1', [], '9.9.9.9'],
    ['nobody who is no proxy of ours is believed', '9.9.9.9', '1.1.1.1', ['10.0.0.0/8'], '9.9.9.9'],
    ['a proxy tells who asked it', '10.0.0.2', '1.1.1.1', ['10.0.0.0/8'], '1.1.1.1'],
    ['what was written before it is not', '10.0.0.2', '6.6.6.6, 1.1.1.1', ['10.0.0.0/8'], '1.1.1.1'],
    ['a chain of them', '10.0.0.2', '6.6.6.6, 1.1.1.1, 10.0.0.9', ['10.0.0.0/8'], '1.1.1.1'],
    ['proxies alone: the first of them', '10.0.0.2', '10.0.0.9', ['10.0.0.0/8'], '10.0.0.9'],
    ['nothing told', '10.0.0.2', undefined, ['10.0.0.2'], '10.0.0.2'],
    ['what is no address is not believed', '10.0.0.2', 'unknown', ['10.0.0.2'], '10.0.0.2'],
    ['IPv4 in IPv6', '::ffff:10.0.0.2', '::ffff:1.1.1.1', ['10.0.0.2'], '1.1.1.1'],
    ['IPv6', 'fd00::2', '[2001:db8::1]:443', ['fd00::/8'], '2001:db8::1'],
    ['with a port', '10.0.0.2', '1.1.1.1:4711', ['10.0.0.2'], '1.1.1.1'],
  ])('%s', async (_name, from, forwarded, trusted, expected) => {
    expect(await addressOf(from, forwarded, trusted)).toBe(expected);
  });

  it('is asked of addresses and ranges only', () => {
    for (const good of ['10.0.0.2', '10.0.0.0/8', 'fd00::/8', '::1']) expect(isAddressRange(good)).toBe(true);
    for (const bad of ['', '*', 'proxy', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'fd00::/129'])
      expect(isAddressRange(bad), bad).toBe(false);
    expect(() => clientAddress(['proxy'])).toThrow('no address');
  });
});

it('behind a trusted proxy, whoever tries to sign in too often holds up nobody else', async () => {
  const rates = (trustedProxies: readonly string[]) => ({
    limiter: memoryRateLimiter({ now: () => 0 }),
    perMinute: 10,
    signInsPerMinute: 1,
    trustedProxies,
  });
  const statuses = async (trustedProxies: readonly string[], addresses: readonly string[]) => {
    const { app } = await testServer({ app: { rates: rates(trustedProxies) } });
    const signIn = async (address: string) =>
      (
        await app.request(
          'http://localhost/api/session',
          {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
            body: JSON.stringify({ token: 'x'.repeat(43) }),
          },
          socket('10.0.0.2'),
        )
      ).status;
    const found: number[] = [];
    for (const address of addresses) found.push(await signIn(address));
    return found;
  };
  const addresses = ['1.1.1.1', '1.1.1.1', '2.2.2.2'];
  expect(await statuses(['10.0.0.2'], addresses)).toEqual([401, 429, 401]);
  expect(await statuses([], addresses)).toEqual([401, 429, 429]);
  // One line of IPv6 is one caller, whichever of its addresses it takes; the next network is another.
  const network = ['2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6', '2001:db8:1:3::1'];
  expect(await statuses(['10.0.0.2'], network)).toEqual([401, 429, 401]);
});

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:2::', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['64:ff9b::1.2.3.4', '64:ff9b:0:0::/64'],
  ['unknown', 'unknown'],
])('%s is counted as one of %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
