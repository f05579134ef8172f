import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/**
 * Takes the network away from this process: sockets, datagrams and names. Node's permission model does not guard it before Node 25; this
 * holds against parsers that follow an address they find in a file, not against machine code.
 */
export function closeNetwork(): void {
  const refuse = (): never => {
    throw new Error('This process has no network.');
  };
  net.Socket.prototype.connect = refuse;
  net.Server.prototype.listen = refuse;
  for (const name of ['bind', 'connect', 'send'] as const) dgram.Socket.prototype[name] = refuse;
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of Object.getOwnPropertyNames(owner).filter((each) =>
      /^(?:lookup|resolve|reverse)/u.test(each),
    ))
      Object.defineProperty(owner, name, { value: refuse });
  }
  syncBuiltinESMExports();
}
