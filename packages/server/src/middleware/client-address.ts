import { BlockList, isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import { TicketAIError } from '@ticket-ai/core';
import type { Context } from 'hono';

/** Whether a text is an address, or a range such as `10.0.0.0/8`. */
export function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  const isShort =
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
  return version !== 0 && isShort && rest.length === 0;
}

/**
 * Tells from which address a request comes: of the connection, because what headers say about it anybody can write. Only what comes from a trusted
 * proxy is believed, and of it only what the trusted proxies wrote: `X-Forwarded-For` is read from its end, up to the first address that is none of
 * theirs. `unknown` without a socket.
 * @throws `invalid-input` for what is no address or range
 */
export function clientAddress(trustedProxies: readonly string[] = []): (c: Context) => string {
  const isTrusted = trust(trustedProxies);
  return (c) => {
    let address = connectedAddress(c);
    const told = (c.req.header('x-forwarded-for') ?? '').split(',').map(withoutPort);
    while (isTrusted(address)) {
      const before = told.pop();
      if (before === undefined || isIP(before) === 0) break;
      address = unmapped(before);
    }
    return address;
  };
}

/**
 * What one line has of the address space: an IPv4 address, or the first 64 bits of an IPv6 address. Who has a line can come from any of the
 * addresses behind these bits, each time from another.
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [plain = ''] = address.split('%');
  const [left = '', right] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const groups = (text = '') => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(left), groups(right)];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}

function trust(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const range of ranges) {
    if (!isAddressRange(range))
      throw new TicketAIError('invalid-input', {
        message: `${range} is no address of a proxy. Give addresses or ranges, such as 10.0.0.2 or fd00::/8.`,
      });
    const [address = '', bits] = range.split('/');
    const family = familyOf(address);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

function connectedAddress(c: Context): string {
  try {
    return unmapped(getConnInfo(c).remote.address ?? 'unknown');
  } catch {
    // Without a socket, as in a test, there is no address.
    return 'unknown';
  }
}

/** A socket of both kinds shows IPv4 as a part of IPv6. */
function unmapped(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** Some proxies add the port: `1.2.3.4:5678`, `[::1]:5678`. */
function withoutPort(text: string): string {
  const address = text.trim();
  const [, bracketed, plain] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(address) ?? [];
  return bracketed ?? plain ?? address;
}
